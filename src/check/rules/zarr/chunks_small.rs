use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "chunks/small",
    title: "Chunks of {height} x {width} pixels are small",
    why: "Every chunk is a separate request, and tiles are as small as chunks are. To fill a screen with small chunks takes hundreds of requests, each with its round trip.",
    fix: Fix { text: "Rechunk the arrays with 256 to 1024 pixels in y and x, or put small chunks into shards (Zarr 3).", command: "" },
    affects: &[affects(Vitessce, Slow), affects(Viv, Slow)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource: guessTileSize"],
    run: |facts, found| {
        for one in images(facts) {
            for (level, array) in one.levels().into_iter().enumerate() {
                let Some((shape, chunks)) = array.and_then(|array| Some((array.shape.as_deref()?, array.read_shape()?))) else {
                    continue;
                };
                let plane: Vec<(u64, u64)> = shape.iter().copied().zip(chunks.iter().copied()).rev().take(2).collect();
                let [(width, x), (height, y)] = plane.as_slice() else { continue };
                let many = width.div_ceil((*x).max(1)).saturating_mul(height.div_ceil((*y).max(1)));
                if x.max(y) < &128 && many > MANY {
                    let finding = Finding::new(one.at_level(level)).with("height", *y).with("width", *x);
                    found.push(one.slows(facts, finding, |step| step.shown.is_some()));
                    break;
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 256, 256]], &[1, 32, 32], "<u2", |_| ()), near_miss: || image_of(&[&[1, 256, 256]], &[1, 128, 128], "<u2", |_| ()) },
};

/// Chunks of a plane.
const MANY: u64 = 32;
