use super::*;
use crate::viewer::viv::{image_size, misplaced, misplaced_background, tile_of};

pub(super) const RULE: ZarrRule = Rule {
    id: "pyramid/level-size",
    title: "Level {level} is {own} pixels, but is drawn as if it were {wanted}",
    why: "Viv draws level k as if it were 1/2^k of the full resolution, whatever its size is. With other sizes tiles are drawn at the wrong place, parts of the level are never requested, and the image jumps while you zoom.",
    fix: Fix { text: "Halve y and x from level to level: `scale_factors=[2, 4, 8]` of ome-zarr-py 0.18 (relative to the first level), `scale_factors=[2, 2, 2]` of SpatialData (each relative to the one before).", command: "" },
    affects: &[affects(Vitessce, Wrong), affects(Viv, Wrong)],
    evidence: &["Viv MultiscaleImageLayer: tiles of level k are drawn 2^k times their size", "https://github.com/vitessce/vitessce/issues/2165"],
    run: |facts, found| {
        for one in images(facts) {
            let Some((full, chunks)) = one.first().and_then(|array| Some((array.shape.as_deref()?, array.read_shape()?))) else {
                continue;
            };
            let (tile, size, last) = (tile_of(full, chunks), image_size(full), one.levels().len().saturating_sub(1));
            for level in 1..=last {
                let Some(own) = one.shape(level).map(image_size) else { continue };
                // Levels that are larger than the first are another matter.
                let smaller = own.iter().zip(size).all(|(own, full)| *own <= full);
                let wrong = misplaced(size, own, level, tile).is_some() || (level == last && misplaced_background(size, own, last).is_some());
                if smaller && wrong {
                    let power = u32::try_from(level).ok().and_then(|level| 1u64.checked_shl(level)).unwrap_or(u64::MAX);
                    let wanted = size.map(|size| size.div_ceil(power));
                    let finding = Finding::new(one.at_level(level)).with("level", level).with("own", by(&own));
                    found.push(finding.with("wanted", by(&wanted)));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 128, 128], &[1, 43, 43]], &[1, 64, 64], "<u2", |_| ()), near_miss: || image_of(&[&[1, 333, 501], &[1, 166, 251], &[1, 83, 126]], &[1, 64, 64], "<u2", |_| ()) },
};
