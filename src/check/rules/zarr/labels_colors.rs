use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "labels/colors",
    title: "The colours of labels are not valid: {problem}",
    why: "The colour of a label must be four integers from 0 to 255, and each label may have one colour. Vitessce does not read them; napari and others do.",
    fix: Fix { text: "Give each label one entry in `image-label.colors`, such as `{\"label-value\": 1, \"rgba\": [255, 0, 0, 255]}`.", command: "" },
    affects: &[affects(NgffSpec, Wrong), affects(Vitessce, Note)],
    evidence: &["OME-NGFF 0.4 and 0.5: image-label"],
    run: |facts, found| {
        for one in images(facts) {
            let Some(label) = &one.image.facts.image_label else { continue };
            let mut seen = std::collections::BTreeSet::new();
            for color in label.colors.iter().flatten() {
                let value = color.value.as_ref().map(|value| value.canonical()).unwrap_or_default();
                let twice = !seen.insert(value.clone());
                let problem = match (twice, color.rgba) {
                    (true, _) => format!("label {value} has two colours"),
                    (_, None) => format!("the colour of label {value} is not four numbers from 0 to 255"),
                    _ => continue,
                };
                found.push(Finding::new(one.at(&color.pointer)).with("problem", problem));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| drop(attributes.insert("image-label".to_owned(), json!({"colors": [{"label-value": 1, "rgba": [1, 2, 3, 4, 5]}]})))), near_miss: || image(|attributes| drop(attributes.insert("image-label".to_owned(), json!({"colors": [{"label-value": 1, "rgba": [1, 2, 3, 4]}]})))) },
};
