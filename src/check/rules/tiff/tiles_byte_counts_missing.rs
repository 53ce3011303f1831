use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "tiles/byte-counts-missing",
    title: "IFD {ifd} does not say how long its tiles or strips are",
    why: "Some old files with a single strip leave StripByteCounts out. geotiff.js requires them and fails.",
    fix: Fix { text: "Write the file again.", command: "{rewrite}" },
    affects: &[says(Geotiff, Fails, "TypeError: Cannot read properties of undefined (reading '0')"), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 section 3: StripByteCounts is required", "geotiff 2.1.3 src/geotiffimage.js getTileOrStrip"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds().filter(|(_, survey)| survey.offsets.is_some() && survey.byte_counts.is_none()) {
            let path = facts.file.path(ifd);
            let at = At::byte(path, survey.offset);
            found.push(Finding::new(at).with("ifd", path).at_most(grade(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256).tag(Tag(325, 4, Vec::new()));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || good().into(),
    },
};
