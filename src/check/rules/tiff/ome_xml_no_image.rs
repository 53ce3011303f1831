use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/no-image",
    title: "The OME-XML has no Image element",
    why: "There is nothing in it that a viewer could show.",
    fix: Fix { text: "Write the file again.", command: "{rewrite}" },
    affects: &[says(Viv, Fails, "ZodError: Image.0: Required"), says(Avivator, Fails, GENERIC), affects(OmeSpec, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 OmeSchema"],
    run: |facts, found| {
        let Some(document) = facts.file.document() else { return };
        if document.image_count == 0 && document.binary_only.is_none() {
            found.push(Finding::new(At::xml("OME", document.root.line, document.root.column)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || Tiff::new([Page::new(256, 256).describe("<OME/>")]).into(),
        near_miss: || good().into(),
    },
};
