use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/lzw-samples",
    title: "IFD {ifd} has LZW tiles with {samples} samples per pixel, of which Viv decodes only one in {samples}",
    why: "Viv brings its own LZW decoder and tells it the size of a tile with one sample per pixel. The rest is cut off, and reading beyond it fails.",
    fix: Fix { text: "Write the image with zlib (Deflate) compression.", command: "{rewrite}" },
    affects: &[says(Viv, Fails, "RangeError: Offset is outside the bounds of the DataView").with_any_loader()],
    evidence: &["@vivjs/loaders 0.21.0 LZWDecoder: maxUncompressedSize is width * height * bytes of one sample"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let says = &survey.kind.storage.ifd;
            let samples = says.samples_per_pixel;
            if says.compression.code != 5 || samples < 2 || says.planar_configuration == 2 || fits(facts, ifd, samples) {
                continue;
            }
            let path = facts.file.path(ifd);
            let mut finding = Finding::new(At::ifd(path)).with("ifd", path).with("samples", samples);
            if says.predictor.code != 1 {
                finding = finding.saying("RangeError: Invalid typed array length");
            }
            found.push(finding.at_most(grade(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { compression: 5, ..Page::new(256, 256).rgb() };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { compression: 5, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
    },
};

/// Whether all pixels of the image are in the part that is decoded: an image that fills the top of its only tiles.
fn fits(facts: &TiffFacts, ifd: usize, samples: u64) -> bool {
    let (Some((_, height)), Some((_, block))) = (facts.file.size_of(ifd), block_size(&facts.file, ifd)) else { return false };
    let predictor = facts.file.kind(ifd).map_or(1, |kind| kind.storage.ifd.predictor.code);
    // The strips of an image may use its height for that of a strip, and so get all of it.
    let room = facts.file.kind(ifd).filter(|kind| kind.has_strips).map_or(block, |_| height);
    predictor == 1 && height.min(block).saturating_mul(samples) <= room
}
