use super::*;
use crate::check::zarr::spatial::place_at;
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json as value};

pub(super) const RULE: ZarrRule = Rule {
    id: "table/region-missing",
    title: "{path} belongs to {region}, but the store has no element of that name",
    why: "A table belongs to the element that `region` names. Vitessce loads the table, but there is nothing to show its rows on. spatialdata warns about it.",
    fix: Fix {
        text: "Write the element into the store, or name the one that the rows belong to: `TableModel.parse(adata, region=\"...\", region_key=\"...\", instance_key=\"...\", overwrite_metadata=True)`. The elements are: {elements}.",
        command: "",
    },
    affects: &[affects(Vitessce, Note)],
    evidence: &["SpatialData design document: Table"],
    run: |facts, found| {
        let unlisted = facts.spatialdata.as_ref().is_some_and(|data| !data.unlisted.is_empty());
        if unlisted {
            return;
        }
        let names: Vec<&str> = facts.all_elements().map(|element| element.name.as_str()).collect();
        let elements = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        for table in facts.annotations() {
            let regions = table.annotates.iter().flat_map(|annotates| &annotates.regions);
            for region in regions.filter(|region| !names.contains(&region.as_str())) {
                let finding = Finding::new(place_at(&table.path)).with("path", table.path.clone());
                found.push(finding.with("region", region.clone()).with("elements", elements.clone()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::table(|attributes| drop(attributes.insert("region".to_owned(), value!("nuclei"))), "<i8"),
        near_miss: || sd::table(|_| (), "<i8"),
    },
};
