use super::tables::*;
use super::*;
use crate::zarr::Node;
use crate::zarr::anndata::{Categorical, ColumnKind};
use crate::zarr::dtype::Class;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/categories-not-text",
    title: "The categories of {column} are {what}, and Vitessce shows their numeric codes instead",
    why: "Vitessce reads categories only if they are strings, which it recognises by `encoding-type` (`string-array` or `nullable-string-array`) or, in Zarr 2, by the type `|O`. For all others it shows the codes 0, 1, 2 as if they were the values, without a message.",
    fix: Fix {
        text: "Make the categories strings and write the store again: `{python} = {python}.astype(str).astype(\"category\")`.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource._getColumnSpec: categoriesValues stays undefined, String(code) is shown"],
    run: |facts, found| {
        let columns = frames(facts).flat_map(|frame| frame.chosen().chain(&frame.index));
        for column in columns {
            let ColumnKind::Categorical(categorical) = &column.kind else { continue };
            if let Some(what) = unread(categorical) {
                let finding = Finding::new(at(&categorical.categories.as_ref().map_or(&column.path, |node| &node.path).clone()));
                found.push(finding.with("column", column.path.clone()).with("what", what).with("python", python(&column.path)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.integers("obs/cluster/categories", "<i8", &[3], &[10, 20, 30]); }),
        near_miss: || anndata(|_| ()),
    },
};

/// What categories are, where they are nothing that is read as text.
fn unread(categorical: &Categorical) -> Option<String> {
    let node: &Node = categorical.categories.as_ref()?;
    let encoding = node.text_attribute("encoding-type").unwrap_or_default();
    if !categorical.legacy && matches!(encoding, "string-array" | "nullable-string-array") {
        return None;
    }
    let class = node.array()?.dtype.as_ref().map(|dtype| &dtype.class)?;
    Some(match class {
        Class::Object => return None,
        Class::String => "strings without the attribute encoding-type".to_owned(),
        Class::Text(_) | Class::Bytes(_) => "strings of a fixed length".to_owned(),
        Class::Bool => "booleans".to_owned(),
        _ => "numbers".to_owned(),
    })
}
