use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "axes/duplicate",
    title: "Two axes are called {name}",
    why: "Viewers choose channels, slices and time points by the names of axes, and Viv refuses names that occur twice.",
    fix: Fix { text: "Give every axis of `multiscales[0].axes` its own name: t, c, z, y, x.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails), affects(NgffSpec, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource: \"Labels must be unique\"", "OME-NGFF 0.4 and 0.5: names of axes must be unique"],
    run: |facts, found| {
        for one in images(facts) {
            let axes = one.axes();
            let twice = axes.iter().enumerate().find(|(at, name)| axes.iter().take(*at).any(|other| other == *name));
            let (Some((_, name)), Some(multiscale)) = (twice, one.multiscale()) else { continue };
            let finding = Finding::new(one.at(&multiscale.pointer.key("axes"))).with("name", name.clone());
            found.push(one.fails_or(facts, finding, &["Labels must be unique"], Note).told_by(NgffSpec, Wrong, ""));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 2, 64, 64]], &[1, 1, 64, 64], "<u2", with_axes(&["c", "c", "y", "x"])), near_miss: || image_of(&[&[1, 2, 64, 64]], &[1, 1, 64, 64], "<u2", with_axes(&["t", "c", "y", "x"])) },
};
