use super::*;
use crate::viewer::Step;
use crate::viewer::viv::image_size;

pub(super) const RULE: ZarrRule = Rule {
    id: "pyramid/smallest-too-large",
    title: "The smallest level has {size} pixels",
    why: "Before anything is shown, viewers read the whole smallest level of up to four channels to find out how bright they are, and then draw it as the background.",
    fix: Fix { text: "Add levels, halving y and x until the smallest is at most 1024 pixels wide and high.", command: "" },
    affects: &[affects(Vitessce, Slow), affects(Viv, Slow)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: initializeLayerChannels", "Avivator: statistics of the lowest level"],
    run: |facts, found| {
        for one in images(facts) {
            let last = one.levels().len().saturating_sub(1);
            let Some(array) = one.levels().get(last).copied().flatten().filter(|_| last > 0) else { continue };
            let Some(shape) = array.shape.as_deref() else { continue };
            let [width, height] = image_size(shape);
            let item = array.dtype.as_ref().and_then(|dtype| dtype.item_size()).unwrap_or(1);
            let bytes = width.saturating_mul(height).saturating_mul(item);
            if width.max(height) > 1024 || bytes > MOST_BYTES {
                let finding = Finding::new(one.at_level(last)).with("size", by(&[width, height]));
                let first = |step: &Step| step.name.contains("background") || step.name.contains("statistics");
                found.push(one.slows(facts, finding, first));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 8, 4096], &[1, 4, 2048]], &[1, 8, 1024], "<u2", |_| ()), near_miss: || image_of(&[&[1, 8, 2048], &[1, 4, 1024]], &[1, 8, 1024], "<u2", |_| ()) },
};

/// Bytes of a plane before compression.
const MOST_BYTES: u64 = 4 << 20;
