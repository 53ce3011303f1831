use super::*;

const MOST: u64 = 1 << 20;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/large",
    title: "The OME-XML has {bytes} bytes ({planes} Plane, {rois} ROI and {annotations} annotation elements)",
    why: "Viewers read and parse all of it before they show anything, and keep it in memory, so the first picture comes late.",
    fix: Fix { text: "Leave out what viewers do not use: Plane and ROI elements and original metadata (bioformats2raw --no-original-metadata).", command: EDIT_XML },
    affects: &[affects(Viv, Slow)],
    evidence: &["@vivjs/loaders 0.21.0 parseXML: DOMParser and a copy of the whole tree"],
    run: |facts, found| {
        let (Some(document), Some(description)) = (facts.file.document(), &facts.description) else { return };
        if description.len > MOST {
            let finding = Finding::new(At::ifd("0")).with("bytes", description.len).with("planes", document.planes);
            found.push(finding.with("rois", document.rois).with("annotations", document.annotations));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || padded(1 << 20), near_miss: || padded(1 << 10) },
};

#[cfg(test)]
fn padded(bytes: usize) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome { inner: format!("<TiffData/><!--{}-->", "x".repeat(bytes)), ..Ome::new(&page) }).into()
}
