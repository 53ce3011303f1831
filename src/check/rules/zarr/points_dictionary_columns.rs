use super::*;
use crate::check::zarr::spatial::place_at;
use crate::zarr::parquet::Column;
use crate::zarr::spatialdata::ElementKind;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "points/dictionary-columns",
    title: "The categorical column {column} of {path} comes before columns that tiles need",
    why: "Vitessce reads single row groups with its own build of parquet-wasm, which cannot read categorical columns there, nor what comes after them. Tiles of points then fail.",
    fix: Fix {
        text: "Put categorical columns last: `sdata_points_process_columns(sdata, \"{name}\", var_name_col=\"{feature}\")` of `vitessce.data_utils` does it.",
        command: "",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["vitessce data troubleshooting: points", "@vitessce/spatial-zarr 4.0.8 SpatialDataPointsSource: loadPointsFeatureIds, a note on dictionary columns"],
    run: |facts, found| {
        for element in facts.elements(ElementKind::Points) {
            let Some(files) = element.files.as_deref() else { continue };
            let feature = element.feature_key.as_deref();
            let (true, Some(footer)) = (crate::viewer::vitessce::comes_by_tiles(files, feature), files.footer()) else { continue };
            let feature = feature.unwrap_or("feature_name").to_owned();
            let codes = format!("{feature}_codes");
            let needed = |column: &&Column| ["x", "y", "morton_code_2d", &codes].contains(&column.name.as_str());
            let last = footer.columns.iter().rposition(|column| needed(&column)).unwrap_or(0);
            let categorical = |column: &&Column| column.arrow.as_ref().is_some_and(|field| field.dictionary);
            if let Some(column) = footer.columns.iter().take(last).find(categorical) {
                let key = files.first().map_or(element.path.as_str(), |file| file.key.as_str());
                let finding = Finding::new(place_at(key)).with("path", element.path.clone()).with("name", element.name.clone());
                found.push(finding.with("column", column.name.clone()).with("feature", feature));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::points(|_| (), &[sd::categorical(sd::ordered(&[4]))]),
        near_miss: || sd::points(|_| (), &[sd::ordered(&[4])]),
    },
};
