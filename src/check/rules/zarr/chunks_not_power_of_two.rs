use super::*;
use crate::viewer::viv::tile_of;

pub(super) const RULE: ZarrRule = Rule {
    id: "chunks/not-power-of-two",
    title: "Chunks of {height} x {width} pixels make tiles of {tile}",
    why: "Viv uses tiles as large as the largest power of two that fits into a chunk. Tiles then lie across the borders of chunks, so that a chunk is fetched for several tiles and a tile needs up to four chunks.",
    fix: Fix { text: "Rechunk the arrays with a power of two in y and x: 256, 512 or 1024.", command: "" },
    affects: &[affects(Vitessce, Note), affects(Viv, Note)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource: guessTileSize"],
    run: |facts, found| {
        for one in images(facts) {
            let Some((shape, chunks)) = one.first().and_then(|array| Some((array.shape.as_deref()?, array.read_shape()?))) else {
                continue;
            };
            let plane: Vec<(u64, u64)> = shape.iter().copied().zip(chunks.iter().copied()).rev().take(2).collect();
            let [(width, x), (height, y)] = plane.as_slice() else { continue };
            let tile = tile_of(shape, chunks);
            // A chunk that is all of the image is cut by no other.
            let cut = |size: u64, chunk: u64| size > chunk && !chunk.is_multiple_of(tile.max(1));
            if tile > 0 && (cut(*width, *x) || cut(*height, *y)) {
                let finding = Finding::new(one.at_level(0)).with("height", *y).with("width", *x);
                found.push(finding.with("tile", tile));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 500, 500]], &[1, 250, 250], "<u2", |_| ()), near_miss: || image_of(&[&[1, 512, 512]], &[1, 256, 256], "<u2", |_| ()) },
};
