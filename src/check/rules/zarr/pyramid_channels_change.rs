use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "pyramid/channels-change",
    title: "Level {level} has another number of {what} than level 0: {own} instead of {first}",
    why: "Viewers take the numbers of channels and time points from one level and ask all levels for them. If something is missing in a lower level, it fails, or another channel is shown.",
    fix: Fix { text: "Make levels smaller only in y and x (with ome-zarr-py 0.18 `scale_factors=[2, 4, 8]`, or factors as a list for y and x).", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader", "@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource", "https://github.com/cheeseman-lab/brieflow/issues/288"],
    run: |facts, found| {
        for one in images::with_axes(facts) {
            let levels = 1..one.levels().len();
            let differs = |(level, (axis, what)): (usize, (&str, &'static str))| {
                let (own, first) = (one.size(level, axis)?, one.size(0, axis)?);
                (own != first).then_some((level, what, own, first))
            };
            let pairs = levels.flat_map(|level| [(level, ("c", "channels")), (level, ("t", "times"))]);
            if let Some((level, what, own, first)) = pairs.filter_map(differs).next() {
                let finding = Finding::new(one.at_level(level)).with("level", level).with("what", what);
                let finding = finding.with("own", own).with("first", first);
                found.push(one.fails_or(facts, finding, &["out of bounds"], Note));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[3, 64, 64], &[2, 32, 32]], &[1, 64, 64], "<u2", |_| ()), near_miss: || image_of(&[&[3, 64, 64], &[3, 32, 32]], &[1, 64, 64], "<u2", |_| ()) },
};
