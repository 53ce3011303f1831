use super::*;
use crate::check::zarr::spatial::place_at;
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "table/several-regions",
    title: "{path} belongs to {count} elements: {regions}",
    why: "Vitessce assigns all rows of a table to the element that it shows it with. It does not choose those whose `{key}` names the element, so values come from cells of other elements that have the same number.",
    fix: Fix {
        text: "Make a table for each element: `part = adata[adata.obs[\"{key}\"] == \"cells\"].copy()`, then `sdata[\"table_cells\"] = TableModel.parse(part, region=\"cells\", region_key=\"{key}\", instance_key=\"instance_id\")`, and so on.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataTableSource: loadObsIndex, a note of what is to be done"],
    run: |facts, found| {
        for table in facts.annotations() {
            let Some(annotates) = table.annotates.as_ref().filter(|annotates| annotates.regions.len() > 1) else { continue };
            let at = match &table.anndata {
                crate::zarr::Found::Here(data) => data.node.attributes_document().map(|document| document.key().to_owned()),
                _ => None,
            };
            let at = At { pointer: Some(annotates.pointer.as_str().to_owned()), ..place_at(at.as_deref().unwrap_or(&table.path)) };
            let finding = Finding::new(at).with("path", table.path.clone()).with("count", annotates.regions.len());
            let key = annotates.region_key.clone().unwrap_or_else(|| "region".to_owned());
            found.push(finding.with("regions", annotates.regions.join(", ")).with("key", key));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::table(|attributes| drop(attributes.insert("region".to_owned(), json!(["cells", "nuclei"]))), "<i8"),
        near_miss: || sd::table(|attributes| drop(attributes.insert("region".to_owned(), json!(["cells"]))), "<i8"),
    },
};
