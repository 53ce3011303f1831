use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ifd/too-deep",
    title: "Without offsets.json viewers cannot get at plane {plane} of {planes}: it is too far along the chain of IFDs",
    why: "An IFD says where the next one is. Without an index geotiff.js looks for a plane by calling itself once for each IFD before it, and the browser ends that after about 7,000 calls. Planes that far behind the last one that was read fail at once.",
    fix: Fix { text: "Put an offsets.json beside the image; the viewer then goes to each plane directly.", command: "npx omescope offsets {file}" },
    affects: &[says(Viv, Fails, TOO_DEEP)],
    evidence: &[
        "geotiff 2.1.3 and 3.0.5 GeoTIFF.requestIFD calls itself for the IFD before",
        "measured on 20,000 IFDs: getImage(6,933) is the last that works in Chromium",
    ],
    run: |facts, found| {
        let images = facts.viv_images();
        let ifds = crate::bytes::len64(facts.file.main);
        let Some(image) = images.first() else { return };
        let start = image.start().into_iter().map(|plane| image.ifd(plane));
        let there = |plane: &u64| *plane < ifds && is_too_deep(facts, *plane);
        let Some(plane) = start.chain([image.ifd(image.last())]).find(there) else { return };
        let grade = grade_plane(facts, |plane| plane < ifds && is_too_deep(facts, plane));
        let planes = image.planes();
        found.push(Finding::new(At::ifd(plane.to_string())).with("plane", plane).with("planes", planes).at_most(grade));
    },
    #[cfg(test)]
    examples: Examples { triggers: || stack(14_100), near_miss: || stack(13_000) },
};

/// Sections of one pixel each, whose middle one is shown first.
#[cfg(test)]
fn stack(z: u64) -> Sample {
    let page = Page { tile: -1, bits: 8, ..Page::new(1, 1) };
    file(&page, &Ome { z, ..Ome::new(&page) }).into()
}
