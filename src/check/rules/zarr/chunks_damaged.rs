use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "chunks/damaged",
    title: "The chunk {key} is damaged: {what}",
    why: "What is missing from an uncompressed chunk is shown as zeros or as remains of other chunks, and the Blosc decoder of browsers returns whatever is in memory for what it cannot decode. Neither says anything, so wrong values are shown.",
    fix: Fix { text: "Copy {key} again from where the data came from, or write the array again. A file full of zero bytes, or smaller than its neighbours, is usually an upload that ended early.", command: "" },
    affects: &[affects(Zarrita, Wrong)],
    evidence: &["zarrita 0.7.5 and 0.5.4 with numcodecs.js 0.3, run"],
    run: |facts, found| {
        let mut seen = std::collections::BTreeSet::new();
        for step in facts.traces.iter().flat_map(|(_, trace)| &trace.steps) {
            for (key, failure) in step.read.short.iter().chain(&step.read.garbled) {
                if !seen.insert(key) {
                    continue;
                }
                let at = At { path: Some(key.clone()), ..At::default() };
                let mut finding = Finding::new(at).with("key", key.clone()).with("what", failure.to_string());
                for (viewer, trace) in facts.traces.iter() {
                    let shows = |step: &crate::viewer::Step| {
                        step.read.short.iter().chain(&step.read.garbled).any(|(other, _)| other == key)
                    };
                    let effect = if trace.steps.iter().any(shows) { Wrong } else { Effect::Note };
                    finding = finding.told(viewer, effect, "");
                }
                found.push(finding);
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut sample = bare_array("<i4");
            sample.keys.insert("a/0".to_owned(), vec![1; 7]);
            sample
        },
        near_miss: || bare_array("<i4"),
    },
};
