use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/physical-size",
    title: "The size of a pixel is not usable: {what}",
    why: "Vitessce scales images by PhysicalSizeX and PhysicalSizeY so that they line up with each other and with cells; Viv draws a scale bar from them. Without them a pixel counts as one micrometre, so the image does not line up with others.",
    fix: Fix {
        text: "Set PhysicalSizeX and PhysicalSizeY and their units in OME-XML. In Vitessce the option `coordinateTransformations` can replace them, for this image: {transform}.",
        command: EDIT_XML,
    },
    affects: &[affects(Vitessce, Wrong), affects(Viv, Note)],
    evidence: &["vitessce data troubleshooting: physical size metadata", "@vitessce/spatial-utils 4.0.8 physicalSizeToMatrix"],
    run: |facts, found| {
        for (index, image) in facts.file.images() {
            let Some(pixels) = &image.pixels else { continue };
            let Some((what, effect)) = what(&pixels.element) else { continue };
            let at = At::xml(format!("Image[{index}]/Pixels/@PhysicalSizeX"), pixels.element.line, pixels.element.column);
            let order = image.image.as_ref().map_or("XYZCT", |image| image.dimension_order.as_str());
            let finding = Finding::new(at).with("what", what).with("transform", transform(order));
            found.push(finding.at_most(effect));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || sized(""), near_miss: || sized("0.5") },
};

#[cfg(test)]
fn sized(size: &str) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome::new(&page).attribute("PhysicalSizeX", size)).into()
}

fn what(pixels: &crate::ome::Element) -> Option<(String, Effect)> {
    let size = |name| pixels.attribute(name).and_then(js_number);
    let (Some(x), Some(y)) = (size("PhysicalSizeX"), size("PhysicalSizeY")) else {
        let missing = if size("PhysicalSizeX").is_none() { "PhysicalSizeX" } else { "PhysicalSizeY" };
        return Some((format!("{missing} is missing"), Note));
    };
    if x <= 0.0 || y <= 0.0 {
        // Viewers take 0 for "not said".
        let effect = if x == 0.0 || y == 0.0 { Note } else { Wrong };
        return Some((format!("it is {x} by {y}, but must be greater than 0"), effect));
    }
    let unit = |name| pixels.attribute(name).unwrap_or("\u{b5}m");
    let (unit_x, unit_y) = (unit("PhysicalSizeXUnit"), unit("PhysicalSizeYUnit"));
    if unit_x == unit_y && (x / y - 1.0).abs() > 0.01 {
        return Some((format!("it is {x} wide but {y} high, so pixels are not square"), Note));
    }
    // From a nanometre to a millimetre.
    let odd = |size: f64, unit: &str| micrometres(unit).is_some_and(|scale| !(0.001..=1000.0).contains(&(size * scale)));
    odd(x, unit_x).then(|| (format!("it is {x} {unit_x}, which is unlikely"), Note))
}

/// Micrometres of a unit.
fn micrometres(unit: &str) -> Option<f64> {
    Some(match unit {
        "\u{b5}m" => 1.0,
        "nm" => 1e-3,
        "mm" => 1e3,
        "cm" => 1e4,
        "m" => 1e6,
        "pm" => 1e-6,
        _ => return None,
    })
}

/// A scale in the order of the dimensions, as Vitessce wants it.
fn transform(order: &str) -> String {
    let scale: Vec<&str> = order.chars().map(|axis| if "XY".contains(axis) { "0.5" } else { "1" }).collect();
    format!("{{\"type\": \"scale\", \"scale\": [{}]}}", scale.join(", "))
}
