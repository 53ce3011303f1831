use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "labels/averaged",
    title: "Level {level} has labels that do not exist at full resolution, such as {label}",
    why: "A label image holds the number of an object in each pixel. If levels are made by averaging, numbers appear along borders that belong to other objects or to none. Viewers show them until you zoom in, and colours and selections are wrong.",
    fix: Fix { text: "Make the levels of labels by taking every second pixel: ome-zarr-py `write_labels` and SpatialData's `Labels2DModel.parse(..., scale_factors=[2, 2])` do so.", command: "" },
    affects: &[affects(Vitessce, Wrong), affects(Viv, Wrong), affects(NgffSpec, Note)],
    evidence: &["OME-NGFF 0.4 and 0.5: labels are integers that name objects"],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| one.labels) {
            let strays = facts.strays.get(one.path());
            if let Some((level, label)) = strays {
                found.push(Finding::new(one.at_level(*level)).with("level", *level).with("label", *label));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || labels_of(|level, at| if level == 0 { (at % 64) as u16 / 32 * 2 } else { 1 }), near_miss: || labels_of(|_, at| (at % 32) as u16 / 16 * 2) },
};
