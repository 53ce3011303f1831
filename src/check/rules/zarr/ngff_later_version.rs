use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "ngff/later-version",
    title: "OME-NGFF {version} describes axes in a way that viewers do not read",
    why: "From 0.6 on axes are described in coordinateSystems. Vitessce 4.0 and Viv 0.21 do not look there: they assume the axes t, c, z, y, x, the scale is lost or does not fit, and images with fewer dimensions fail.",
    fix: Fix { text: "Write OME-NGFF 0.5 (or 0.4) for these viewers: `write_image(..., fmt=FormatV05())` of ome-zarr-py 0.18.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: axes of multiscales[0]", "@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource"],
    run: |facts, found| {
        for one in images(facts) {
            let Some(multiscale) = one.multiscale() else { continue };
            if multiscale.axes.is_some() || multiscale.coordinate_systems.is_empty() {
                continue;
            }
            let version = one.image.facts.stated_version().map_or("0.6", |version| version.text.as_str());
            let finding = Finding::new(one.at(&multiscale.pointer)).with("version", version);
            let names = multiscale.axis_names();
            let otherwise = if names == one.axes() { Note } else { Wrong };
            found.push(one.fails_or(facts, finding, &["axes", "indicies"], otherwise));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| {
            let axes = attributes["multiscales"][0]["axes"].take();
            attributes["multiscales"][0]["coordinateSystems"] = json!([{"name": "physical", "axes": axes}]);
            attributes["multiscales"][0].as_object_mut().unwrap_or(&mut serde_json::Map::new()).remove("axes");
        }), near_miss: || image(|_| ()) },
};
