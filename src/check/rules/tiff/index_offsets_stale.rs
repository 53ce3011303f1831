use super::*;
use crate::check::facts::OffsetsFile;
use crate::check::offsets::{byte_of, json};

pub(super) const RULE: TiffRule = Rule {
    id: "index/offsets-stale",
    title: "{place} does not fit this image: {what}",
    why: "Viewers trust the list without checking it. With a wrong offset they read something else as a plane and fail, or show another plane.",
    fix: Fix { text: "Create the list again whenever the image is written.", command: "npx omescope offsets --force {file}" },
    affects: &[says(Viv, Fails, "RangeError: Invalid field type: 0")],
    evidence: &["@vivjs/loaders 0.21.0 createOffsetsProxy: parseFileDirectoryAt(offsets[index]), no check"],
    run: |facts, found| {
        let OffsetsFile::Text(place, text) = &facts.input.offsets else { return };
        let Ok(serde_json::Value::Array(given)) = json(text) else { return };
        let real: Vec<u64> = (0..facts.file.main).filter_map(|ifd| facts.file.survey(ifd)).map(|survey| survey.offset).collect();
        if facts.not_tiff.is_some() || real.is_empty() {
            return;
        }
        let Some((index, what)) = difference(&given, &real) else { return };
        let used = needed_ifds(facts).unwrap_or(u64::MAX);
        // Whole numbers may be written with a fraction, and what is behind the point is not used.
        let given_at = |plane: u64| usize::try_from(plane).ok().and_then(|at| given.get(at));
        let byte_at = |plane: u64| given_at(plane).and_then(byte_of);
        let real_at = |plane: u64| usize::try_from(plane).ok().and_then(|at| real.get(at)).copied();
        // The first IFD is found by the header, whatever the list says.
        let differs = |plane: u64| plane > 0 && given_at(plane).is_some() && byte_at(plane) != real_at(plane);
        let other = |plane: u64| byte_at(plane).is_some_and(|byte| real.contains(&byte));
        let grade = match given.get(index) {
            // What is missing at the end is found by the chain.
            None => Note.into(),
            Some(_) if crate::bytes::len64(index) >= used => Note.into(),
            Some(_) if (1..crate::bytes::len64(given.len())).all(|plane| !differs(plane)) => Note.into(),
            // An IFD of another plane can be read as well.
            Some(_) => grade_plane(facts, |plane| differs(plane) && !other(plane)),
        };
        found.push(Finding::new(At::default()).with("place", place.as_str()).with("what", what).at_most(grade));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || Sample::from(good()).with_offsets("[9, 10]"),
        near_miss: || {
            let facts = Sample::from(good()).facts();
            let offsets: Vec<u64> = (0..2).filter_map(|ifd| facts.facts().file.survey(ifd)).map(|survey| survey.offset).collect();
            Sample::from(good()).with_offsets(&format!("{offsets:?}"))
        },
    },
};

/// The first difference.
fn difference(given: &[serde_json::Value], real: &[u64]) -> Option<(usize, String)> {
    for (index, (given, real)) in given.iter().zip(real).enumerate() {
        if byte_of(given) != Some(*real) {
            return Some((index, format!("offset {index} is {given}, but IFD {index} is at byte {real}")));
        }
    }
    let (given, real) = (given.len(), real.len());
    (given != real).then(|| (given.min(real), format!("it has {given} offsets, but the file has {real} IFDs")))
}
