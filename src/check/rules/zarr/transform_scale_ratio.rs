use super::*;
use crate::zarr::ngff::Transformation;

pub(super) const RULE: ZarrRule = Rule {
    id: "transform/scale-ratio",
    title: "Level {level} has the scale {own} along {axis}, but its size suggests {wanted}",
    why: "The scales of levels should grow as their sizes shrink. Vitessce and Viv take the size of a pixel from the first level only, and the position of levels from their number; other viewers use the scales and draw levels at different places.",
    fix: Fix { text: "Set the scale of each level to that of the first level times the factor by which the level is smaller.", command: "" },
    affects: &[affects(NgffSpec, Note)],
    evidence: &["OME-NGFF 0.4 and 0.5: scale of datasets", "@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: datasets[0] alone"],
    run: |facts, found| {
        for one in images(facts) {
            let (axes, Some(multiscale)) = (one.axes(), one.multiscale()) else { continue };
            let scale = |level: usize| -> Option<&[f64]> {
                multiscale.datasets.get(level)?.transformations.as_ref()?.iter().find_map(Transformation::scale)
            };
            for level in 1..one.levels().len() {
                let (Some(first), Some(own), Some(full), Some(shape)) = (scale(0), scale(level), one.shape(0), one.shape(level)) else {
                    continue;
                };
                let numbers = first.iter().zip(own).zip(full.iter().zip(shape));
                let wanted = |((first, own), (full, size)): ((&f64, &f64), (&u64, &u64))| {
                    let wanted = first * float(*full) / float(*size);
                    // Sizes are rounded: by one pixel of the level. A scale below zero mirrors an axis.
                    ((own - wanted).abs() > wanted.abs() * (1.5 / float(*size)).max(0.02)).then_some((*own, wanted))
                };
                let off = numbers.enumerate().find_map(|(at, pair)| Some((at, wanted(pair)?)));
                if let Some((at, (own, wanted))) = off {
                    let finding = Finding::new(one.at(&multiscale.datasets.get(level).map(|dataset| dataset.pointer.clone()).unwrap_or_default()));
                    let axis = axes.get(at).cloned().unwrap_or_default();
                    found.push(finding.with("level", level).with("own", own).with("wanted", wanted).with("axis", axis));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["multiscales"][0]["datasets"][1]["coordinateTransformations"][0]["scale"] = json!([1, 1.5, 1.5])), near_miss: || image(|_| ()) },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_below_zero_are_compared_by_their_size() {
        let found = |second: f64| {
            let sample = image(|attributes| {
                let scales = &mut attributes["multiscales"][0]["datasets"];
                scales[0]["coordinateTransformations"][0]["scale"] = json!([1, -0.5, 0.5]);
                scales[1]["coordinateTransformations"][0]["scale"] = json!([1, second, 1]);
            });
            let session = sample.store_facts();
            let mut found = Findings::default();
            (RULE.run)(session.facts(), &mut found);
            found.count()
        };
        assert_eq!((found(-1.0), found(-2.0), found(1.0)), (0, 1, 1));
    }
}
