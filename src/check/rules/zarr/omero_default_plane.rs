use super::*;
use crate::zarr::ngff::Rdefs;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/default-plane",
    title: "{name} is {at}, beyond the last plane (there are {count}, counted from 0)",
    why: "Vitessce opens an image at the slice and time point given by `omero.rdefs`. If that one does not exist, it fails when it draws the background and the tiles.",
    fix: Fix { text: "Set `omero.rdefs.{name}` to a number from 0 to one less than there are.", command: "" },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: rdefs.defaultZ, rdefs.defaultT"],
    run: |facts, found| {
        for one in images(facts) {
            let Some(omero) = &one.image.facts.omero else { continue };
            let Rdefs::Here { default_z, default_t, pointer, .. } = &omero.rdefs else { continue };
            for (name, axis, at) in [("defaultZ", "z", default_z), ("defaultT", "t", default_t)] {
                let (Some(at), Some(count)) = (at, one.size(0, axis)) else { continue };
                if *at >= float(count) {
                    let finding = Finding::new(one.at(&pointer.key(name))).with("name", name);
                    found.push(one.fails_or(facts, finding.with("at", *at).with("count", count), &["out of bounds"], Note));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[4, 64, 64]], &[1, 64, 64], "<u2", |attributes| {
            with_axes(&["z", "y", "x"])(attributes);
            attributes["omero"]["rdefs"]["defaultZ"] = json!(9);
        }), near_miss: || image_of(&[&[4, 64, 64]], &[1, 64, 64], "<u2", |attributes| {
            with_axes(&["z", "y", "x"])(attributes);
            attributes["omero"]["rdefs"]["defaultZ"] = json!(3);
        }) },
};
