use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "image/many-channels",
    title: "The image has {count} channels, of which the first five are shown at first",
    why: "Vitessce shows the first five channels when it opens an image; the others can be chosen.",
    fix: Fix { text: "Name the channels that should be shown in the view configuration, or put the most important ones first.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: channelObjects.slice(0, 5)"],
    run: |facts, found| {
        for one in images::with_axes(facts) {
            let count = one.channels();
            if count > 5 && !one.labels {
                found.push(Finding::new(one.here()).with("count", count));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[8, 64, 64]], &[1, 64, 64], "<u2", |_| ()), near_miss: || image_of(&[&[5, 64, 64]], &[1, 64, 64], "<u2", |_| ()) },
};
