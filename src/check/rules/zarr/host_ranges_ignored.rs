use super::*;
#[cfg(test)]
use crate::viewer::Host;

pub(super) const RULE: ZarrRule = Rule {
    id: "host/ranges-ignored",
    title: "The host sends whole files when only a part is asked for",
    why: "Viewers ask for ranges of bytes of sharded arrays, zip archives and Parquet files. A host that ignores Range sends the whole file, which is then treated as the part: nothing in it can be decoded.",
    fix: Fix { text: "Serve the store from a host that answers Range with 206 (object storage, nginx, Apache, `npx http-server`), or write it without shards.", command: "" },
    affects: &[affects(Zarrita, Fails)],
    evidence: &["@zarrita/storage 0.2.0 FetchStore, zarrita 0.7.5 and 0.5.4, run on hosts that do so"],
    run: |facts, found| {
        if !facts.input.host.ranges_ignored {
            return;
        }
        let at = At { path: Some(facts.probe.path.clone()), ..At::default() };
        found.push(facts.told_of_parts(Finding::new(at), ""));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || crate::check::testing::Sample { host: Host { ranges_ignored: true, ..Host::default() }, ..sharded_array("end", 4, 2, &[]) },
        near_miss: || sharded_array("end", 4, 2, &[]),
    },
};
