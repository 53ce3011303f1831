use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/orientation",
    title: "IFD {ifd} has Orientation {orientation}: {what}",
    why: "Viewers ignore Orientation and show rows and columns as they are stored.",
    fix: Fix { text: "Write the image the right way up. In microscopy the tag is usually wrong and the image is right: set it to 1 then.", command: "tifftools set -y -s Orientation 1 {file}" },
    affects: &[affects(Geotiff, Wrong), affects(OmeSpec, Note)],
    evidence: &["TIFF 6.0 section 8, Orientation", "geotiff 2.1.3: the tag is not used"],
    run: |facts, found| {
        let Some(kind) = facts.file.kind(0) else { return };
        let what = match kind.orientation {
            1 => return,
            2 => "the image is mirrored",
            3 => "the image is upside down",
            4 => "the image is flipped",
            5..=8 => "rows and columns are exchanged",
            _ => "which does not exist",
        };
        found.push(Finding::new(At::ifd("0")).with("ifd", "0").with("orientation", kind.orientation).with("what", what));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256).tag(Tag(274, 3, vec![3]));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page::new(256, 256).tag(Tag(274, 3, vec![1]));
            file(&page, &Ome::new(&page)).into()
        },
    },
};
