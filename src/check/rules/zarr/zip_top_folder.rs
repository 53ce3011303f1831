use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "zip/top-folder",
    title: "The store is not at the top of the archive: {what}",
    why: "Vitessce looks for the store at the top of an archive, or in its only folder whose name ends in .zarr. Anywhere else it finds nothing.",
    fix: Fix { text: "Unpack it, and pack the folder that holds the metadata (zarr.json, or .zgroup) from inside that folder: `cd FOLDER && zip -0 -r ../store.zarr.zip .`.", command: "" },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/zarr-utils 4.0.8: ZipFileStore with a transform of its entries"],
    run: |facts, found| {
        let Some(zip) = &facts.input.zip else { return };
        let metadata = ["zarr.json", ".zgroup", ".zattrs", ".zarray", ".zmetadata"];
        if zip.top.iter().any(|name| metadata.contains(&name.as_str())) {
            return;
        }
        let stores: Vec<&String> = zip.top.iter().filter(|name| name.ends_with(".zarr")).collect();
        let what = match stores.as_slice() {
            [_] if zip.top.len() == 1 => return,
            [] => format!("there is {}, but no folder whose name ends in .zarr", zip.top.first().map_or("nothing", String::as_str)),
            [_] => "there is something else next to the folder of the store".to_owned(),
            more => format!("there are {} folders whose names end in .zarr", more.len()),
        };
        found.push(Finding::new(At::default()).with("what", what));
    },
    #[cfg(test)]
    examples: Examples { triggers: || zipped(0, &["data"]), near_miss: || zipped(0, &["data.zarr"]) },
};
