use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "image/interleaved",
    title: "The last axis has length {count}, so viewers treat it as the colours of RGB",
    why: "Viv treats an array whose last axis is 3 or 4 long as interleaved RGB or RGBA, even if that axis is x. It then looks for what only TIFF files say about colours, and draws nothing.",
    fix: Fix { text: "Store the channels as a separate axis before y and x (c, y, x). An image that is 3 or 4 pixels wide needs another pixel of width.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource: isInterleaved", "Viv MultiscaleImageLayer: renderSubLayers reads base.meta"],
    run: |facts, found| {
        for one in images(facts) {
            let Some(count) = one.shape(0).and_then(<[u64]>::last).filter(|count| matches!(**count, 3 | 4)) else { continue };
            let finding = Finding::new(one.at_level(0)).with("count", *count);
            found.push(one.fails_or(facts, finding, &["photometricInterpretation"], Note));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[2, 64, 3]], &[1, 64, 3], "<u2", |_| ()), near_miss: || image_of(&[&[2, 64, 5]], &[1, 64, 5], "<u2", |_| ()) },
};
