use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "axes/order",
    title: "The last two axes are {last}, not y and x",
    why: "Viv draws the last two dimensions of an array as rows and columns, whatever the axes are called. Here that is not the plane of the image: it is shown turned, or as lines of channels.",
    fix: Fix { text: "Store the arrays with y and x as their last dimensions (t, c, z, y, x), and list the axes in that order.", command: "" },
    affects: &[affects(Vitessce, Wrong), affects(Viv, Wrong), affects(NgffSpec, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource: getImageSize takes the last two dimensions", "OME-NGFF 0.4 and 0.5: the order of axes is t, c, z, y, x"],
    run: |facts, found| {
        for one in images(facts) {
            let (axes, Some(multiscale)) = (one.axes(), one.multiscale()) else { continue };
            let lower: Vec<String> = axes.iter().map(|name| name.to_lowercase()).collect();
            let has = |name: &str| lower.iter().any(|own| own == name);
            let Some(last) = lower.get(lower.len().saturating_sub(2)..).filter(|last| last.len() == 2) else { continue };
            if has("y") && has("x") && last != ["y", "x"] {
                found.push(Finding::new(one.at(&multiscale.pointer.key("axes"))).with("last", last.join(" and ")));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[2, 64, 32]], &[1, 64, 32], "<u2", with_axes(&["c", "x", "y"])), near_miss: || image_of(&[&[3, 2, 64, 32]], &[1, 1, 64, 32], "<u2", with_axes(&["z", "c", "y", "x"])) },
};
