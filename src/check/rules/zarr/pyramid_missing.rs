use super::*;
use crate::viewer::Step;
use crate::viewer::viv::image_size;

pub(super) const RULE: ZarrRule = Rule {
    id: "pyramid/missing",
    title: "The image has only one level, of {size} pixels",
    why: "Without smaller levels viewers fetch the full resolution of up to four channels before anything is shown, and again for the background. If it is larger than a texture can be, nothing is drawn.",
    fix: Fix { text: "Write levels that are halved in y and x: `scale_factors=[2, 4, 8]` of ome-zarr-py 0.18, `Image2DModel.parse(..., scale_factors=[2, 2, 2])` of SpatialData.", command: "" },
    affects: &[affects(Vitessce, Slow), affects(Viv, Slow)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: initializeLayerChannels", "vitessce data troubleshooting: pyramids"],
    run: |facts, found| {
        for one in images(facts) {
            let (levels, Some(array)) = (one.levels().len(), one.first()) else { continue };
            let Some(shape) = array.shape.as_deref().filter(|_| levels == 1) else { continue };
            let [width, height] = image_size(shape);
            let item = array.dtype.as_ref().and_then(|dtype| dtype.item_size()).unwrap_or(1);
            let bytes = width.saturating_mul(height).saturating_mul(item);
            if width.max(height) > 2048 || bytes > MOST_BYTES {
                let finding = Finding::new(one.at_level(0)).with("size", by(&[width, height]));
                let first = |step: &Step| step.name.contains("background") || step.name.contains("statistics");
                found.push(one.slows(facts, finding, first));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 8, 4104]], &[1, 8, 1024], "<u2", |_| ()), near_miss: || image_of(&[&[1, 8, 4104], &[1, 4, 2052]], &[1, 8, 1024], "<u2", |_| ()) },
};

/// Bytes of a plane before compression.
const MOST_BYTES: u64 = 8 << 20;
