use super::*;
use crate::check::zarr::spatial::place_at;
use crate::zarr::spatialdata::ElementKind;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "points/one-file",
    title: "{key} is a single file, not a folder of parts",
    why: "Vitessce counts the parts of points. If there is one file instead of a folder, every further part seems to exist, and it continues for ever, without a message.",
    fix: Fix {
        text: "Make a folder of that name and put the file into it as `part.0.parquet`.",
        command: "(cd {folder} && mv {key} {key}.part && mkdir {key} && mv {key}.part {key}/part.0.parquet)",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 parquet-query-utils.js: _loadParquetMetadataByPart"],
    run: |facts, found| {
        for element in facts.elements(ElementKind::Points) {
            if let Some(file) = element.files.as_ref().and_then(|files| files.file.as_ref()) {
                found.push(Finding::new(place_at(&file.key)).with("key", file.key.clone()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::with(sd::points(|_| (), &[]), "points/rna/points.parquet", sd::molecules(&[4]).file()),
        near_miss: || sd::points(|_| (), &[sd::molecules(&[4])]),
    },
};
