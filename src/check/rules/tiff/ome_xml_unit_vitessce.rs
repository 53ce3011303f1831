use super::*;

/// Units of the data model that mathjs does not know.
const UNKNOWN: &[&str] = &["pixel", "reference frame", "\u{c5}", "thou", "ua", "ly", "pc"];
/// Units that mathjs takes for something else.
const OTHER: &[&str] = &["pt", "li"];

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/unit-vitessce",
    title: "{path} is \"{unit}\", which Vitessce cannot convert to micrometres",
    why: "Vitessce reads units with mathjs, which does not support all units of the OME data model. The image does not open, or gets a meaningless size.",
    fix: Fix {
        text: "Give the size in µm; leave PhysicalSizeX and PhysicalSizeY out if nothing is known.",
        command: EDIT_XML,
    },
    affects: &[says(Vitessce, Fails, "Unit \"{unit}\" not found.")],
    evidence: &["@vitessce/spatial-utils 4.0.8 physicalSizeToMatrix: unit(`${xSize} ${xUnit}`)", "OME data model 2016-06: UnitsLength"],
    run: |facts, found| {
        for (index, image) in facts.file.images() {
            let Some(pixels) = &image.pixels else { continue };
            let sized = |axis: &str| {
                let size = pixels.element.attribute(&format!("PhysicalSize{axis}")).and_then(js_number);
                size.is_some_and(|size| size != 0.0)
            };
            // Nothing is scaled, and no unit is read, where X or Y is missing.
            if !sized("X") || !sized("Y") {
                continue;
            }
            for axis in ["X", "Y", "Z"].into_iter().filter(|axis| sized(axis)) {
                let name = format!("PhysicalSize{axis}Unit");
                let Some(unit) = pixels.element.attribute(&name) else { continue };
                let path = format!("Image[{index}]/Pixels/@{name}");
                let at = At::xml(path.clone(), pixels.element.line, pixels.element.column);
                let finding = Finding::new(at).with("path", path).with("unit", unit);
                if UNKNOWN.contains(&unit) {
                    found.push(finding);
                } else if OTHER.contains(&unit) {
                    found.push(finding.at_most(Wrong).saying(""));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || unit("pixel"), near_miss: || unit("nm") },
};

#[cfg(test)]
fn unit(unit: &str) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome::new(&page).attribute("PhysicalSizeXUnit", unit)).into()
}
