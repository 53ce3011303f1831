use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ifd/size-missing",
    title: "IFD {ifd} does not say how many pixels it has",
    why: "ImageWidth and ImageLength are required. Without them geotiff.js finds no tiles and shows zeros.",
    fix: Fix { text: "Write the file again.", command: "" },
    affects: &[affects(Geotiff, Wrong), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 section 8: ImageWidth and ImageLength have no default", "geotiff 2.1.3 src/geotiffimage.js getWidth"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds().filter(|(ifd, _)| facts.file.size_of(*ifd).is_none()) {
            let path = facts.file.path(ifd);
            let at = At::byte(path, survey.offset);
            found.push(Finding::new(at).with("ifd", path).at_most(grade_false(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256).tag(Tag(256, 4, Vec::new()));
            Tiff::new([page.clone().describe(Ome::new(&page).xml())]).into()
        },
        near_miss: || good().into(),
    },
};
