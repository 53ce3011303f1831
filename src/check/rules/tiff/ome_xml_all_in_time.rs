use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/all-in-time",
    title: "The image has {size_t} time points and one channel: are the time points really channels?",
    why: "Some writers store channels as time points. Viewers then offer a slider through time instead of coloured channels.",
    fix: Fix { text: "If they are channels, exchange SizeT and SizeC (and FirstT and FirstC, where TiffData has them) in OME-XML, and write a Channel element for each.", command: EDIT_XML },
    affects: &[affects(Viv, Note)],
    evidence: &["bioformats2raw issue 130", "imctools issue 93"],
    run: |facts, found| {
        for (index, image) in facts.file.images() {
            let (Some(pixels), Some(sizes)) = (&image.pixels, &image.image) else { continue };
            let timed = pixels.element.attribute("TimeIncrement").is_some();
            if sizes.size_t > 1 && sizes.size_c == 1 && sizes.size_z == 1 && !timed {
                let at = At::xml(format!("Image[{index}]/Pixels/@SizeT"), pixels.element.line, pixels.element.column);
                found.push(Finding::new(at).with("size_t", sizes.size_t));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256);
            file(&page, &Ome { t: 3, ..Ome::new(&page) }).into()
        },
        near_miss: || {
            let page = Page::new(256, 256);
            file(&page, &Ome { t: 3, ..Ome::new(&page).attribute("TimeIncrement", "1") }).into()
        },
    },
};
