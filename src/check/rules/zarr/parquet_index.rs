use super::*;
use crate::check::zarr::spatial::place_at;
use crate::zarr::spatialdata::{ElementKind, PandasIndex, pandas_index};
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "parquet/index",
    title: "{key} has {count} index columns where one is expected",
    why: "Vitessce takes the names of points and shapes from the one column that the pandas metadata name as the index, and stops if several are named, or none, or something else.",
    fix: Fix {
        text: "Use one column as the index and write the element again: `gdf.reset_index(drop=True)` for shapes; for points leave the index to `PointsModel.parse`.",
        command: "",
    },
    affects: &[says(Vitessce, Fails, "Expected a single index column in the pandas metadata.")],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataTableSource: tableToIndexColumnName"],
    run: |facts, found| {
        let points = facts.untiled_points();
        let shapes = facts.elements(ElementKind::Shapes).filter_map(|element| Some((element, element.files.as_deref()?)));
        for (_, files) in points.chain(shapes) {
            let (Some(file), Some(footer)) = (files.first(), files.footer()) else { continue };
            let finding = Finding::new(place_at(&file.key)).with("key", file.key.clone());
            match pandas_index(footer) {
                PandasIndex::NotOne(count) => found.push(finding.with("count", count)),
                PandasIndex::Odd => {
                    let said = "Unexpected type in the pandas metadata index_columns array.";
                    found.push(finding.with("count", "unreadable").saying(said));
                }
                PandasIndex::Unsaid | PandasIndex::Column(_) | PandasIndex::Range => {}
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let both = json!({"index_columns": ["a", "b"]}).to_string();
            let made = crate::zarr::parquet::testing::Made::groups(&[2]).bytes("geometry", &[1, 3, 0, 0, 0]).with("pandas", &both);
            sd::shapes(|_| (), &made)
        },
        near_miss: || sd::shapes(|_| (), &sd::polygons(&["Polygon"])),
    },
};
