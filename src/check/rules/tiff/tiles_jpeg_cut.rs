use super::*;
use crate::check::facts::{Stream, TileSample};
use crate::tiff::Layout;

pub(super) const RULE: TiffRule = Rule {
    id: "tiles/jpeg-cut",
    title: "Tile {tile} of IFD {ifd} holds a JPEG picture of {width} x {height} pixels, smaller than a tile",
    why: "A tile at the edge of an image is as large as the others; what is beyond the image is only padding. Here it was left out. Viewers take the rows for as long as a tile is wide, so the picture is skewed or reading fails.",
    fix: Fix { text: "Write the image again with whole tiles.", command: "" },
    affects: &[says(Geotiff, Fails, "RangeError: Offset is outside the bounds of the DataView"), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 section 15: tiles at the edge are padded to the size of the others", "geotiff 2.1.3 src/geotiffimage.js: pixels are found by the width of a tile"],
    run: |facts, found| {
        for sample in &facts.samples {
            let Some((width, height)) = cut(facts, sample) else { continue };
            let path = facts.file.path(sample.ifd);
            let at = At { tile: Some(sample.tile), ..At::byte(path, sample.block.at) };
            let finding = Finding::new(at).with("tile", sample.tile).with("ifd", path);
            found.push(finding.with("width", width).with("height", height).at_most(grade(facts, sample.ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || jpeg(200), near_miss: || jpeg(256) },
};

/// The size of a JPEG picture that has fewer columns than its tile, or fewer rows than the image has there.
fn cut(facts: &TiffFacts, sample: &TileSample) -> Option<(u64, u64)> {
    let Stream::Jpeg(frame) = sample.stream else { return None };
    let kind = facts.file.kind(sample.ifd)?;
    let Some(Layout::Tiles { width: wide, height: tall, .. }) = kind.storage.ifd.layout else { return None };
    let (image_width, image_height) = facts.file.size_of(sample.ifd)?;
    let (across, down) = (image_width.div_ceil(wide.max(1)).max(1), image_height.div_ceil(tall.max(1)).max(1));
    // With planes one after the other the numbers go on.
    let row = sample.tile.checked_div(across)?.checked_rem(down)?;
    let rows = image_height.saturating_sub(row.saturating_mul(tall)).min(tall);
    let (width, height) = (u64::from(frame.width), u64::from(frame.height));
    (width < wide || (height > 0 && height < rows)).then_some((width, height))
}

/// A tile of 256 columns whose picture has so many.
#[cfg(test)]
fn jpeg(width: u16) -> Sample {
    let [high, low] = width.to_be_bytes();
    let stream = vec![0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 1, 0, high, low, 1, 1, 0x11, 0, 0xff, 0xd9];
    let page = Page { compression: 7, bits: 8, stored: Some(stream), ..Page::new(256, 256) };
    file(&page, &Ome::new(&page)).into()
}
