use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "zip/ozx",
    title: "The archive does not follow the recommendations of RFC-9: {what}",
    why: "Single-file OME-Zarr (.ozx) should begin with the root's zarr.json, have a comment with the version of OME-Zarr and use ZIP64, so that readers find the metadata with few requests. Vitessce reads it all the same.",
    fix: Fix { text: "Pack the store again with a program that writes .ozx, such as `ome-zarr` or `ngff-zarr`.", command: "" },
    affects: &[affects(NgffSpec, Effect::Note)],
    evidence: &["RFC-9 of OME-NGFF (review)"],
    run: |facts, found| {
        let Some(zip) = facts.input.zip.as_ref().filter(|_| facts.input.name.ends_with(".ozx")) else { return };
        let mut missing = Vec::new();
        if zip.first.as_deref() != Some("zarr.json") {
            missing.push("zarr.json is not its first entry");
        }
        if !zip.comment.contains("\"ome\"") {
            missing.push("it has no comment with the version of OME-Zarr");
        }
        if !zip.zip64 {
            missing.push("it does not use ZIP64");
        }
        if !missing.is_empty() {
            found.push(Finding::new(At::default()).with("what", missing.join(", ")));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut sample = zipped(0, &["zarr.json"]);
            sample.name = "cells.ozx".to_owned();
            sample
        },
        near_miss: || zipped(0, &["zarr.json"]),
    },
};
