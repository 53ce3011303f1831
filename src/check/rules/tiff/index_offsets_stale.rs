use super::*;
use crate::check::facts::OffsetsFile;

pub(super) const RULE: TiffRule = Rule {
    id: "index/offsets-stale",
    title: "{place} does not fit this image: {what}",
    why: "Viewers believe the list without checking it. With a wrong offset they read something else as an IFD and fail, or show another plane.",
    fix: Fix { text: "Make the list anew whenever the image is written.", command: "npx omescope offsets --force {file}" },
    affects: &[says(Viv, Fails, "RangeError: Invalid field type: 0")],
    evidence: &["@vivjs/loaders 0.21.0 createOffsetsProxy: parseFileDirectoryAt(offsets[index]), no check"],
    run: |facts, found| {
        let OffsetsFile::Text(place, text) = &facts.input.offsets else { return };
        let Ok(serde_json::Value::Array(given)) = serde_json::from_str(text) else { return };
        let real: Vec<u64> = (0..facts.main).filter_map(|ifd| facts.survey(ifd)).map(|survey| survey.offset).collect();
        if facts.not_tiff.is_some() || real.is_empty() {
            return;
        }
        let Some((index, what)) = difference(&given, &real) else { return };
        let used = needed_ifds(facts).unwrap_or(u64::MAX);
        let differs = |plane: u64| {
            let at = usize::try_from(plane).unwrap_or(usize::MAX);
            given.get(at).is_some_and(|given| given.as_u64() != real.get(at).copied())
        };
        let other = |plane: u64| {
            let given = usize::try_from(plane).ok().and_then(|at| given.get(at)).and_then(serde_json::Value::as_u64);
            given.is_some_and(|given| real.contains(&given))
        };
        let grade = match given.get(index) {
            // What is missing at the end is found by the chain.
            None => Note.into(),
            Some(_) if crate::bytes::len64(index) >= used => Note.into(),
            // The first IFD is read when the file is opened; an IFD of another plane can be read as well.
            Some(_) if differs(0) && !other(0) => Grade::WORST,
            Some(_) => grade_plane(facts, |plane| differs(plane) && !other(plane)),
        };
        found.push(Finding::new(At::default()).with("place", place.as_str()).with("what", what).at_most(grade));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || Sample::from(good()).with_offsets("[9, 10]"),
        near_miss: || {
            let facts = Sample::from(good()).facts();
            let offsets: Vec<u64> = (0..2).filter_map(|ifd| facts.facts().survey(ifd)).map(|survey| survey.offset).collect();
            Sample::from(good()).with_offsets(&format!("{offsets:?}"))
        },
    },
};

/// The first difference.
fn difference(given: &[serde_json::Value], real: &[u64]) -> Option<(usize, String)> {
    for (index, (given, real)) in given.iter().zip(real).enumerate() {
        if given.as_u64() != Some(*real) {
            return Some((index, format!("offset {index} is {given}, and IFD {index} is at byte {real}")));
        }
    }
    let (given, real) = (given.len(), real.len());
    (given != real).then(|| (given.min(real), format!("it has {given} offsets, and the file {real} IFDs")))
}
