use super::*;
use crate::check::zarr::spatial::place_at;
use crate::zarr::spatialdata::ElementKind;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "points/row-groups",
    title: "A row group of {key} has {rows} rows, more than the {first} of the first one",
    why: "For a tile Vitessce reserves room for as many points in each row group as the first row group of the part has. If there are more, tiles fail.",
    fix: Fix {
        text: "Write row groups of one size: `sdata_points_modify_row_group_size(sdata, \"{name}\", row_group_size=50_000)` of `vitessce.data_utils`. A row group with only the four extreme points belongs into a part of its own.",
        command: "",
    },
    affects: &[says(Vitessce, Fails, "offset is out of bounds")],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataTableSource: loadParquetTableInRect"],
    run: |facts, found| {
        for element in facts.elements(ElementKind::Points) {
            let Some(files) = element.files.as_deref() else { continue };
            if !crate::viewer::vitessce::comes_by_tiles(files, element.feature_key.as_deref()) {
                continue;
            }
            for file in &files.parts {
                let Ok(footer) = &file.footer else { continue };
                let first = footer.groups.first().map_or(0, |group| group.rows);
                let most = footer.groups.iter().map(|group| group.rows).max().unwrap_or(0);
                if most > first {
                    let finding = Finding::new(place_at(&file.key)).with("key", file.key.clone());
                    found.push(finding.with("name", element.name.clone()).with("rows", most).with("first", first));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::points(|_| (), &[sd::ordered(&[4, 50])]),
        near_miss: || sd::points(|_| (), &[sd::ordered(&[4]), sd::ordered(&[50, 50, 20])]),
    },
};
