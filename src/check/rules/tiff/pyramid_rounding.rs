use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/rounding",
    title: "Level {level} of IFD {ifd} has {width} x {height} pixels, one more than viewers expect",
    why: "When sizes are halved, Viv rounds down and this file rounds up. At this zoom the last row or column is not shown, or there is a thin line at the edge.",
    fix: Fix { text: "Nothing needs to be done.", command: "" },
    affects: &[affects(Viv, Note)],
    evidence: &["@vivjs/loaders 0.21.0 getShapeForBinaryDownsampleLevel: size >> level"],
    run: |facts, found| {
        for image in facts.viv_images() {
            let Some(main) = first_of(facts, image) else { continue };
            for level in 1..image.levels {
                let Some((width, height)) = facts.file.level(main, level).and_then(|ifd| facts.file.size_of(ifd)) else { continue };
                let (down_width, down_height) = image.level_size(level);
                let up = |real: u64, down: u64| real == down.saturating_add(1);
                let one = (up(width, down_width) && height.abs_diff(down_height) <= 1) || (up(height, down_height) && width == down_width);
                if one {
                    let path = facts.file.path(main);
                    let finding = Finding::new(At::ifd(path)).with("ifd", path).with("level", level);
                    found.push(finding.with("width", width).with("height", height));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || odd(501), near_miss: || odd(500) },
};

#[cfg(test)]
fn odd(half: u64) -> Sample {
    let page = Page { subs: vec![Page::new(half, half)], ..Page::new(1001, 1001) };
    file(&page, &Ome::new(&page)).into()
}
