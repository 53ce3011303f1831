use super::*;
use crate::check::zarr::spatial::place_at;
use crate::zarr::spatialdata::{PandasIndex, pandas_index};
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "shapes/no-names",
    title: "The shapes of {path} have no names",
    why: "Vitessce takes the names of shapes from the index column of their Parquet file. An index that only counts (a RangeIndex of pandas) is not stored as a column, so the shapes have no names, and no table can be matched with them.",
    fix: Fix {
        text: "Give the shapes an index that is stored, and write them again: `gdf.index = gdf.index.astype(str)`.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataShapesSource: loadShapesIndex"],
    run: |facts, found| {
        for (element, footer) in facts.shapes() {
            let without = match pandas_index(footer) {
                PandasIndex::Unsaid | PandasIndex::Range => true,
                PandasIndex::Column(name) => footer.column(&name).is_none(),
                PandasIndex::NotOne(_) | PandasIndex::Odd => false,
            };
            let file = element.files.as_deref().and_then(|files| files.first());
            if let Some(file) = file.filter(|_| without) {
                found.push(Finding::new(place_at(&file.key)).with("path", element.path.clone()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let range = sd::pandas(&json!({"kind": "range", "name": null, "start": 0, "stop": 2, "step": 1}));
            let made = crate::zarr::parquet::testing::Made::groups(&[2]).bytes("geometry", &[1, 3, 0, 0, 0]).with("pandas", &range);
            sd::shapes(|_| (), &made)
        },
        near_miss: || sd::shapes(|_| (), &sd::polygons(&["Polygon"])),
    },
};
