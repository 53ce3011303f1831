use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "node/both-versions",
    title: "{node} has metadata of Zarr 2 and of Zarr 3",
    why: "zarrita reads the one that it found more often so far, at first that of Zarr 2; other readers take the newer one. Where the two differ, one of them shows data that are out of date.",
    fix: Fix { text: "Delete the set that is not kept up: zarr.json, or .zarray, .zgroup and .zattrs.", command: "" },
    affects: &[affects(Zarrita, Effect::Note)],
    evidence: &["zarrita 0.7.5: open, its count of versions"],
    run: |facts, found| {
        for path in &facts.survey.twins {
            let at = At { path: Some(path.clone()), ..At::default() };
            found.push(Finding::new(at).with("node", shown_path(path)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut sample = bare_array("|u1");
            sample.keys.insert("zarr.json".to_owned(), br#"{"zarr_format": 3, "node_type": "group"}"#.to_vec());
            sample
        },
        near_miss: || bare_array("|u1"),
    },
};
