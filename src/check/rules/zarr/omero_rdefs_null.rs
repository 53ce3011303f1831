use super::*;
use crate::zarr::ngff::Rdefs;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/rdefs-null",
    title: "omero.rdefs is {value}",
    why: "Vitessce reads `omero.rdefs` without checking whether it is null, and fails. If it is not there at all, Vitessce does not need it.",
    fix: Fix { text: "Remove `omero.rdefs`, or write `{\"model\": \"greyscale\", \"defaultZ\": 0, \"defaultT\": 0}`.", command: "omescope fix {folder} --write" },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: \"Cannot read properties of null (reading 'defaultT')\""],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| !one.labels) {
            let Some(omero) = &one.image.facts.omero else { continue };
            let Rdefs::NotAnObject(value) = &omero.rdefs else { continue };
            let finding = Finding::new(one.at(&omero.pointer.key("rdefs"))).with("value", value.clone());
            found.push(one.fails_or(facts, finding, &["default"], Note));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["omero"]["rdefs"] = json!(null)), near_miss: || image(|attributes| drop(attributes["omero"].as_object_mut().and_then(|omero| omero.remove("rdefs")))) },
};
