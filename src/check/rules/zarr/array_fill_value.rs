use super::*;
use crate::zarr::fill::Meaning;
use crate::viewer::State;

pub(super) const RULE: ZarrRule = Rule {
    id: "array/fill-value",
    title: "{node} has missing chunks and a fill value ({fill}) that browsers misread",
    why: "zarrita fills a missing chunk with the value exactly as it is written in the metadata. For 64-bit integers this must be a whole number, and zarrita 0.5 accepts none at all in Zarr 2; a value written as hexadecimal bits is treated as a number, so another value is shown.",
    fix: Fix {
        text: "Set fill_value of {node} to a plain number, or to \"NaN\", and write all chunks (`zarr.config.set({\"array.write_empty_chunks\": True})`).",
        command: "",
    },
    affects: &[affects(Zarrita, Fails)],
    evidence: &["zarrita 0.7.5 and 0.5.4: ensureCorrectScalar, getChunk"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            let Some(own) = array.node.array() else { continue };
            let fill = own.fill_value.stated.as_ref().map_or("none".to_owned(), crate::zarr::json::Value::canonical);
            let missing = array.samples.iter().any(|sample| matches!(sample.state, State::Missing { .. }));
            let at = At { path: Some(array.node.path.clone()), pointer: Some("/fill_value".to_owned()), ..At::default() };
            let finding = Finding::new(at).with("node", shown_path(&array.node.path)).with("fill", fill);
            if missing && matches!(own.fill_value.meaning, Meaning::Bits(_)) {
                found.push(facts.told_of_reading(finding, &array.node.path, Wrong));
            } else {
                let told = told_of_big(finding, array, facts);
                if !told.told.is_empty() {
                    found.push(told);
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut sample = changed_array(|meta| drop(meta.insert("fill_value".to_owned(), serde_json::Value::Null)));
            sample.keys.remove("a/0");
            sample
        },
        near_miss: || changed_array(|meta| drop(meta.insert("fill_value".to_owned(), serde_json::Value::Null))),
    },
};

/// The finding for the viewers that give up on the fill value, or would if they read the array.
fn told_of_big(finding: Finding, array: &crate::viewer::Surveyed, facts: &ZarrFacts) -> Finding {
    let big = |failure: &crate::viewer::Failure| failure.message.contains("to a BigInt");
    let refused = array.refused.without(|failure| !big(failure));
    facts.traces.iter().fold(finding, |finding, (viewer, trace)| match trace.failure_at(&array.node.path).filter(|said| big(said)) {
        Some(failure) => finding.told(viewer, Fails, failure.message.clone()),
        None if refused.by(viewer).is_some() => finding.told(viewer, Note, ""),
        None => finding,
    })
}
