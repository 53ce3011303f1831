use super::*;
use crate::check::zarr::spatial::place_of;
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "points/column-missing",
    title: "The points of {path} have no column {column}",
    why: "Vitessce reads the columns that the axes name and the one that `feature_key` names. If one of them is missing, no points are shown.",
    fix: Fix {
        text: "Name an existing column in `spatialdata_attrs.feature_key` of the element's attributes. The columns are: {columns}.",
        command: "",
    },
    affects: &[says(Vitessce, Fails, "Column \"{column}\" not found in the arrow table.")],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataPointsSource: loadPoints, loadPointsFeatureIds"],
    run: |facts, found| {
        for (element, files) in facts.untiled_points() {
            let Some(footer) = files.footer() else { continue };
            let feature = element.feature_key.clone().unwrap_or_else(|| "undefined".to_owned());
            let wanted = element.axes.iter().chain([&feature]);
            let columns: Vec<&str> = footer.columns.iter().map(|column| column.name.as_str()).collect();
            for column in wanted.filter(|name| footer.column(name).is_none()) {
                let finding = Finding::new(place_of(element, "spatialdata_attrs")).with("path", element.path.clone());
                found.push(finding.with("column", column.clone()).with("columns", columns.join(", ")));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let other = |attributes: &mut serde_json::Map<_, _>| {
                attributes.insert("spatialdata_attrs".to_owned(), json!({"version": "0.1", "feature_key": "gene"}));
            };
            sd::points(other, &[sd::molecules(&[4])])
        },
        near_miss: || sd::points(|_| (), &[sd::molecules(&[4])]),
    },
};
