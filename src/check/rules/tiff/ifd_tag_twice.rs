use super::*;
use tiff::tags::Tag as Known;

pub(super) const RULE: TiffRule = Rule {
    id: "ifd/tag-twice",
    title: "IFD {ifd} has {tag} more than once",
    why: "TIFF allows each tag once. Viewers take the last of them, most other programs the first, so the same file says different things to different programs.",
    fix: Fix {
        text: "Write the file again with one of each. For two ImageDescription, as some microscopes' programs write them, keep the one with OME-XML.",
        command: "{rewrite}",
    },
    affects: &[affects(Geotiff, Note), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 section 2: entries are sorted by tag, in ascending order", "geotiff 2.1.3 parseFileDirectoryAt: a later entry replaces an earlier one"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let Some(tag) = survey.kind.twice else { continue };
            let path = facts.file.path(ifd);
            let name = match Known::from_u16_exhaustive(tag) {
                Known::Unknown(number) => format!("the tag {number}"),
                known => format!("the tag {tag} ({known:?})"),
            };
            found.push(Finding::new(At::ifd(path)).with("ifd", path).with("tag", name));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            // A private tag becomes a second Compression: only its number is changed.
            let page = Page::new(256, 256).tag(Tag(260, 3, vec![1]));
            let mut bytes = file(&page, &Ome::new(&page)).write();
            let at = bytes.windows(4).position(|found| found == [4, 1, 3, 0]).unwrap();
            bytes[at..at + 2].copy_from_slice(&259u16.to_le_bytes());
            bytes.into()
        },
        near_miss: || good().into(),
    },
};
