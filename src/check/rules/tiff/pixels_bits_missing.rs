use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/bits-missing",
    title: "IFD {ifd} does not say how many bits a sample has",
    why: "Without BitsPerSample a TIFF has one bit per sample. geotiff.js requires the tag and fails without it.",
    fix: Fix { text: "Write the image again with 8 bits per sample.", command: "" },
    affects: &[says(Geotiff, Fails, "TypeError: Cannot read properties of undefined (reading '0')"), affects(OmeSpec, Note)],
    evidence: &["TIFF 6.0 section 8: the default of BitsPerSample is 1", "geotiff 2.1.3 src/geotiffimage.js getBitsPerSample"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds().filter(|(_, survey)| survey.kind.bits_count.is_none()) {
            let path = facts.file.path(ifd);
            let at = At::byte(path, survey.offset);
            found.push(Finding::new(at).with("ifd", path).at_most(grade(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { bits: 1, ..Page::new(256, 256) }.tag(Tag(258, 3, Vec::new()));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || good().into(),
    },
};
