use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/type-differs",
    title: "Pixels have the Type {declared}, but IFD {ifd} stores {stored}",
    why: "Viv goes by the Type and passes the stored values to the graphics card as that type: the picture is wrong or blank.",
    fix: Fix {
        text: "Correct the Type in OME-XML.",
        command: "python3 -c \"import sys, tifffile as t; f, a, b = sys.argv[1:]; t.tiffcomment(f, t.tiffcomment(f).replace('Type=\\\"' + a + '\\\"', 'Type=\\\"' + b + '\\\"').encode())\" {file} {declared} {stored}",
    },
    affects: &[affects(Viv, Wrong), affects(OmeSpec, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 parsePixelDataType: BitsPerSample and SampleFormat are not consulted"],
    run: |facts, found| {
        for image in facts.viv_images() {
            let Some(ifd) = first_of(facts, image) else { continue };
            let declared = facts.file.pixels(image.image).and_then(|(pixels, _)| pixels.element.attribute("Type"));
            let (Some(declared), Some(stored)) = (declared, stored_type(facts, ifd)) else { continue };
            if same(declared, stored) {
                continue;
            }
            let path = facts.file.path(ifd);
            let at = At { xml: Some(format!("Image[{}]/Pixels/@Type", image.image)), ..At::ifd(path) };
            let finding = Finding::new(at).with("declared", declared).with("ifd", path).with("stored", stored);
            found.push(finding.at_most(grade_image(image)));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || typed("uint8"), near_miss: || typed("uint16") },
};

#[cfg(test)]
fn typed(pixel_type: &'static str) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome { pixel_type, ..Ome::new(&page) }).into()
}

/// Whether a declared type is the stored one. A Type that viewers do not know is a rule of its own.
fn same(declared: &str, stored: &str) -> bool {
    let known = ["uint8", "uint16", "uint32", "int8", "int16", "int32", "float", "double"];
    declared == stored || !known.contains(&declared)
}
