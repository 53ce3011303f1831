use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "file/name",
    title: "The name {name} does not tell viewers that this is an OME-TIFF",
    why: "Avivator opens an address or a file as OME-TIFF only if its name contains `ome.tif` or `ome.tiff` in lower case; anything else is opened as a plain TIFF or as a Zarr store. Vitessce goes by its configuration instead. generate-tiff-offsets overwrites images whose names it does not recognise.",
    fix: Fix { text: "Rename the file so that it ends in .ome.tif.", command: "mv {file} {stem}.ome.tif" },
    affects: &[says(Avivator, Fails, GENERIC)],
    evidence: &["Avivator createLoader: urlOrFile name tested with isOMETIFF", "viv issues 875 and 881"],
    run: |facts, found| {
        let name = facts.input.url.as_deref().unwrap_or(&facts.input.name);
        let ome = facts.file.document().is_some();
        if ome && !name.is_empty() && !name.contains("ome.tif") {
            found.push(Finding::new(At::default()).with("name", facts.input.name.as_str()));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || Sample::from(good()).named("CELLS.OME.TIF"), near_miss: || Sample::from(good()).named("cells.ome.tiff") },
};
