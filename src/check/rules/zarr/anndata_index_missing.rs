use super::tables::*;
use super::*;
use crate::zarr::anndata::ColumnKind;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/index-missing",
    title: "{frame} does not say where its names are: {what}",
    why: "The attribute `_index` names the column with the names of the cells or genes. Vitessce asks for that column, or for one called `undefined` if there is no such attribute, and without it no view loads.",
    fix: Fix { text: "Set the attribute to the name of the column: `zarr.open_group(\"…\", mode=\"r+\")[\"{frame}\"].attrs[\"_index\"] = \"_index\"`, or write the store again with AnnData.", command: "" },
    affects: &[says(Vitessce, Fails, "Not found: v3 array or group")],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource.loadObsIndex: opens the node in obs that _index names", "AnnData: on-disk format, dataframes"],
    run: |facts, found| {
        for frame in frames(facts).filter(|frame| frame.node.is_group()) {
            let what = match (&frame.index_name, &frame.index) {
                (None, _) => "it has no attribute _index".to_owned(),
                (Some(name), Some(index)) if matches!(index.kind, ColumnKind::Missing) => format!("there is no column \"{name}\""),
                _ => continue,
            };
            let path = &frame.node.path;
            let finding = Finding::new(at_attribute(path, "_index")).with("frame", path.clone()).with("what", what);
            found.push(given_up(facts, finding, path));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.change("obs/.zattrs", |attrs| drop(attrs.remove("_index"))); }),
        near_miss: || anndata(|keys| { keys.texts("obs/barcode", &["a", "b", "c"]).change("obs/.zattrs", |attrs| drop(attrs.insert("_index".to_owned(), "barcode".into()))); }),
    },
};
