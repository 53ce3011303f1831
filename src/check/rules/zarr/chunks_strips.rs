use super::*;
use crate::viewer::viv::tile_of;

pub(super) const RULE: ZarrRule = Rule {
    id: "chunks/strips",
    title: "Chunks of {height} x {width} pixels are strips, which makes tiles of {tile} x {tile} pixels",
    why: "Viv uses tiles as large as the shorter side of a chunk. With strips the tiles are tiny, and each of them fetches whole strips.",
    fix: Fix { text: "Rechunk the arrays with chunks that are as high as they are wide, such as 256 x 256.", command: "" },
    affects: &[affects(Vitessce, Slow), affects(Viv, Slow)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource: guessTileSize"],
    run: |facts, found| {
        for one in images(facts) {
            let Some((shape, chunks)) = one.first().and_then(|array| Some((array.shape.as_deref()?, array.read_shape()?))) else {
                continue;
            };
            let plane: Vec<u64> = chunks.iter().copied().rev().take(2).collect();
            let [width, height] = plane.as_slice() else { continue };
            let (long, short) = (width.max(height), width.min(height));
            // What is not longer in that direction cannot be chunked otherwise.
            let all = shape.iter().rev().zip([width, height]).all(|(size, chunk)| size <= chunk);
            if *short > 0 && *long >= short.saturating_mul(4) && *short < 128 && !all {
                let finding = Finding::new(one.at_level(0)).with("height", *height).with("width", *width);
                found.push(one.slows(facts, finding.with("tile", tile_of(shape, chunks)), |step| step.shown.is_some()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 64, 64]], &[1, 1, 64], "<u2", |_| ()), near_miss: || image_of(&[&[1, 256, 256]], &[1, 128, 256], "<u2", |_| ()) },
};
