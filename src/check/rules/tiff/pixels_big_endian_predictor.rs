use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/big-endian-predictor",
    title: "IFD {ifd} is big-endian with predictor {predictor}: viewers show noise",
    why: "geotiff.js undoes the predictor as if the numbers were little-endian. Nothing fails, but every pixel after the first one of a row is wrong.",
    fix: Fix { text: "Write the image without a predictor, or little-endian.", command: "{rewrite}" },
    affects: &[affects(Geotiff, Wrong)],
    evidence: &["geotiff 2.1.3 src/predictor.js: typed arrays in the order of the machine", "measured with geotiff 2.1.3 and 3.0.5; geotiff.js pull requests 543 and 550"],
    run: |facts, found| {
        if facts.file.header.is_none_or(|header| header.endian != crate::bytes::Endian::Big) {
            return;
        }
        for (ifd, survey) in facts.file.read_ifds() {
            let says = &survey.kind.storage.ifd;
            let bits = says.bits_per_sample.first().copied().unwrap_or(1);
            let wrong = match says.predictor.code {
                2 => matches!(bits, 16 | 32),
                3 => true,
                _ => false,
            };
            // Without compression, with JPEG and with LERC there is no predictor to undo; geotiff.js undoes it all the same.
            if wrong {
                let path = facts.file.path(ifd);
                let finding = Finding::new(At::ifd(path)).with("ifd", path).with("predictor", says.predictor.code);
                found.push(finding.at_most(grade_false(facts, ifd)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { compression: 8, predictor: 2, ..Page::new(256, 256) };
            Tiff { big_endian: true, ..file(&page, &Ome::new(&page)) }.into()
        },
        near_miss: || {
            let page = Page { compression: 8, predictor: 2, bits: 8, ..Page::new(256, 256) };
            Tiff { big_endian: true, ..file(&page, &Ome::new(&page)) }.into()
        },
    },
};
