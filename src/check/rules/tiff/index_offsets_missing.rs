use super::*;
use crate::check::facts::OffsetsFile;

pub(super) const RULE: TiffRule = Rule {
    id: "index/offsets-missing",
    title: "There is no offsets.json for {planes} planes",
    why: "Without a list of offsets a viewer reads its way from plane to plane: for the last one that takes about {requests} requests, one after the other, {seconds} s over a connection with a latency of 50 ms. With the list it takes three.",
    fix: Fix {
        text: "Create the list and put it next to the image: Avivator finds it there; for Vitessce give its address as `offsetsUrl`.",
        command: "npx omescope offsets {file}",
    },
    affects: &[
        says(Vitessce, Slow, "OME-TIFF offsets JSON file is missing"),
        affects(Viv, Slow),
    ],
    evidence: &["viv pull request 247: above 30 to 40 channels use offsets.json", "vitessce data troubleshooting: OME-TIFF offsets", "measured with @vivjs/loaders 0.21.0: plane 258 of 1,036 at 50 ms takes 261 requests and 15.3 s, or 5 and 0.17 s"],
    run: |facts, found| {
        let planes = crate::bytes::len64(facts.file.main);
        let missing = matches!(facts.input.offsets, OffsetsFile::Absent(_) | OffsetsFile::NotLookedFor | OffsetsFile::Unreadable(..));
        // On a page a file is at hand, and Avivator takes no offsets for it.
        if !missing || planes < 2 || facts.file.document().is_none() {
            return;
        }
        let seconds = planes.saturating_add(2) / 20;
        let finding = Finding::new(At::default()).with("planes", planes).with("requests", planes.saturating_add(2));
        found.push(finding.with("seconds", seconds).at_most(if planes > 40 { Slow } else { Note }));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || Sample::from(good()).without_offsets(),
        near_miss: || Sample::from(good()).with_offsets("[8, 9]"),
    },
};
