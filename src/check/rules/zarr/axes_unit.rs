use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "axes/unit",
    title: "The axis {name} is in {unit}, but Vitessce treats it as micrometres",
    why: "Vitessce ignores the unit of axes and assumes that scales are in micrometres. By that factor the image is too large or too small: its scale bar is wrong, and other images, points and shapes do not line up with it.",
    fix: Fix { text: "State `\"unit\": \"micrometer\"` and give scales and translations in micrometres, or give `coordinateTransformations` with a scale that converts them in the options of the file in the view configuration.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: coordinateTransformationsToMatrix does not read units"],
    run: |facts, found| {
        for one in images(facts) {
            let axes = one.multiscale().and_then(|multiscale| multiscale.axes.as_deref()).unwrap_or_default();
            let other = axes.iter().filter(|axis| matches!(axis.name.as_deref(), Some("x" | "y" | "z")));
            let mut other = other.filter_map(|axis| Some((axis, axis.unit.as_deref().filter(|unit| LENGTHS.contains(unit))?)));
            if let Some((axis, unit)) = other.next() {
                let name = axis.name.clone().unwrap_or_default();
                found.push(Finding::new(one.at(&axis.pointer.key("unit"))).with("name", name).with("unit", unit));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["multiscales"][0]["axes"][2]["unit"] = json!("nanometer")), near_miss: || image(|attributes| attributes["multiscales"][0]["axes"][2]["unit"] = json!("micrometer")) },
};

/// Lengths that OME-NGFF recommends, without the micrometre.
const LENGTHS: [&str; 25] = [
    "angstrom", "attometer", "centimeter", "decimeter", "exameter", "femtometer", "foot", "gigameter", "hectometer", "inch",
    "kilometer", "megameter", "meter", "mile", "millimeter", "nanometer", "parsec", "petameter", "picometer", "terameter", "yard",
    "yoctometer", "yottameter", "zeptometer", "zettameter",
];
