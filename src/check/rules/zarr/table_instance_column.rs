use super::*;
use crate::check::zarr::spatial::place_at;
use crate::zarr::anndata::ColumnKind;
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "table/instance-column",
    title: "{path} names the column {column} for its instances, but there is no such column",
    why: "Vitessce takes the names of the rows of a table from the column of `obs` that `instance_key` names, whatever the index is.",
    fix: Fix {
        text: "Name an existing column: `TableModel.parse(adata, region=\"{region}\", region_key=\"region\", instance_key=\"instance_id\")`, and write the table again. The columns are: {columns}.",
        command: "",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataTableSource: loadObsIndex"],
    run: |facts, found| {
        for table in facts.annotations() {
            let crate::zarr::Found::Here(data) = &table.anndata else { continue };
            let (Some(annotates), Some(frame)) = (&table.annotates, data.obs_frame()) else { continue };
            let Some(column) = annotates.instance_key.as_ref().filter(|key| frame.column(key).is_none_or(|column| matches!(column.kind, ColumnKind::Missing)))
            else {
                continue;
            };
            let columns: Vec<&str> = frame.columns.iter().map(|column| column.name.as_str()).collect();
            let finding = Finding::new(place_at(&format!("{}/obs/{column}", table.path))).with("path", table.path.clone());
            let finding = finding.with("column", column.clone()).with("columns", columns.join(", "));
            let finding = finding.with("region", annotates.regions.join(", "));
            let index = facts.step_name(&table.path, "obs index");
            found.push(facts.given_up(finding, |step| step.name == index));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::table(|attributes| drop(attributes.insert("instance_key".to_owned(), json!("cell_id"))), "<i8"),
        near_miss: || sd::table(|_| (), "<i8"),
    },
};
