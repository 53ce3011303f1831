use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/case-collision",
    title: "{first} and {second} differ only in upper and lower case",
    why: "On macOS and Windows these are the same name: whoever copies or unpacks the store there loses one of them, and the other is read in both places.",
    fix: Fix { text: "Rename one of them before writing the store.", command: "" },
    affects: &[affects(Zarrita, Effect::Note)],
    evidence: &["scverse/anndata#2576"],
    run: |facts, found| {
        for (first, second) in &facts.survey.collisions {
            let at = At { path: Some(second.clone()), ..At::default() };
            found.push(Finding::new(at).with("first", first.clone()).with("second", second.clone()));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut sample = named_array("sex");
            let more: Vec<_> = sample.keys.iter().filter(|(key, _)| key.starts_with("sex/")).map(|(key, bytes)| (key.replace("sex/", "Sex/"), bytes.clone())).collect();
            sample.keys.extend(more);
            sample
        },
        near_miss: || named_array("sex"),
    },
};
