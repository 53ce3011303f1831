use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/binary-only",
    title: "The metadata of this file is in another file: {metadata_file}",
    why: "This is one file of a set. Its OME-XML describes no image, it only names the file that does, so viewers find nothing to show.",
    fix: Fix { text: "Give viewers the address of that other file: Viv reads `.companion.ome` over HTTP. Or merge the set into one file.", command: "" },
    affects: &[says(Viv, Fails, "ZodError: Image.0: Required"), says(Avivator, Fails, GENERIC)],
    evidence: &["OME-TIFF specification: BinaryOnly"],
    run: |facts, found| {
        let Some(binary) = facts.file.document().and_then(|document| document.binary_only.as_ref()) else { return };
        let name = binary.metadata_file.as_deref().unwrap_or("it is not named");
        found.push(Finding::new(At::xml("OME/BinaryOnly", 0, 0)).with("metadata_file", name));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let xml = r#"<OME><BinaryOnly MetadataFile="set.companion.ome" UUID="urn:uuid:1"/></OME>"#;
            Tiff::new([Page::new(256, 256).describe(xml)]).into()
        },
        near_miss: || good().into(),
    },
};
