use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "plate/root",
    title: "This is a plate of wells, or a well, not an image",
    why: "Vitessce and Viv open one image at a time and look for `multiscales` at the address they are given. They do not understand plates.",
    fix: Fix { text: "Give the address of an image in it: {below}.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: \"Expected the Zarr store to contain OME-NGFF multiscales metadata.\"", "@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource"],
    run: |facts, found| {
        if !matches!(facts.probe.kind, Kind::Plate | Kind::Well) {
            return;
        }
        let below = &facts.images_below;
        let named = if below.is_empty() { "none was found".to_owned() } else { below.join(", ") };
        let at = At { path: Some(facts.probe.path.clone()), ..At::default() };
        let finding = Finding::new(at).with("below", named);
        found.push(facts.first_failures(finding));
    },
    #[cfg(test)]
    examples: Examples { triggers: || group_above(json!({"plate": {"wells": []}})), near_miss: || image(|_| ()) },
};
