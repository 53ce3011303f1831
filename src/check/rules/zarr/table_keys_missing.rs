use super::*;
use crate::check::zarr::spatial::{place, place_at};
use crate::zarr::spatialdata::Table;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

/// Attributes that say what a table is of.
const KEYS: [&str; 3] = ["region", "region_key", "instance_key"];

pub(super) const RULE: ZarrRule = Rule {
    id: "table/keys-missing",
    title: "{path} does not say which element it belongs to: {missing} missing",
    why: "Vitessce reads `region`, `region_key` and `instance_key` from the attributes of a table, or from `uns/spatialdata_attrs` as spatialdata wrote them before 0.4, and does not load the table if both are missing.",
    fix: Fix {
        text: "Write the table again with `TableModel.parse(adata, region=..., region_key=..., instance_key=...)`.",
        command: "",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataTableSource: loadSpatialDataElementAttrs"],
    run: |facts, found| {
        for table in facts.annotations() {
            let missing = missing(table);
            let failures = facts.vitessce_steps(&table.path, "obs index").filter_map(|(viewer, step)| Some((viewer, step.failure.as_ref()?)));
            let in_uns = failures.filter(|(_, failure)| failure.at.contains("uns/spatialdata_attrs"));
            for (viewer, failure) in in_uns.filter(|_| !missing.is_empty()) {
                let attributes = match &table.anndata {
                    crate::zarr::Found::Here(data) => data.node.attributes(),
                    _ => None,
                };
                let at = attributes.map_or_else(|| place_at(&table.path), |at| place(&at));
                let finding = Finding::new(at).with("path", table.path.clone()).with("missing", missing.join(", "));
                found.push(finding.told(viewer, Fails, failure.message.clone()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::table(|attributes| drop(attributes.remove("region")), "<i8"),
        near_miss: || sd::table(|_| (), "<i8"),
    },
};

/// Keys that the attributes of a table do not have.
pub(super) fn missing(table: &Table) -> Vec<&'static str> {
    let crate::zarr::Found::Here(data) = &table.anndata else { return Vec::new() };
    KEYS.into_iter().filter(|key| data.node.attribute(key).is_none()).collect()
}
