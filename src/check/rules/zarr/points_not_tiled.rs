use super::*;
use crate::check::zarr::spatial::place_at;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "points/not-tiled",
    title: "All {rows} points of {path} are loaded at once: {bytes} bytes",
    why: "Vitessce loads points by tiles if they are sorted along the Morton curve, with the columns x, y, {feature}_codes and morton_code_2d, in row groups of fewer than 100,000 rows. Otherwise it loads all points at once, and refuses to if there are more than 5,000,000.",
    fix: Fix {
        text: "Sort the points and write them in small row groups, with the functions of `vitessce.data_utils` in Python: `sdata = sdata_morton_sort_points(sdata, \"{name}\")`; `sdata[\"{name}_tiled\"] = sdata_points_process_columns(sdata, \"{name}\", var_name_col=\"{feature}\")`; `sdata.write_element(\"{name}_tiled\")`; `sdata_points_modify_row_group_size(sdata, \"{name}_tiled\", row_group_size=50_000)`.",
        command: "",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataTableSource: _supportsTiledPoints", "vitessce data troubleshooting: points"],
    run: |facts, found| {
        for (element, files) in facts.untiled_points() {
            let rows = files.footers().fold(0u64, |sum, footer| sum.saturating_add(footer.rows));
            let Some(first) = files.first() else { continue };
            let finding = Finding::new(place_at(&first.key))
                .with("path", element.path.clone())
                .with("name", element.name.clone())
                .with("rows", rows)
                .with("bytes", first.size)
                .with("feature", element.feature_key.clone().unwrap_or_else(|| "feature_name".to_owned()));
            for (viewer, step) in facts.vitessce_steps(&element.path, "points") {
                let refused = step.failure.as_ref().filter(|failure| failure.message.contains("necessitates tiled"));
                if let Some(failure) = refused {
                    found.push(finding.clone().told(viewer, Fails, failure.message.clone()));
                } else if let Some(slow) = step.slowness() {
                    found.push(finding.clone().told(viewer, Slow, slow));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::points(|_| (), &[sd::molecules(&[5_000_001])]),
        near_miss: || sd::points(|_| (), &[sd::molecules(&[4, 50_000, 4_000_000])]),
    },
};
