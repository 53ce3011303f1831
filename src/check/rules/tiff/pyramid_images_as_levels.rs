use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/images-as-levels",
    title: "The file has {images} images and no SubIFDs, so viewers treat them as {images} resolutions of one image",
    why: "If the first IFD has no SubIFDs, Viv treats every Image of OME-XML as a lower resolution of the first one, looks for it at a wrong place and fails. This affects label and macro images of slide scanners, series, and pyramids of older writers.",
    fix: Fix {
        text: "Write each image into a file of its own, with its pyramid in SubIFDs; `bfconvert` with `%s` in the name does not do that, as each of its files has the OME-XML of all images.",
        command: "",
    },
    affects: &[says(Viv, Fails, "RangeError: Invalid field type: 0")],
    evidence: &["@vivjs/loaders 0.21.0 resolveMetadata: levels is the number of images", "viv pull request 748"],
    run: |facts, found| {
        let Some(document) = facts.file.document() else { return };
        let pyramid = facts.file.kind(0).is_some_and(|kind| kind.sub_ifds_type.is_some());
        if document.image_count > 1 && !pyramid && facts.file.survey(0).is_some() {
            found.push(Finding::new(At::xml("Image[1]", 0, 0)).with("images", document.image_count));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256);
            file(&page, &Ome { images: 2, ..Ome::new(&page) }).into()
        },
        near_miss: || {
            let page = Page::new(512, 512).pyramid(2);
            file(&page, &Ome { images: 2, ..Ome::new(&page) }).into()
        },
    },
};
