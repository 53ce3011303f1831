use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "pyramid/dtypes",
    title: "Level {level} is {own}, but level 0 is {first}",
    why: "Viewers create textures for the type of level 0 and put the pixels of all levels into them: pixels of another type are shown with wrong values.",
    fix: Fix { text: "Write all levels with the same type.", command: "" },
    affects: &[affects(Vitessce, Wrong), affects(Viv, Wrong), affects(NgffSpec, Wrong)],
    evidence: &["OME-NGFF 0.5: all levels must have the same data type", "@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource"],
    run: |facts, found| {
        for one in images(facts) {
            let levels = one.levels();
            let dtype = |level: usize| levels.get(level).copied().flatten().and_then(|array| array.dtype.as_ref());
            let Some(first) = dtype(0) else { continue };
            if let Some((level, own)) = (1..levels.len()).filter_map(|level| Some((level, dtype(level)?))).find(|(_, own)| own.class != first.class) {
                let finding = Finding::new(one.at_level(level)).with("level", level);
                found.push(finding.with("own", own.name()).with("first", first.name()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || two_types("|u1"), near_miss: || two_types("<u2") },
};
