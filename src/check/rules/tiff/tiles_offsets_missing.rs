use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "tiles/offsets-missing",
    title: "IFD {ifd} does not say where its tiles or strips are",
    why: "Without TileOffsets or StripOffsets nobody can find the pixels in the file, viewers included.",
    fix: Fix { text: "Write the file again from its source: where the pixels are is lost with the tag.", command: "" },
    affects: &[says(Geotiff, Fails, "TypeError: Cannot read properties of undefined (reading '0')"), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 sections 3 and 15: StripOffsets and TileOffsets are required", "geotiff 2.1.3 src/geotiffimage.js getTileOrStrip"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds().filter(|(_, survey)| survey.offsets.is_none()) {
            let path = facts.file.path(ifd);
            found.push(Finding::new(At::byte(path, survey.offset)).with("ifd", path).at_most(grade(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256).tag(Tag(324, 4, Vec::new()));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || good().into(),
    },
};
