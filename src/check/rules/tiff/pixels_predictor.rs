use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/predictor",
    title: "IFD {ifd} has predictor {predictor} on samples of {bits} bits, which viewers cannot undo",
    why: "geotiff.js undoes the horizontal predictor for 8, 16 and 32 bits only, and no predictor for samples that are not whole bytes.",
    fix: Fix { text: "Write the image without a predictor.", command: "{rewrite}" },
    affects: &[says(Geotiff, Fails, "Predictor 2 not allowed with {bits} bits per sample.")],
    evidence: &["geotiff 2.1.3 src/predictor.js"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let says = &survey.kind.storage.ifd;
            let bits = says.bits_per_sample.first().copied().unwrap_or(1);
            let predictor = says.predictor.code;
            let whole = bits.is_multiple_of(8);
            if predictor == 1 || (whole && (predictor != 2 || matches!(bits, 8 | 16 | 32))) {
                continue;
            }
            let path = facts.file.path(ifd);
            let mut finding = Finding::new(At::ifd(path)).with("ifd", path).with("predictor", predictor).with("bits", bits);
            if !whole {
                finding = finding.saying("When decoding with predictor, only multiple of 8 bits are supported.");
            }
            found.push(finding.at_most(grade(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { compression: 8, predictor: 2, bits: 64, format: 3, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { compression: 8, predictor: 2, bits: 32, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
    },
};
