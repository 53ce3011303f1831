use super::*;
use std::collections::HashSet;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/channel-names",
    title: "Channels cannot be told apart by their names: {what}",
    why: "Viewers list channels by their names in OME-XML, or as \"Channel 0\" and so on if they have none. If two names are equal, nobody can see which is which.",
    fix: Fix { text: "Set the attribute Name of each Channel.", command: EDIT_XML },
    affects: &[affects(Viv, Note), affects(Vitessce, Note)],
    evidence: &["vitessce data troubleshooting: channel names", "@vitessce/image-utils 4.0.8 getChannelNames"],
    run: |facts, found| {
        for (index, image) in facts.file.images() {
            let Some(pixels) = &image.pixels else { continue };
            let names: Vec<Option<&str>> = pixels.channels.iter().map(|channel| channel.attribute("Name")).collect();
            let at = At::xml(format!("Image[{index}]/Pixels/Channel"), pixels.element.line, pixels.element.column);
            let nameless = names.iter().filter(|name| name.is_none_or(str::is_empty)).count();
            let mut seen = HashSet::new();
            let twice = names.iter().flatten().find(|name| !name.is_empty() && !seen.insert(**name));
            let what = match twice {
                _ if nameless > 0 && names.len() > 1 => format!("{nameless} of {} have no name", names.len()),
                Some(twice) => format!("more than one is called \"{twice}\""),
                None => continue,
            };
            found.push(Finding::new(at).with("what", what));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || called(r#"Name="DAPI""#), near_miss: || called("") },
};

#[cfg(test)]
fn called(channel: &str) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome { c: 2, channel: channel.to_owned(), ..Ome::new(&page) }).into()
}
