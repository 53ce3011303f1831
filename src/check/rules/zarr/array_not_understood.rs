use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "array/not-understood",
    title: "{node} has the extension {extension}, which readers must understand but browsers ignore",
    why: "Zarr 3 allows arrays to have members and storage transformers beyond the core specification; readers that do not understand them must not read the array. zarrita reads it all the same, and may show something else than intended.",
    fix: Fix { text: "Write the array without {extension}, or mark it with \"must_understand\": false if readers may ignore it.", command: "" },
    affects: &[affects(Zarrita, Effect::Note), affects(NgffSpec, Effect::Note)],
    evidence: &["Zarr core specification version 3: extensions, must_understand", "zarrita 0.7.5: openZarrV3"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            let unknown = array.node.unknown.iter().filter(|more| more.must_understand).map(|more| more.name.clone());
            let transformers = array.node.array().into_iter().flat_map(|array| array.storage_transformers.iter().cloned());
            let names: Vec<String> = if array.node.format == crate::zarr::Format::V3 { unknown.chain(transformers).collect() } else { Vec::new() };
            for name in names {
                let at = At { path: Some(array.node.path.clone()), ..At::default() };
                found.push(Finding::new(at).with("node", shown_path(&array.node.path)).with("extension", name));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || array_of_v3(|meta| drop(meta.insert("org.example.mask".to_owned(), serde_json::json!({"must_understand": true})))),
        near_miss: || array_of_v3(|meta| drop(meta.insert("org.example.mask".to_owned(), serde_json::json!({"must_understand": false})))),
    },
};
