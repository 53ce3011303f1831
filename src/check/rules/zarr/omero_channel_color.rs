use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/channel-color",
    title: "The colour {color} is not six hexadecimal digits",
    why: "Vitessce reads colours as six hexadecimal digits, with or without #, and does not open an image with any other colour.",
    fix: Fix { text: "Write colours as `\"color\": \"00FF00\"`: no names, no alpha, no numbers.", command: "" },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: hexToRgb"],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| !one.labels) {
            for channel in one.image.facts.omero.iter().flat_map(|omero| omero.channel_list()) {
                let Some(color) = channel.color.as_ref().filter(|color| !color.is_null() && color.as_str() != Some("")) else {
                    continue;
                };
                let digits = color.as_str().map_or_else(|| color.canonical(), str::to_owned);
                let digits = digits.strip_prefix('#').unwrap_or(&digits);
                if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                    let finding = Finding::new(one.at(&channel.pointer.key("color"))).with("color", color.brief(20));
                    found.push(one.fails_or(facts, finding, &["(reading '1')"], Note));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["omero"]["channels"][0]["color"] = json!("red")), near_miss: || image(|attributes| attributes["omero"]["channels"][0]["color"] = json!("#00ff00")) },
};
