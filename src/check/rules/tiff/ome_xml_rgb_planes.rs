use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/rgb-planes",
    title: "The image has {planes} RGB planes, of which viewers show only one",
    why: "Viv treats an interleaved image as one picture of red, green and blue, and offers no channels to choose from. The other planes of SizeC cannot be reached.",
    fix: Fix { text: "Write each RGB plane as an image in its own file.", command: "" },
    affects: &[affects(Viv, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 extractAxesFromPixels: SizeC and _c side by side"],
    run: |facts, found| {
        for image in facts.viv_images().iter().filter(|image| image.interleaved) {
            let Some(ifd) = first_of(facts, image) else { continue };
            let samples = facts.file.samples(ifd);
            let planes = image.sizes.c.checked_div(samples).unwrap_or(0);
            if samples > 1 && planes > 1 {
                let at = At::xml(format!("Image[{}]/Pixels/@SizeC", image.image), 0, 0);
                found.push(Finding::new(at).with("planes", planes).at_most(grade_image(image)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || colors(6), near_miss: || colors(3) },
};

#[cfg(test)]
fn colors(c: u64) -> Sample {
    let page = Page::new(256, 256).rgb();
    file(&page, &Ome { c, channels: Some(c / 3), ..Ome::new(&page) }).into()
}
