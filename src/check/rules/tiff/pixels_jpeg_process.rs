use super::*;
use crate::check::facts::Stream;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/jpeg-process",
    title: "The JPEG stream of tile {tile} in IFD {ifd} is {what}, which viewers cannot decode",
    why: "The JPEG decoder of geotiff.js supports baseline and progressive streams with 8 bits per sample. With others it stops, or shows something false.",
    fix: Fix { text: "Write the image with zlib (Deflate) compression.", command: "{rewrite}" },
    affects: &[says(Geotiff, Fails, "unknown JPEG marker {marker}")],
    evidence: &["geotiff 2.1.3 src/compression/jpeg.js: SOF0, SOF1 and SOF2 only", "ITU-T T.81 table B.1"],
    run: |facts, found| {
        for sample in &facts.samples {
            let Stream::Jpeg(frame) = sample.stream else { continue };
            let (what, silent) = match (frame.marker, frame.precision) {
                (0xc0..=0xc2, 8) => continue,
                (0xc0..=0xc2, 12) => ("of 12 bits", true),
                (0xc0..=0xc2, _) => ("of an unusual precision", true),
                (0xc3 | 0xc7 | 0xcb | 0xcf, _) => ("lossless", false),
                (0xc9..=0xce, _) => ("arithmetic-coded", false),
                _ => ("hierarchical", false),
            };
            let path = facts.file.path(sample.ifd);
            let at = At { tile: Some(sample.tile), ..At::byte(path, sample.block.at) };
            let marker = format!("ff{:x}", frame.marker);
            let mut finding = Finding::new(at).with("ifd", path).with("tile", sample.tile).with("what", what).with("marker", marker);
            finding = finding.at_most(grade(facts, sample.ifd));
            if silent {
                finding = finding.at_most(grade_false(facts, sample.ifd)).saying("");
            }
            found.push(finding);
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || jpeg(0xc3), near_miss: || jpeg(0xc0) },
};

#[cfg(test)]
fn jpeg(marker: u8) -> Sample {
    let stream = vec![0xff, 0xd8, 0xff, marker, 0, 11, 8, 1, 0, 1, 0, 1, 1, 0x11, 0, 0xff, 0xd9];
    let page = Page { compression: 7, bits: 8, stored: Some(stream), ..Page::new(256, 256) };
    file(&page, &Ome::new(&page)).into()
}
