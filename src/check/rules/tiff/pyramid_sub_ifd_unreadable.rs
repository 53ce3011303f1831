use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/sub-ifd-unreadable",
    title: "IFD {ifd} says that a SubIFD is at byte {byte}, but none can be read there",
    why: "libvips before 8.13.2 wrote empty SubIFDs, and in files that were cut or edited the position leads nowhere. Viv reads whatever is there as an IFD and fails.",
    fix: Fix { text: "Write the pyramid again.", command: "{rewrite}" },
    affects: &[says(Viv, Fails, "RangeError: Invalid field type: 0"), affects(OmeSpec, Wrong)],
    evidence: &["libvips pull request 3058", "geotiff 2.1.3 src/geotiff.js parseFileDirectoryAt"],
    run: |facts, found| {
        let images = facts.viv_images();
        let lowest = images.first().map_or(0, |image| image.levels.saturating_sub(1));
        for (ifd, survey) in facts.file.read_ifds().take_while(|(ifd, _)| *ifd < facts.file.main) {
            for (index, offset) in survey.sub_ifds.iter().enumerate() {
                if facts.file.by_offset.get(*offset).is_some() {
                    continue;
                }
                let path = facts.file.path(ifd);
                let finding = Finding::new(At::byte(path, *offset)).with("ifd", path).with("byte", *offset);
                let is_lowest = index.saturating_add(1) == lowest;
                let grade = grade_plane(facts, |plane| plane == crate::bytes::len64(ifd));
                found.push(finding.at_most(if is_lowest { grade } else { Wrong.into() }));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256).tag(Tag(330, 4, vec![0]));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || good().into(),
    },
};
