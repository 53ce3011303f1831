use super::*;
#[cfg(test)]
use crate::viewer::Host;

pub(super) const RULE: ZarrRule = Rule {
    id: "host/head-refused",
    title: "The host refuses HEAD ({status}), which viewers need to learn the size of shards",
    why: "To read sharded arrays zarrita reads the end of a file first, and asks for its size by HEAD before that. If the host, or its CORS rules, allow only GET, none of them can be read; the same is true for zip archives and Parquet files.",
    fix: Fix { text: "Allow HEAD as well as GET: in the CORS rules of a bucket `\"AllowedMethods\": [\"GET\", \"HEAD\"]`.", command: "" },
    affects: &[affects(Zarrita, Fails)],
    evidence: &["@zarrita/storage 0.2.0 FetchStore, zarrita 0.7.5 and 0.5.4, run on hosts that do so"],
    run: |facts, found| {
        let Some(status) = &facts.input.host.head_refused else { return };
        let at = At { path: Some(facts.probe.path.clone()), ..At::default() };
        found.push(facts.told_of_parts(Finding::new(at).with("status", status.clone()), &format!("Unexpected response status {status}")));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || crate::check::testing::Sample { host: Host { head_refused: Some("405 Method Not Allowed".to_owned()), ..Host::default() }, ..sharded_array("end", 4, 2, &[]) },
        near_miss: || sharded_array("end", 4, 2, &[]),
    },
};
