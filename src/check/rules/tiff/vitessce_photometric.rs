use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "vitessce/photometric",
    title: "PhotometricInterpretation is {name}, but the image is {really}",
    why: "Vitessce treats an image as RGB if PhotometricInterpretation of the first IFD is 2, and as separate channels if it is 1. Here it chooses the wrong one.",
    fix: Fix {
        text: "Set the coordination type `photometricInterpretation` to '{wanted}' in the Vitessce configuration, or correct tag 262.",
        command: "tifftools set -y -s 262 {code} {file}",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["vitessce data troubleshooting: RGB vs. multiplex", "@vitessce/image-utils 4.0.8 getPhotometricInterpretation"],
    run: |facts, found| {
        let Some(says) = facts.file.kind(0).map(|kind| &kind.storage.ifd) else { return };
        let (Some(photometric), Some(image)) = (says.photometric, facts.viv_images().iter().next()) else { return };
        let (really, wanted, code) = match (photometric.code, says.samples_per_pixel) {
            (2, 1) => ("one of separate channels", "BlackIsZero", 1u64),
            (1, 3 | 4) if image.interleaved => ("interleaved RGB", "RGB", 2),
            _ => return,
        };
        let finding = Finding::new(At::ifd("0")).with("name", photometric.name.unwrap_or("another"));
        let effect = if photometric.code == 2 { Note } else { Wrong };
        found.push(finding.with("really", really).with("wanted", wanted).with("code", code).at_most(effect));
    },
    #[cfg(test)]
    examples: Examples { triggers: || interpreted(1), near_miss: || interpreted(2) },
};

#[cfg(test)]
fn interpreted(photometric: u64) -> Sample {
    let page = Page { photometric, ..Page::new(256, 256).rgb() };
    file(&page, &Ome::new(&page)).into()
}
