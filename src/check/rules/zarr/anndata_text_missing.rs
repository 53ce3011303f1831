use super::tables::*;
use super::*;
use crate::zarr::anndata::ColumnKind;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/text-missing",
    title: "Rows of {column} have no value, and appear under an empty name (rows: {rows})",
    why: "A column of text that may be missing has a mask that says where. Vitessce reads only the values, in which a missing text is an empty one: such cells get a cell set without a name.",
    fix: Fix { text: "Give them a name, and write the store again: `{python} = {python}.fillna(\"unknown\")`.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource._getColumnSpec: nullable-string-array, values alone"],
    run: |facts, found| {
        for column in columns(facts).filter(|column| matches!(column.kind, ColumnKind::Nullable { .. })) {
            let Some(values) = facts.contents.columns.get(&column.path).filter(|values| values.missing > 0) else { continue };
            if column.encoding.as_deref() == Some("nullable-string-array") {
                let finding = Finding::new(at(&column.path)).with("rows", values.missing).with("column", column.path.clone());
                found.push(finding.with("python", python(&column.path)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || masked(1), near_miss: || masked(0) },
};

#[cfg(test)]
fn masked(missing: i64) -> crate::check::testing::Sample {
    anndata(|keys| {
        keys.0.retain(|key, _| !key.starts_with("obs/cluster/"));
        keys.group("obs/cluster", &serde_json::json!({"encoding-type": "nullable-string-array", "encoding-version": "0.1.0"}));
        keys.texts("obs/cluster/values", &["a", "b", ""]).integers("obs/cluster/mask", "|b1", &[3], &[0, 0, missing]);
    })
}
