use super::pyramid_lowest_too_large::lowest;
use super::*;
use crate::viewer::grouped;

/// Pixels a side.
const MOST: u64 = 2048;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/vitessce-limit",
    title: "The smallest resolution has {width} x {height} pixels{and_sections}{and_no_pyramid}; Vitessce opens at most {most}",
    why: "Vitessce compares the smallest resolution, with all of its sections, with the texture size that every browser supports and the memory that a page has, and does not open images that exceed it, though only one section is shown at first.",
    fix: Fix {
        text: "Write the image with {levels_wanted} resolutions, each half the size of the one before, down to 512 pixels.",
        command: "{rewrite}",
    },
    affects: &[says(
        Vitessce,
        Fails,
        "The lowest resolution of this image exceeds texture size limits or the browser max heap size.",
    )],
    evidence: &[
        "@vitessce/spatial-utils 4.0.8 canLoadResolution: height <= 2048 && width <= 2048, and 4 * height * width * (depth >> level) < 2^31 - 1",
        "vitessce data troubleshooting: multi-resolution (pyramidal) representation",
    ],
    run: |facts, found| {
        let Some(lowest) = lowest(facts).filter(|lowest| !lowest.fits_vitessce) else { return };
        let deep = lowest.width.max(lowest.height) <= MOST;
        let sections = if deep { format!(" and {} sections", grouped(lowest.sections)) } else { String::new() };
        let most = if deep { "2 GiB, at four bytes a pixel" } else { "2,048 x 2,048" };
        found.push(lowest.finding(facts).with("and_sections", sections).with("most", most));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || super::pyramid_lowest_too_large::large(2049),
        near_miss: || super::pyramid_lowest_too_large::large(2048),
    },
};
