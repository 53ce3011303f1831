use super::tables::*;
use super::*;
use crate::zarr::anndata::ColumnKind;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/column-encoding",
    title: "{column} is a {encoding}, which Vitessce cannot read",
    why: "Vitessce expects one array with a value for each cell. Integers and booleans that may be missing are stored as a group of two arrays, values and mask, and a view that uses the column fails.",
    fix: Fix {
        text: "Turn it into plain numbers or text and write the store again: {snippet}.",
        command: "",
    },
    affects: &[says(Vitessce, Fails, "Expected a zarr array at /{column}, but found a group.")],
    evidence: &["@vitessce/zarr 4.0.8 ZarrDataSource.openArray", "anndata: nullable-integer and nullable-boolean are groups"],
    run: |facts, found| {
        for column in columns(facts) {
            let encoding = column.encoding.as_deref().unwrap_or("group without encoding-type");
            let unread = match column.kind {
                ColumnKind::Nullable { .. } => encoding != "nullable-string-array",
                ColumnKind::Other => true,
                _ => false,
            };
            if unread {
                let python = python(&column.path);
                let snippet = match encoding {
                    "nullable-boolean" => format!("`{python} = {python}.fillna(False).astype(bool)`"),
                    "nullable-integer" => format!("`{python} = {python}.astype(\"float32\")`"),
                    _ => format!("`{python} = {python}.astype(str)`"),
                };
                let finding = Finding::new(at_attribute(&column.path, "encoding-type")).with("column", column.path.clone());
                let finding = finding.with("encoding", encoding).with("snippet", snippet);
                found.push(given_up(facts, finding, &column.path));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.change("obs/cluster/.zattrs", |attrs| drop(attrs.insert("encoding-type".to_owned(), "nullable-integer".into()))); }),
        near_miss: || anndata(|keys| { keys.change("obs/cluster/.zattrs", |attrs| drop(attrs.insert("encoding-type".to_owned(), "nullable-string-array".into()))); }),
    },
};
