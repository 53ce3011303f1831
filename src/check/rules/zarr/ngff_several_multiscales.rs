use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "ngff/several-multiscales",
    title: "The group has {count} multiscales, of which only the first is shown",
    why: "A group may hold several pyramids; Vitessce and Viv show the first.",
    fix: Fix { text: "Put the other pyramids into groups of their own.", command: "" },
    affects: &[affects(Vitessce, Note), affects(Viv, Note)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: multiscales[0]", "@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource"],
    run: |facts, found| {
        for one in images(facts) {
            let Some(all) = one.image.facts.multiscales.as_ref().filter(|all| all.len() > 1) else { continue };
            found.push(Finding::new(one.here()).with("count", all.len()));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| {
            let first = attributes["multiscales"][0].clone();
            attributes["multiscales"] = json!([first.clone(), first]);
        }), near_miss: || image(|_| ()) },
};
