use super::tables::*;
use super::*;
use crate::check::zarr::step_words::step_words;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/column-slow",
    title: "Reading {words} costs {cost}",
    why: "Indexes and columns are always read whole: before anything is shown, or when a view asks for the column. Too much here: {slowness}.",
    fix: Fix {
        text: "Store repeated text as categories (`.astype(\"category\")`), shorten long names, and write the array compressed and in chunks of some hundred thousand rows.",
        command: "",
    },
    affects: &[affects(Vitessce, Slow)],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource._loadColumn: zarrGet of the whole array"],
    run: |facts, found| {
        let steps = facts.in_vitessce().flat_map(|(viewer, trace)| trace.steps.iter().map(move |step| (viewer, step)));
        for (viewer, step) in steps {
            let name = step.name.rsplit(": ").next().unwrap_or(&step.name);
            let counts = ["obs index", "var index", "obs sets", "obs column ", "var column "].iter().any(|of| name.starts_with(of));
            let Some(slowness) = step.slowness().filter(|_| counts) else { continue };
            let finding = Finding::new(at(&step.path)).with("step", step.name.clone()).with("words", step_words(&step.name)).with("slowness", slowness);
            found.push(finding.with("cost", cost(step.spent.requests, step.spent.bytes)).told(viewer, Slow, ""));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.array("obs/score", &[80], &[2], "<f4").change("obs/.zattrs", |attrs| drop(attrs.insert("column-order".to_owned(), serde_json::json!(["score"])))); }),
        near_miss: || anndata(|keys| { keys.array("obs/score", &[40], &[2], "<f4").change("obs/.zattrs", |attrs| drop(attrs.insert("column-order".to_owned(), serde_json::json!(["score"])))); }),
    },
};
