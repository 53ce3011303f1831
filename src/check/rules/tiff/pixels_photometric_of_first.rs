use super::*;
use crate::tiff::{Named, photometric as named};

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/photometric-of-first",
    title: "Image {image} is {own}, but is shown as {shown}, because the first IFD of the file is",
    why: "Viv reads PhotometricInterpretation from the first IFD of the file and uses it for all images. Colours of an image of another kind come out wrong.",
    fix: Fix { text: "Write each image into a file of its own.", command: "" },
    affects: &[affects(Viv, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 loadSingleFileOmeTiff: PhotometricInterpretation of image 0", "@vivjs/layers 0.21.0 getPhotometricInterpretationShader"],
    run: |facts, found| {
        let photometric = |ifd| facts.file.kind(ifd).and_then(|kind| kind.storage.ifd.photometric);
        // Without it RGB is assumed.
        let shown = photometric(0).unwrap_or_else(|| named(2));
        for image in facts.viv_images().iter().skip(1).filter(|image| image.interleaved) {
            let Some(own) = first_of(facts, image).and_then(photometric) else { continue };
            let name = |photometric: Named| photometric.name.unwrap_or("of another kind");
            if own.code != shown.code {
                let at = At::xml(format!("Image[{}]", image.image), 0, 0);
                let finding = Finding::new(at).with("image", image.image).with("own", name(own)).with("shown", name(shown));
                found.push(finding.at_most(OTHER_IMAGE));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || second(1), near_miss: || second(2) },
};

/// An RGB image behind another one of this PhotometricInterpretation.
#[cfg(test)]
fn second(photometric: u64) -> Sample {
    let page = Page::new(512, 512).rgb().pyramid(2);
    // RGB counts as three planes, so the second image is expected three IFDs behind the first.
    let mut tiff = file(&page, &Ome { images: 2, ..Ome::new(&page) });
    tiff.pages[0].photometric = photometric;
    let last = tiff.pages[1].clone();
    tiff.pages.extend([last.clone(), last]);
    tiff.into()
}
