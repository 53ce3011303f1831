use super::*;
use crate::ome::{PlanePlace, plane_map};

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/plane-order",
    title: "TiffData puts plane C{c} Z{z} T{t} into IFD {ifd}, but viewers show IFD {shown} for it",
    why: "Viv ignores TiffData: it counts IFDs in the order given by DimensionOrder. Where TiffData says otherwise, channels, sections or time points appear under wrong names.",
    fix: Fix { text: "Write the planes in the order of DimensionOrder, or put the Channel elements into the order of the IFDs.", command: "" },
    affects: &[affects(Viv, Wrong)],
    evidence: &["OME-TIFF specification, TiffData", "@vivjs/loaders 0.21.0 getRelativeOmeIfdIndex", "measured: reversed TiffData swaps channels silently"],
    run: |facts, found| {
        for image in facts.viv_images() {
            let Some((_, sizes)) = facts.file.pixels(image.image) else { continue };
            let explicit = sizes.tiff_data.iter().any(|block| block.ifd.is_some());
            if !explicit && image.image > 0 {
                continue;
            }
            let Some(map) = plane_map(sizes, is_own(facts, sizes)) else { continue };
            let (planes, sections) = (sizes.planes_c(), sizes.size_z);
            for (place, number) in map.iter().zip(0u64..) {
                let PlanePlace::Ifd(ifd) = *place else { continue };
                let c = number.checked_rem(planes).unwrap_or(0);
                let rest = number.checked_div(planes).unwrap_or(0);
                let (z, t) = (rest.checked_rem(sections).unwrap_or(0), rest.checked_div(sections).unwrap_or(0));
                let shown = image.ifd(Plane { c, z, t });
                if shown != ifd && ifd < crate::bytes::len64(facts.file.main) {
                    let at = At::xml(format!("Image[{}]/Pixels/TiffData", image.image), 0, 0);
                    let finding = Finding::new(at).with("c", c).with("z", z).with("t", t);
                    found.push(finding.with("ifd", ifd).with("shown", shown).at_most(grade_image(image)));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || ordered(1, 0), near_miss: || ordered(0, 1) },
};

#[cfg(test)]
fn ordered(first: u64, second: u64) -> Sample {
    let page = Page::new(256, 256);
    let block = |c: u64, ifd: u64| format!(r#"<TiffData FirstC="{c}" IFD="{ifd}" PlaneCount="1"/>"#);
    let inner = block(0, first) + &block(1, second);
    file(&page, &Ome { c: 2, inner, ..Ome::new(&page) }).into()
}
