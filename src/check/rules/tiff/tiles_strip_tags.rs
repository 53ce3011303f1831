use super::*;
use crate::tiff::Layout;

pub(super) const RULE: TiffRule = Rule {
    id: "tiles/strip-tags",
    title: "IFD {ifd} is in tiles, but has the tag StripOffsets, so viewers read it as strips",
    why: "Viewers take an image for tiled only if there is no StripOffsets. Here the tiles are listed under the tags of strips, or beside them: what viewers cut out of the file is no row of pixels.",
    fix: Fix { text: "Write the image again, with TileOffsets and TileByteCounts for its tiles.", command: "{rewrite}" },
    affects: &[says(Geotiff, Fails, "RangeError: Offset is outside the bounds of the DataView"), affects(OmeSpec, Note)],
    evidence: &["TIFF 6.0 section 15: TileOffsets and TileByteCounts stand in place of StripOffsets and StripByteCounts", "geotiff 2.1.3: isTiled is !StripOffsets"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds().filter(|(_, survey)| survey.kind.has_strips) {
            let says = &survey.kind.storage.ifd;
            let Some(Layout::Tiles { width, count, .. }) = says.layout else { continue };
            // One tile as wide as the image is its first strip as well.
            if count == 1 && Some(width) == says.width {
                continue;
            }
            let path = facts.file.path(ifd);
            found.push(Finding::new(At::ifd(path)).with("ifd", path).at_most(grade(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || offsets_as(273), near_miss: || offsets_as(324) },
};

/// An image of four tiles whose offsets stand under this tag.
#[cfg(test)]
fn offsets_as(tag: u16) -> Sample {
    let page = Page::new(512, 512).tag(Tag(tag, 4, vec![8, 8, 8, 8]));
    let page = if tag == 324 { page } else { page.tag(Tag(324, 4, Vec::new())) };
    file(&page, &Ome::new(&page)).into()
}
