use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "pyramid/z-downsampled",
    title: "Level {level} has another number of slices than level 0: {own} instead of {first}",
    why: "For a volume of level k Viv takes every 2^k-th stored slice and gives it 1/2^k of the depth of the image: it expects all levels to keep their slices. If levels have fewer, most slices are left out and the volume is squashed.",
    fix: Fix { text: "Make levels smaller only in y and x and keep z, as ome-zarr-py does with a list of factors.", command: "" },
    affects: &[affects(Vitessce, Wrong), affects(Avivator, Wrong)],
    evidence: &["Viv getVolume: downsampleDepth", "vitessce data troubleshooting: z is not downsampled"],
    run: |facts, found| {
        for one in images::with_axes(facts) {
            let Some(first) = one.size(0, "z").filter(|first| *first > 1) else { continue };
            let thinner = |level: usize| Some((level, one.size(level, "z")?));
            let Some((level, own)) = (1..one.levels().len()).filter_map(thinner).find(|(_, own)| *own != first) else { continue };
            let finding = Finding::new(one.at_level(level)).with("level", level).with("own", own).with("first", first);
            let volume = format!("volume {level}");
            let shown = facts.of_images().into_iter().any(|(_, trace)| one.steps(trace).any(|step| step.name.ends_with(&volume)));
            found.push(if shown { finding } else { finding.at_most(Note) });
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[8, 64, 64], &[4, 32, 32]], &[1, 64, 64], "<u2", with_axes(&["z", "y", "x"])), near_miss: || image_of(&[&[8, 64, 64], &[8, 32, 32]], &[1, 64, 64], "<u2", with_axes(&["z", "y", "x"])) },
};
