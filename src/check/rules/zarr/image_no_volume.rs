use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "image/no-volume",
    title: "No level is small enough to be shown as a volume",
    why: "Vitessce offers levels as volumes if they have at most 2048 pixels in every direction and fit into memory as 32-bit numbers. No level of this image does.",
    fix: Fix { text: "Add levels that are halved in y and x (z kept), until one is no wider than 2048 pixels.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/image-utils 4.0.8 ImageWrapper: canLoadResolution"],
    run: |facts, found| {
        for one in images::with_axes(facts) {
            let loads = |level: usize| {
                let [Some(x), Some(y), Some(z)] = ["x", "y", "z"].map(|axis| one.size(level, axis)) else { return false };
                let depth = u32::try_from(level).ok().and_then(|level| z.checked_shr(level)).unwrap_or(0).max(1);
                let bytes = [x, y, depth].into_iter().fold(4u64, u64::saturating_mul);
                x.max(y).max(depth) <= 2048 && bytes < MOST_BYTES
            };
            if one.size(0, "z").is_some_and(|depth| depth > 1) && !(0..one.levels().len()).any(loads) {
                found.push(Finding::new(one.here()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[2, 8, 2304]], &[1, 8, 2304], "<u2", with_axes(&["z", "y", "x"])), near_miss: || image_of(&[&[2, 8, 2048]], &[1, 8, 2048], "<u2", with_axes(&["z", "y", "x"])) },
};

/// Half of the heap where the browser does not say how large that is.
const MOST_BYTES: u64 = (1 << 31) - 1;
