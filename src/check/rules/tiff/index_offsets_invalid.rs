use super::*;
use crate::check::facts::OffsetsFile;

pub(super) const RULE: TiffRule = Rule {
    id: "index/offsets-invalid",
    title: "{place} is no list of offsets: {what}",
    why: "Viewers want a JSON array of whole numbers. Avivator and Vitessce read whatever is at the address of the list: a web page there (an error page with status 200) makes the whole image fail; an object instead of an array is silently not used.",
    fix: Fix { text: "Make the list, or let the server answer 404 where there is none.", command: "npx omescope offsets --force {file}" },
    affects: &[
        says(Avivator, Fails, GENERIC),
        says(Viv, Fails, "SyntaxError: Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON"),
    ],
    evidence: &["Avivator: res.json() of the offsets address", "@vitessce OmeTiffLoader.loadOffsets"],
    run: |facts, found| {
        let OffsetsFile::Text(place, text) = &facts.input.offsets else { return };
        use serde_json::Value;
        let (what, effect) = match serde_json::from_str::<Value>(text) {
            Err(error) => (format!("it is not JSON ({error})"), Fails),
            Ok(Value::Array(values)) => match values.iter().position(|value| value.as_u64().is_none()) {
                Some(index) => (format!("entry {index} is no whole number"), Note),
                None => return,
            },
            Ok(Value::Object(_)) => ("it is an object, and no array".to_owned(), Slow),
            // Viv looks for numbers in it, which works for arrays and objects only; what counts as false it does not use.
            Ok(Value::String(text)) if !text.is_empty() => ("it is a text, and no array".to_owned(), Fails),
            Ok(Value::Number(number)) if number.as_f64() != Some(0.0) => ("it is a number, and no array".to_owned(), Fails),
            Ok(Value::Bool(true)) => ("it is `true`, and no array".to_owned(), Fails),
            Ok(_) => ("it is no array".to_owned(), Slow),
        };
        let shown: String = what.chars().take(200).collect();
        found.push(Finding::new(At::default()).with("place", place.as_str()).with("what", shown).at_most(effect));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || Sample::from(good()).with_offsets("<!DOCTYPE html>"),
        near_miss: || Sample::from(good()).with_offsets("[]"),
    },
};
