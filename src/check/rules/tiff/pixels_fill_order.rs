use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/fill-order",
    title: "IFD {ifd} has FillOrder 2: the bits of each byte are stored in reverse",
    why: "geotiff.js ignores FillOrder and reads every byte the wrong way round, so the picture is wrong.",
    fix: Fix { text: "Write the image again.", command: "{rewrite}" },
    affects: &[affects(Geotiff, Wrong), affects(OmeSpec, Note)],
    evidence: &["TIFF 6.0 section 8, FillOrder", "geotiff 2.1.3: the tag is not used"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds().filter(|(_, survey)| survey.kind.storage.fill_order == 2) {
            let compression = survey.kind.storage.ifd.compression.code;
            // Compressed streams of bytes are damaged by it, too; JPEG and LERC have an order of their own.
            if !matches!(compression, 7 | 34_887) {
                let path = facts.file.path(ifd);
                found.push(Finding::new(At::ifd(path)).with("ifd", path).at_most(grade_false(facts, ifd)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256).tag(Tag(266, 3, vec![2]));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page::new(256, 256).tag(Tag(266, 3, vec![1]));
            file(&page, &Ome::new(&page)).into()
        },
    },
};
