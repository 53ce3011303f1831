use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/modulo",
    title: "The image has more than five dimensions ({axes})",
    why: "An annotation folds the additional dimensions into Z, C or T. Viewers do not unfold them: they offer one long dimension.",
    fix: Fix { text: "Nothing needs to be done. For viewing, one file for each value of the additional dimension is easier to use.", command: "" },
    affects: &[affects(Viv, Note)],
    evidence: &["OME data model: 6D, 7D and 8D storage (Modulo)"],
    run: |facts, found| {
        if let Some(document) = facts.file.document().filter(|document| !document.modulo.is_empty()) {
            found.push(Finding::new(At::xml("OME/StructuredAnnotations", 0, 0)).with("axes", document.modulo.join(", ")));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let xml = "<OME><StructuredAnnotations><XMLAnnotation><Value><Modulo><ModuloAlongT/></Modulo></Value></XMLAnnotation></StructuredAnnotations></OME>";
            Tiff::new([Page::new(256, 256).describe(xml)]).into()
        },
        near_miss: || good().into(),
    },
};
