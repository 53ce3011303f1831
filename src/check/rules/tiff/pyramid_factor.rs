use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/factor",
    title: "Level {level} of IFD {ifd} has {width} x {height} pixels, but viewers treat it as {expected_width} x {expected_height}",
    why: "Viv assumes that every level is half the size of the one before. The specification allows other factors, but then tiles of that level are drawn at the wrong place and size when you zoom out, and there are empty margins.",
    fix: Fix {
        text: "Write the pyramid again with factor 2: bioformats2raw does so unless --use-existing-resolutions is given; in QuPath choose a downsample of 2.",
        command: "{rewrite}",
    },
    affects: &[affects(Viv, Wrong), affects(OmeSpec, Note)],
    evidence: &["@vivjs/loaders 0.21.0 getShapeForBinaryDownsampleLevel: size >> level", "OME-TIFF specification, sub-resolutions: any integer factor", "vitessce issue 2165"],
    run: |facts, found| {
        for image in facts.viv_images() {
            let Some(main) = first_of(facts, image) else { continue };
            for level in 1..image.levels {
                let Some((width, height)) = facts.file.level(main, level).and_then(|ifd| facts.file.size_of(ifd)) else { continue };
                let (expected_width, expected_height) = image.level_size(level);
                // Writers round up or down in each step: one pixel is no other factor.
                let near = |real: u64, expected: u64| real.abs_diff(expected) <= 1;
                if near(width, expected_width) && near(height, expected_height) {
                    continue;
                }
                let path = facts.file.path(main);
                let finding = Finding::new(At::ifd(path)).with("ifd", path).with("level", level).with("width", width);
                let finding = finding.with("height", height).with("expected_width", expected_width);
                found.push(finding.with("expected_height", expected_height).at_most(grade_image(image)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || quarter(4), near_miss: || quarter(2) },
};

#[cfg(test)]
fn quarter(factor: u64) -> Sample {
    let page = Page::new(1024, 1024);
    let page = Page { subs: vec![Page::new(1024 / factor, 1024 / factor)], ..page };
    file(&page, &Ome::new(&page)).into()
}
