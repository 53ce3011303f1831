use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "image/not-an-image",
    title: "There is no image at this address",
    why: "Viewers look for `multiscales` in the attributes of the group that they are given, in OME-NGFF 0.5 under `ome`. It is not there. Viv then tries an array called 0 with five dimensions.",
    fix: Fix { text: "Give the address of the group that has `multiscales`: {below}.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: \"Expected the Zarr store to contain OME-NGFF multiscales metadata.\"", "@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource"],
    run: |facts, found| {
        let kinds = [Kind::Labels, Kind::Scene];
        if !kinds.contains(&facts.probe.kind) || facts.image.is_some() {
            return;
        }
        let below = facts.probe.below.iter().filter(|below| matches!(below.kind, Kind::Image | Kind::Label | Kind::Plate));
        let mut names: Vec<&str> = below.map(|below| below.path.as_str()).take(5).collect();
        if names.is_empty() {
            names.push("none was found in this store");
        }
        let at = At { path: Some(facts.probe.path.clone()), ..At::default() };
        let finding = facts.first_failures(Finding::new(at).with("below", names.join(", ")));
        if !finding.told.is_empty() {
            found.push(finding);
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || group_above(json!({"labels": ["cells"]})), near_miss: || image(|_| ()) },
};
