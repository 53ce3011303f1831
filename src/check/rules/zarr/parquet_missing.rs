use super::*;
use crate::check::zarr::spatial::place_at;
use crate::zarr::spatialdata::ElementKind;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "parquet/missing",
    title: "{path} has no Parquet file",
    why: "Vitessce reads points from `points.parquet/part.0.parquet` and the parts that follow, and shapes from `shapes.parquet`. It does not find files with other names.",
    fix: Fix {
        text: "Copy the store with all its files, or write the element again with spatialdata: `sdata.write_element(\"{name}\")`.",
        command: "",
    },
    affects: &[says(Vitessce, Fails, "Failed to load parquet data from store.")],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataTableSource: loadParquetTable"],
    run: |facts, found| {
        for (kind, file) in [(ElementKind::Points, "points.parquet"), (ElementKind::Shapes, "shapes.parquet")] {
            for element in facts.elements(kind) {
                let gone = element.files.as_ref().is_some_and(|files| files.first().is_none());
                if gone {
                    let at = place_at(&format!("{}/{file}", element.path));
                    found.push(Finding::new(at).with("path", element.path.clone()).with("name", element.name.clone()));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::points(|_| (), &[]),
        near_miss: || sd::points(|_| (), &[sd::molecules(&[4])]),
    },
};
