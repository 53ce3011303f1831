use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "axes/count",
    title: "The metadata lists {stated} axes, but the arrays have {rank} dimensions",
    why: "Viewers address pixels by the names of the axes, one for each dimension. If there are too many names, they ask for dimensions that do not exist; if there are too few, they use the names for the first dimensions, so that channels and slices cannot be chosen. Vitessce also compares the lengths of scales with the number of axes.",
    fix: Fix { text: "List one axis for each dimension of the arrays in `multiscales[0].axes`, in their order.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails), affects(Avivator, Fails), affects(NgffSpec, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader", "OME-NGFF 0.4 and 0.5: the length of axes must be the number of dimensions"],
    run: |facts, found| {
        for one in images(facts) {
            let (axes, Some(shape), Some(multiscale)) = (one.axes(), one.shape(0), one.multiscale()) else { continue };
            if axes.len() == shape.len() || (multiscale.axes.is_none() && !multiscale.coordinate_systems.is_empty()) {
                continue;
            }
            let finding = Finding::new(one.at(&multiscale.pointer)).with("stated", axes.len()).with("rank", shape.len());
            let finding = finding.told_by(Avivator, Fails, "Array lengths must be equal");
            found.push(one.fails_or(facts, finding, &["axes", "indicies"], Wrong).told_by(NgffSpec, Wrong, ""));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[2, 64, 64]], &[1, 64, 64], "<u2", with_axes(&["y", "x"])), near_miss: || image_of(&[&[2, 64, 64]], &[1, 64, 64], "<u2", |_| ()) },
};
