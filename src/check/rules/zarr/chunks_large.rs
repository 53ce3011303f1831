use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "chunks/large",
    title: "A chunk is {shape}, {bytes} bytes before compression",
    why: "A chunk is fetched and decoded whole, even if a tile needs only a corner of it. Many programs write a whole plane as one chunk unless told otherwise.",
    fix: Fix { text: "Rechunk the arrays with 256 to 1024 pixels in y and x. With ome-zarr-py 0.18 pass `storage_options=dict(chunks=(1, 1, 256, 256))` to write_image; its argument `chunks` is ignored.", command: "" },
    affects: &[affects(Vitessce, Slow), affects(Viv, Slow)],
    evidence: &["ome-zarr-py 0.18.0: chunks of write_image are ignored", "@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource"],
    run: |facts, found| {
        for one in images(facts) {
            for (level, array) in one.levels().into_iter().enumerate() {
                let Some((array, chunks)) = array.and_then(|array| Some((array, array.read_shape()?))) else { continue };
                let bytes = array.read_bytes().unwrap_or(0);
                let plane = chunks.iter().rev().take(2).any(|size| *size > 2048);
                if plane || bytes > MOST_BYTES {
                    let finding = Finding::new(one.at_level(level)).with("shape", by(chunks)).with("bytes", bytes);
                    found.push(one.slows(facts, finding, |step| one.at_level(level).path.as_ref() == Some(&step.path)));
                    break;
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 8, 2304]], &[1, 8, 2304], "<u2", |_| ()), near_miss: || image_of(&[&[1, 8, 2048]], &[1, 8, 2048], "<u2", |_| ()) },
};

/// Bytes of a chunk before compression.
const MOST_BYTES: u64 = 16 << 20;
