use super::*;
use crate::zarr::json::Pointer;
use crate::zarr::ngff::DEFAULT_AXES;

pub(super) const RULE: ZarrRule = Rule {
    id: "axes/names",
    title: "The axis {name} is not one that viewers know",
    why: "Vitessce and Viv know axes by the names t, c, z, y and x, in lower case. An axis with another name gets no slider, its channels cannot be chosen, and Vitessce does not scale along it.",
    fix: Fix { text: "Call the axes t, c, z, y and x in `multiscales[0].axes` (in 0.5 under `ome`), whatever their types are.", command: "" },
    affects: &[affects(Vitessce, Wrong), affects(Viv, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: axes by name", "@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource"],
    run: |facts, found| {
        for one in images(facts) {
            let Some(axes) = one.multiscale().and_then(|multiscale| multiscale.axes.as_ref()) else { continue };
            let known = |name: &str| DEFAULT_AXES.contains(&name);
            let mut unknown = axes.iter().filter_map(|axis| Some((axis, axis.name.as_deref().filter(|name| !known(name))?)));
            // Names of an axis along which there is one thing alone are not missed.
            let sizes = one.shape(0).unwrap_or_default();
            let long = |pointer: &Pointer| {
                let at = axes.iter().position(|axis| axis.pointer == *pointer);
                at.and_then(|at| sizes.get(at)).is_none_or(|size| *size > 1)
            };
            if let Some((axis, name)) = unknown.find(|(axis, _)| long(&axis.pointer)) {
                found.push(Finding::new(one.at(&axis.pointer)).with("name", name));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[2, 64, 64]], &[1, 64, 64], "<u2", with_axes(&["C", "Y", "X"])), near_miss: || image_of(&[&[2, 64, 64]], &[1, 64, 64], "<u2", with_axes(&["c", "y", "x"])) },
};
