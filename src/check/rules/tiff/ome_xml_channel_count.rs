use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/channel-count",
    title: "SizeC is {size_c}, but the samples of all Channel elements add up to {samples} (Channel elements: {channels})",
    why: "The samples of all Channel elements together must add up to SizeC. Vitessce offers one channel per element, so some channels cannot be chosen, or can be chosen but do not exist; Viv shows names with the wrong channels.",
    fix: Fix { text: "Write one Channel element for each channel, with SamplesPerPixel=\"3\" for RGB.", command: EDIT_XML },
    affects: &[affects(Vitessce, Wrong), affects(Viv, Wrong), affects(OmeSpec, Wrong)],
    evidence: &["OME data model 2016-06: SamplesPerPixel", "@vitessce/image-utils 4.0.8 ImageWrapper.getNumChannels", "bioformats issues 4149 and 4342"],
    run: |facts, found| {
        for (index, image) in facts.file.images() {
            let (Some(pixels), Some(sizes)) = (&image.pixels, &image.image) else { continue };
            let told = |channel: &crate::ome::Element| channel.attribute("SamplesPerPixel").and_then(|count| count.parse::<u64>().ok());
            let samples: u64 = pixels.channels.iter().map(|channel| told(channel).unwrap_or(1)).fold(0, u64::saturating_add);
            let all = crate::bytes::len64(pixels.channels.len()) == pixels.channel_count;
            if !all || pixels.channel_count == 0 || samples == sizes.size_c {
                continue;
            }
            let at = At::xml(format!("Image[{index}]/Pixels"), pixels.element.line, pixels.element.column);
            let finding = Finding::new(at).with("channels", pixels.channel_count).with("samples", samples);
            let Some(image) = facts.viv_images().get(index) else { continue };
            let (rgb, same) = (image.interleaved, pixels.channel_count == sizes.size_c);
            // Channels beyond SizeC that have IFDs are never shown.
            let hidden = samples > sizes.size_c && crate::bytes::len64(facts.file.main) > needed_by(image);
            let listed = if rgb || same { Note } else { Wrong };
            let grade = Grade { vitessce: listed, ..if hidden { Wrong } else { Note }.into() };
            found.push(finding.with("size_c", sizes.size_c).at_most(grade));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || channels(1), near_miss: || channels(2) },
};

#[cfg(test)]
fn channels(count: u64) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome { c: 2, channels: Some(count), ..Ome::new(&page) }).into()
}
