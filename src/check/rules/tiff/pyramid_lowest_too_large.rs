use super::*;
use crate::bytes::len64;
use crate::viewer::vitessce::fits_vitessce;

/// Pixels a side that the texture of any graphics card holds.
const MOST: u64 = 4096;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/lowest-too-large",
    title: "The smallest resolution has {width} x {height} pixels{and_no_pyramid}",
    why: "Viewers read the whole smallest resolution of the first channels before they show anything. More than 1,024 pixels per side take long; beyond 4,096 the texture is too large for many graphics cards, and the picture stays blank.",
    fix: Fix {
        text: "Write the image with {levels_wanted} resolutions, each half the size of the one before, down to 512 pixels.",
        command: "{rewrite}",
    },
    affects: &[affects(Viv, Fails)],
    evidence: &[
        "Viv README: images of more than 4096 pixels a side need a pyramid",
        "vitessce data troubleshooting: multi-resolution (pyramidal) representation",
    ],
    run: |facts, found| {
        if let Some(lowest) = lowest(facts).filter(|lowest| lowest.width.max(lowest.height) > 1024) {
            let effect = if lowest.width.max(lowest.height) > MOST { Fails } else { Slow };
            found.push(lowest.finding(facts).at_most(effect));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || large(1100), near_miss: || large(1000) },
};

/// The smallest resolution, where it is larger than need be.
pub(super) struct Lowest {
    main: usize,
    pub(super) width: u64,
    pub(super) height: u64,
    levels: usize,
    levels_wanted: u64,
    /// Whether Vitessce shows it.
    pub(super) fits_vitessce: bool,
    /// Sections, of which Vitessce counts fewer in lower resolutions.
    pub(super) sections: u64,
}

pub(super) fn lowest(facts: &TiffFacts) -> Option<Lowest> {
    let image = facts.viv_images().iter().next()?;
    let main = first_of(facts, image)?;
    let (width, height) = image.level_size(image.levels.saturating_sub(1));
    // Several images without SubIFDs are taken for levels; that is a rule of its own.
    let pyramid = facts.file.kind(main).is_some_and(|kind| kind.sub_ifds_type.is_some());
    let own = fits_vitessce(image, image.levels.saturating_sub(1));
    let fits = width.max(height) <= 1024 && own;
    if fits || (!pyramid && image.levels > 1) {
        return None;
    }
    let mut levels_wanted = 1usize;
    let mut side = image.width.max(image.height);
    // Ends: it is halved each time, and what has no pixels left fits.
    while side > 512 || (side > 1 && !fits_vitessce(image, levels_wanted.saturating_sub(1))) {
        side = side.div_ceil(2);
        levels_wanted = levels_wanted.saturating_add(1);
    }
    let levels_wanted = len64(levels_wanted);
    Some(Lowest { main, width, height, levels: image.levels, levels_wanted, fits_vitessce: own, sections: image.sizes.z })
}

impl Lowest {
    pub(super) fn finding(&self, facts: &TiffFacts) -> Finding {
        let words = if self.levels == 1 { ", and there are no smaller ones" } else { "" };
        let finding = Finding::new(At::ifd(facts.file.path(self.main))).with("width", self.width).with("height", self.height);
        finding.with("and_no_pyramid", words).with("levels_wanted", self.levels_wanted)
    }
}

#[cfg(test)]
pub(super) fn large(side: u64) -> Sample {
    let page = Page { bits: 8, tile: 512, compression: 8, ..Page::new(side, side) };
    file(&page, &Ome::new(&page)).into()
}
