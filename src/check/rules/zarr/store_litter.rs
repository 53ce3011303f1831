use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/litter",
    title: "There are desktop files in the store, such as {path}",
    why: "Finder and Explorer leave such files behind. Viewers do not ask for them; programs that list the store may mistake them for groups or chunks.",
    fix: Fix { text: "Delete them before uploading, and copy without them.", command: "find {folder} \\( -name .DS_Store -o -name '._*' -o -name Thumbs.db \\) -delete" },
    affects: &[affects(Zarrita, Effect::Note)],
    evidence: &["issues of zarr-python and napari on listing such stores"],
    run: |facts, found| {
        for path in &facts.survey.litter {
            let at = At { path: Some(path.clone()), ..At::default() };
            found.push(Finding::new(at).with("path", path.clone()));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut sample = bare_array("|u1");
            sample.keys.insert(".DS_Store".to_owned(), vec![0]);
            sample
        },
        near_miss: || bare_array("|u1"),
    },
};
