use super::*;
use crate::check::zarr::spatial::place_at;
use crate::zarr::spatialdata::ElementKind;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "parquet/unreadable",
    title: "{key} is not a Parquet file that can be read: {fault}",
    why: "Vitessce reads the footer at the end of each part of points before anything else. If it cannot read the footer of a part, it tries again and again, without end and without a message.",
    fix: Fix {
        text: "Copy the file again, complete and unchanged; if it is broken at its source, write the element again with spatialdata.",
        command: "",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 parquet-query-utils.js: _loadParquetMetadataByPart"],
    run: |facts, found| {
        for element in facts.elements(ElementKind::Points).chain(facts.elements(ElementKind::Shapes)) {
            for file in element.files.iter().flat_map(|files| files.file.iter().chain(&files.parts)) {
                if let Err(fault) = &file.footer {
                    let finding = Finding::new(place_at(&file.key));
                    found.push(finding.with("key", file.key.clone()).with("fault", fault.words()));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let good = sd::points(|_| (), &[sd::molecules(&[4])]);
            sd::with(good, "points/rna/points.parquet/part.1.parquet", vec![0; 64])
        },
        near_miss: || sd::points(|_| (), &[sd::molecules(&[4])]),
    },
};
