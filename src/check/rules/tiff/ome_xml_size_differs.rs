use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/size-differs",
    title: "OME-XML says {declared_width} x {declared_height} pixels, but IFD {ifd} has {width} x {height}",
    why: "Viv goes by SizeX and SizeY. If they are larger than the image, there are empty margins; if they are smaller, a part of the image is cut off.",
    fix: Fix { text: "Correct SizeX and SizeY in OME-XML.", command: EDIT_XML },
    affects: &[affects(Viv, Wrong), affects(OmeSpec, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 extractAxesFromPixels: ImageWidth and ImageLength are not consulted"],
    run: |facts, found| {
        for image in facts.viv_images() {
            let Some(ifd) = first_of(facts, image) else { continue };
            let Some((width, height)) = facts.file.size_of(ifd).filter(|size| *size != (image.width, image.height)) else { continue };
            let path = facts.file.path(ifd);
            let at = At { xml: Some(format!("Image[{}]/Pixels/@SizeX", image.image)), ..At::ifd(path) };
            let finding = Finding::new(at).with("declared_width", image.width).with("declared_height", image.height);
            // One pixel less is a row or column that is not shown.
            let one_less = |real: u64, declared: u64| real == declared || real == declared.saturating_add(1);
            let near = one_less(width, image.width) && one_less(height, image.height);
            let grade = if near { Note.into() } else { grade_image(image) };
            found.push(finding.with("ifd", path).with("width", width).with("height", height).at_most(grade));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || sized(300), near_miss: || sized(256) },
};

#[cfg(test)]
fn sized(width: u64) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome { size: (width, 256), ..Ome::new(&page) }).into()
}
