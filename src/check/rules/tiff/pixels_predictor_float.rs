use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/predictor-float",
    title: "IFD {ifd} has the predictor of floating-point numbers (3), but its samples are not said to be floats",
    why: "Either the pixels are floats and SampleFormat does not say so, or the predictor is wrong. Viewers undo the predictor and take the result for whole numbers: the picture is noise.",
    fix: Fix {
        text: "Write the image again with SampleFormat 3 (float), or with predictor 2 for whole numbers.",
        command: "",
    },
    affects: &[affects(Geotiff, Wrong), affects(OmeSpec, Wrong)],
    evidence: &["Adobe TIFF technical note 3: predictor 3 is for floating-point samples", "geotiff 2.1.3 src/predictor.js: SampleFormat is not consulted"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let says = &survey.kind.storage.ifd;
            if says.predictor.code == 3 && says.sample_format.iter().any(|format| *format != 3) {
                let path = facts.file.path(ifd);
                found.push(Finding::new(At::ifd(path)).with("ifd", path).at_most(grade_false(facts, ifd)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || predicted(1), near_miss: || predicted(3) },
};

#[cfg(test)]
fn predicted(format: u64) -> Sample {
    let page = Page { compression: 8, predictor: 3, bits: 32, format, ..Page::new(256, 256) };
    file(&page, &Ome::new(&page)).into()
}
