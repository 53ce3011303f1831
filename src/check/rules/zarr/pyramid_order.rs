use super::*;
use crate::viewer::viv::image_size;

pub(super) const RULE: ZarrRule = Rule {
    id: "pyramid/order",
    title: "Level {level} is larger than the one before it",
    why: "Viewers treat the first dataset as the full resolution and the last as the smallest. In another order the image is shown only as large as the first one.",
    fix: Fix { text: "List `multiscales[0].datasets` from the largest to the smallest.", command: "" },
    affects: &[affects(Vitessce, Wrong), affects(Viv, Wrong), affects(NgffSpec, Wrong)],
    evidence: &["OME-NGFF 0.4 and 0.5: datasets are ordered from largest to smallest", "@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource"],
    run: |facts, found| {
        for one in images(facts) {
            let size = |level: usize| one.shape(level).map(image_size);
            let larger = |level: &usize| {
                let (Some(before), Some(own)) = (level.checked_sub(1).and_then(size), size(*level)) else { return false };
                own.iter().zip(before).any(|(own, before)| *own > before)
            };
            if let Some(level) = (1..one.levels().len()).find(larger) {
                let pointer = one.image.levels.get(level).map(|level| level.dataset.pointer.clone());
                let at = pointer.map_or_else(|| one.here(), |pointer| one.at(&pointer));
                found.push(Finding::new(at).with("level", level));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 64, 64], &[1, 128, 128]], &[1, 64, 64], "<u2", |_| ()), near_miss: || image_of(&[&[1, 128, 128], &[1, 64, 64]], &[1, 64, 64], "<u2", |_| ()) },
};
