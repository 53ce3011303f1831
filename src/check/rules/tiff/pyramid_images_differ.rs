use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/images-differ",
    title: "Image {image} has another number of resolutions than the first image, which viewers go by: {own} instead of {first}",
    why: "Viv counts the SubIFDs of the first IFD and expects the same number in every image. An image with fewer fails as soon as it is chosen; in an image with more, the smallest ones are not used.",
    fix: Fix { text: "Write each image into a file of its own.", command: "" },
    affects: &[says(Viv, Wrong, "RangeError: Invalid field type: 0")],
    evidence: &["@vivjs/loaders 0.21.0 resolveMetadata: levels of the first IFD"],
    run: |facts, found| {
        let images = facts.viv_images();
        for image in images.iter().skip(1) {
            let Some(main) = first_of(facts, image) else { continue };
            let own = facts.file.levels(main);
            if own != image.levels {
                let finding = Finding::new(At::xml(format!("Image[{}]", image.image), 0, 0)).with("image", image.image);
                let grade = if own < image.levels { OTHER_IMAGE } else { Note.into() };
                found.push(finding.with("own", own).with("first", image.levels).at_most(grade));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(512, 512).pyramid(2);
            let mut tiff = file(&page, &Ome { images: 2, ..Ome::new(&page) });
            tiff.pages[1].subs.clear();
            tiff.into()
        },
        near_miss: || {
            let page = Page::new(512, 512).pyramid(2);
            file(&page, &Ome { images: 2, ..Ome::new(&page) }).into()
        },
    },
};
