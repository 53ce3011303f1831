use super::tables::*;
use super::*;
use crate::zarr::anndata::ColumnKind;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/index-encoding",
    title: "The index {index} is a {encoding}, which Vitessce cannot read",
    why: "Names are read from one array, from categories, or from strings as pandas 3 writes them. Integers that may be missing are a group of two arrays; without the index no view loads.",
    fix: Fix { text: "Turn the names into text and write the store again: `adata.{names} = adata.{names}.astype(str)`.", command: "" },
    affects: &[says(Vitessce, Fails, "Expected a zarr array at /{index}, but found a group.")],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource._loadColumn"],
    run: |facts, found| {
        for frame in frames(facts) {
            let Some(index) = &frame.index else { continue };
            let encoding = index.encoding.as_deref().unwrap_or("group without encoding-type");
            let unread = match index.kind {
                ColumnKind::Nullable { .. } => encoding != "nullable-string-array",
                ColumnKind::Other => true,
                _ => false,
            };
            if unread {
                let names = format!("{}_names", frame.node.name());
                let finding = Finding::new(at_attribute(&index.path, "encoding-type")).with("index", index.path.clone());
                found.push(given_up(facts, finding.with("encoding", encoding).with("names", names), &frame.node.path));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.group("var/_index", &serde_json::json!({"encoding-type": "nullable-integer"})).0.remove("var/_index/.zarray"); }),
        near_miss: || anndata(|keys| { keys.categorical("var/_index", &[0, 1]).0.remove("var/_index/.zarray"); }),
    },
};
