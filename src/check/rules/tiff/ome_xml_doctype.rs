use super::*;
use crate::ome::NotOme;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/doctype",
    title: "The OME-XML has a document type declaration, so it is not read here",
    why: "No program that writes OME-XML uses one, and entities declared there can grow without bounds. Browsers read them; omescope does not, so it cannot say anything else about this file.",
    fix: Fix { text: "Remove the declaration from the XML.", command: "" },
    affects: &[affects(OmeSpec, Note), affects(Viv, Note)],
    evidence: &["XML 1.0 section 2.8; \"billion laughs\""],
    run: |facts, found| {
        if facts.file.ome == Some(Err(NotOme::Doctype)) {
            found.push(Finding::new(At::ifd("0")));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || Tiff::new([Page::new(256, 256).describe("<!DOCTYPE OME [<!ENTITY a 'b'>]><OME>&a;</OME>")]).into(),
        near_miss: || good().into(),
    },
};
