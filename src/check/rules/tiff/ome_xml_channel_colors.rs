use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/channel-colors",
    title: "The colours of the channels are not usable: {what}",
    why: "Viewers start with the channel colours from OME-XML. If all are white, channels cannot be told apart; a colour with alpha 0 may be drawn invisibly.",
    fix: Fix { text: "Give each Channel its own Color, or leave Color out: viewers then choose colours.", command: EDIT_XML },
    affects: &[affects(Viv, Note)],
    evidence: &["OME data model 2016-06: Color is red, green, blue and alpha; -1 is white"],
    run: |facts, found| {
        for (index, image) in facts.file.images() {
            let Some(pixels) = &image.pixels else { continue };
            let colors: Vec<i64> = pixels.channels.iter().filter_map(|channel| channel.attribute("Color")?.trim().parse().ok()).collect();
            let at = At::xml(format!("Image[{index}]/Pixels/Channel"), pixels.element.line, pixels.element.column);
            let white = colors.len() > 1 && colors.len() == pixels.channels.len() && colors.iter().all(|color| matches!(color, -1 | 4_294_967_295));
            let clear = colors.iter().filter(|color| **color & 0xff == 0).count();
            let what = match clear {
                _ if white => "all are white".to_owned(),
                0 => continue,
                clear => format!("{clear} of them have alpha 0"),
            };
            found.push(Finding::new(at).with("what", what));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || colored("-1"), near_miss: || colored("-16776961") },
};

#[cfg(test)]
fn colored(color: &str) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome { c: 2, channel: format!("Color=\"{color}\""), ..Ome::new(&page) }).into()
}
