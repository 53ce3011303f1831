use super::*;
use crate::viewer::State;

/// From how many percent of a chunk's edge that are not the fill value on it is odd that the next chunk is all fill value.
const CUT_OFF: u64 = 50;

pub(super) const RULE: ZarrRule = Rule {
    id: "chunks/missing",
    title: "Chunks of {node} are missing, such as {key}, and are shown as the fill value",
    why: "Writers may leave out chunks that contain only the fill value, so viewers do not treat a missing chunk as an error. But {beside} % of the values right next to the missing chunks are something else, which looks like an upload or a copy that ended early.",
    fix: Fix { text: "Copy {key} and everything else that is missing from where the data came from, or write the array again. `omescope check --census {store}` lists what is missing.", command: "" },
    affects: &[affects(Zarrita, Wrong)],
    evidence: &["zarrita 0.7.5: a missing chunk is the fill value"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            for sample in &array.samples {
                let State::Missing { beside } = sample.state else { continue };
                let at = At { path: Some(sample.key.clone()), ..At::default() };
                let finding = Finding::new(at).with("node", shown_path(&array.node.path)).with("key", sample.key.clone());
                let finding = finding.with("beside", beside.unwrap_or(0)).with("store", facts.input.name.clone());
                let cut = beside.is_some_and(|beside| beside >= CUT_OFF);
                if cut {
                    found.push(facts.told_of_reading(finding, &array.node.path, Wrong));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut sample = image(|_| ());
            sample.keys.insert("0/1/1/0".to_owned(), vec![7; 131_072]);
            sample.keys.remove("0/1/1/1");
            sample
        },
        near_miss: || {
            let mut sample = image(|_| ());
            sample.keys.remove("0/1/1/1");
            sample
        },
    },
};
