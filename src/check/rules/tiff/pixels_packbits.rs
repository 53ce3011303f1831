use super::*;
use crate::check::facts::Stream;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/packbits",
    title: "The PackBits stream of tile {tile} in IFD {ifd} has {what}",
    why: "TIFF asks readers to skip the byte 128 and to stop when a tile is full. geotiff.js treats 128 as a run, and every byte after the tile as more of it: it fails, or shifts what follows.",
    fix: Fix { text: "Write the image with zlib (Deflate) compression.", command: "{rewrite}" },
    affects: &[says(Geotiff, Fails, "RangeError: Offset is outside the bounds of the DataView")],
    evidence: &["TIFF 6.0 section 9", "geotiff 2.1.3 src/compression/packbits.js"],
    run: |facts, found| {
        for sample in &facts.samples {
            let Stream::PackBits { no_op, fails } = sample.stream else { continue };
            let path = facts.file.path(sample.ifd);
            let at = At { tile: Some(sample.tile), ..At::byte(path, sample.block.at) };
            let what = if no_op { "a no-operation byte (128)" } else { "bytes after its end" };
            let finding = Finding::new(at).with("ifd", path).with("tile", sample.tile).with("what", what);
            found.push(if fails { finding.at_most(grade(facts, sample.ifd)) } else { finding.at_most(grade_false(facts, sample.ifd)).saying("") });
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || packed(&[0]), near_miss: || packed(&[]) },
};

#[cfg(test)]
fn packed(behind: &[u8]) -> Sample {
    // 256 x 256 pixels of 8 bits: 512 runs of 128.
    let mut stored = [0x81, 7].repeat(512);
    stored.extend(behind);
    let page = Page { compression: 32_773, bits: 8, stored: Some(stored), ..Page::new(256, 256) };
    file(&page, &Ome::new(&page)).into()
}
