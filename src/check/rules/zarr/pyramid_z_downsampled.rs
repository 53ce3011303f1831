use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "pyramid/z-downsampled",
    title: "Level {level} has another number of slices than level 0: {own} instead of {first}",
    why: "For a volume of level k Viv takes every 2^k-th stored slice and gives it 1/2^k of the depth of the image: it expects all levels to keep their slices. If levels have fewer, most slices are left out and the volume is squashed.",
    fix: Fix { text: "Make levels smaller only in y and x and keep z, as ome-zarr-py does with a list of factors.", command: "" },
    affects: &[affects(Vitessce, Wrong), affects(Avivator, Wrong)],
    evidence: &["Viv getVolume: downsampleDepth", "vitessce data troubleshooting: z is not downsampled"],
    run: |facts, found| {
        for one in images(facts) {
            let Some(first) = one.size(0, "z").filter(|first| *first > 1) else { continue };
            let thinner = |level: usize| Some((level, one.size(level, "z")?));
            let Some((level, own)) = (1..one.levels().len()).filter_map(thinner).find(|(_, own)| *own != first) else { continue };
            let volume = |step: &&(&str, &crate::viewer::Step)| step.1.name.ends_with(&format!("volume {level}"));
            let finding = Finding::new(one.at_level(level)).with("level", level).with("own", own).with("first", first);
            let shown = one.steps(facts).iter().any(|step| volume(&step));
            found.push(if shown { finding } else { finding.at_most(Note) });
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[8, 64, 64], &[4, 32, 32]], &[1, 64, 64], "<u2", with_axes(&["z", "y", "x"])), near_miss: || image_of(&[&[8, 64, 64], &[8, 32, 32]], &[1, 64, 64], "<u2", with_axes(&["z", "y", "x"])) },
};
