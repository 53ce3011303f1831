use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "labels/pixels",
    title: "The pixels of labels are {dtype}, not integers",
    why: "Labels are the numbers of objects. Vitessce and Viv draw floats all the same, but a number that is not an integer does not identify an object.",
    fix: Fix { text: "Write the labels as uint32 or int32: `labels.astype(\"uint32\")`.", command: "" },
    affects: &[affects(Vitessce, Note), affects(Viv, Note), affects(NgffSpec, Wrong)],
    evidence: &["OME-NGFF 0.4 and 0.5: the pixels of the label images must be integer data types"],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| one.labels) {
            let Some(dtype) = one.first().and_then(|array| array.dtype.as_ref()) else { continue };
            if !dtype.is_integer() {
                found.push(Finding::new(one.at_level(0)).with("dtype", dtype.name()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || labels_of_type("<f4", 0), near_miss: || labels_of_type("<u4", 0) },
};
