use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "labels/large-ids",
    title: "Label numbers go up to {largest}, above 16,777,216",
    why: "Views that put labels into textures of 32-bit floats cannot tell numbers above 2^24 apart, so neighbouring objects may be mixed up. The loaders return them unchanged.",
    fix: Fix { text: "Renumber the objects from 1 on, as skimage.segmentation.relabel_sequential does.", command: "" },
    affects: &[affects(Vitessce, Note), affects(Viv, Note)],
    evidence: &["IEEE 754: a 32-bit float has 24 bits of precision"],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| one.labels) {
            let values = one.shown(facts).into_iter().flat_map(|(_, shown)| shown.samples.iter().flatten().copied());
            let largest = values.fold(0.0, f64::max);
            if largest > 16_777_216.0 {
                found.push(Finding::new(one.here()).with("largest", largest));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || labels_of_type("<u4", 0x0200), near_miss: || labels_of_type("<u4", 0x00ff) },
};
