use super::*;
use crate::check::facts::{Decoded, TileSample};

pub(super) const RULE: TiffRule = Rule {
    id: "tiles/damaged",
    title: "Tile {tile} of IFD {ifd} is damaged: {what}",
    why: "The bytes of this tile cannot be decoded to its pixels. geotiff.js fails or shows what it has so far; with a truncated LZW tile Viv's decoder never stops, and the browser tab hangs. Only some tiles were checked: others may be damaged, too.",
    fix: Fix { text: "Copy the file again, or write it again from its source.", command: "" },
    affects: &[affects(Geotiff, Fails), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 sections 9, 13, 22; technical note 2", "lzw-tiff-decoder 0.1.1: the loop does not end where input does"],
    run: |facts, found| {
        for sample in &facts.samples {
            let Decoded::Broken(what) = &sample.decoded else { continue };
            found.push(finding(facts, sample, what));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { compression: 8, stored: Some(vec![0x78, 0x9c, 1, 2, 3]), ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { compression: 8, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
    },
};

fn finding(facts: &TiffFacts, sample: &TileSample, what: &str) -> Finding {
    let path = facts.file.path(sample.ifd);
    let at = At { tile: Some(sample.tile), ..At::byte(path, sample.block.at) };
    let finding = Finding::new(at).with("tile", sample.tile).with("ifd", path).with("what", what);
    let says = match facts.file.kind(sample.ifd).map_or(0, |kind| kind.storage.ifd.compression.code) {
        1 => "RangeError: Offset is outside the bounds of the DataView",
        5 => "the tab hangs",
        8 | 32946 => "incorrect header check",
        7 => "unexpected marker",
        _ => "",
    };
    finding.at_most(grade(facts, sample.ifd)).saying(says)
}
