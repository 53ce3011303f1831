use super::*;
#[cfg(test)]
use crate::viewer::Host;

pub(super) const RULE: ZarrRule = Rule {
    id: "host/encoding",
    title: "The host compresses what it sends ({encoding}), including parts of files",
    why: "With Content-Encoding, sizes and ranges refer to the compressed bytes: positions in shards, zip archives and Parquet files come out wrong. Whole chunks are unpacked by the browser and are right.",
    fix: Fix { text: "Turn compression off for the store on the host: chunks are compressed already (`gzip off;` in nginx; no Content-Encoding on uploaded objects).", command: "" },
    affects: &[affects(Zarrita, Fails)],
    evidence: &["@zarrita/storage 0.2.0 FetchStore, zarrita 0.7.5 and 0.5.4, run on hosts that do so"],
    run: |facts, found| {
        let Some(encoding) = &facts.input.host.encoding else { return };
        let at = At { path: Some(facts.probe.path.clone()), ..At::default() };
        found.push(facts.told_of_parts(Finding::new(at).with("encoding", encoding.clone()), "Unexpected response status 416 Range Not Satisfiable"));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || crate::check::testing::Sample { host: Host { encoding: Some("gzip".to_owned()), ..Host::default() }, ..sharded_array("end", 4, 2, &[]) },
        near_miss: || sharded_array("end", 4, 2, &[]),
    },
};
