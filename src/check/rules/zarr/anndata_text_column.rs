use super::tables::*;
use super::*;
use crate::zarr::anndata::ColumnKind;
use crate::zarr::dtype::Class;

/// From so many rows on it makes a difference.
const ROWS: u64 = 1000;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/text-column",
    title: "{column} is text for each of {rows} rows",
    why: "Of a categorical column Vitessce reads small numbers, and each name once; of plain text it creates a string for every row, which takes more bytes and time.",
    fix: Fix { text: "If values repeat, turn them into categories: `{python} = {python}.astype(\"category\")`.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/zarr 4.0.8 ObsSetsAnndataLoader.loadCodesColumns: codes are used as they are"],
    run: |facts, found| {
        for column in columns(facts).filter(|column| !matches!(column.kind, ColumnKind::Categorical(_))) {
            let class = column.main().and_then(|node| node.array()).and_then(|array| array.dtype.as_ref()).map(|dtype| &dtype.class);
            let text = matches!(class, Some(Class::Object | Class::String | Class::Text(_) | Class::Bytes(_)));
            if let Some(rows) = column.len().filter(|rows| text && *rows >= ROWS) {
                let finding = Finding::new(at(&column.path)).with("column", column.path.clone()).with("rows", rows);
                found.push(finding.with("python", python(&column.path)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || text(1000), near_miss: || text(999) },
};

#[cfg(test)]
fn text(rows: usize) -> crate::check::testing::Sample {
    anndata(|keys| { keys.texts("obs/name", &vec!["B cell"; rows]).change("obs/.zattrs", |attrs| drop(attrs.insert("column-order".to_owned(), serde_json::json!(["name"])))); })
}
