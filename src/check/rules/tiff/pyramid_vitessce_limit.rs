use super::pyramid_lowest_too_large::lowest;
use super::*;

/// Pixels a side, and bytes of the texture: four for each pixel.
const MOST: u64 = 2048;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/vitessce-limit",
    title: "The smallest resolution has {width} x {height} pixels{and_no_pyramid}; Vitessce opens at most 2,048 x 2,048",
    why: "Vitessce compares the smallest resolution with the texture size that every browser supports, and does not open images that exceed it.",
    fix: Fix {
        text: "Write the image with {levels_wanted} resolutions, each half the size of the one before, down to 512 pixels.",
        command: "{reconvert}",
    },
    affects: &[says(
        Vitessce,
        Fails,
        "The lowest resolution of this image exceeds texture size limits or the browser max heap size.",
    )],
    evidence: &[
        "@vitessce/spatial-utils 4.0.8 canLoadResolution: height <= 2048 && width <= 2048",
        "vitessce data troubleshooting: multi-resolution (pyramidal) representation",
    ],
    run: |facts, found| {
        if let Some(lowest) = lowest(facts).filter(|lowest| lowest.width.max(lowest.height) > MOST) {
            found.push(lowest.finding(facts));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || super::pyramid_lowest_too_large::large(2049),
        near_miss: || super::pyramid_lowest_too_large::large(2048),
    },
};
