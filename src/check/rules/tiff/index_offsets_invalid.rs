use super::*;
use crate::check::facts::OffsetsFile;
use crate::check::offsets::json;

pub(super) const RULE: TiffRule = Rule {
    id: "index/offsets-invalid",
    title: "{place} is not a list of offsets: {what}",
    why: "Viewers expect a JSON array of whole numbers. Avivator and Vitessce read whatever is at the address of the list: if that is a web page (such as an error page sent with status 200), the whole image fails; an object instead of an array is silently ignored.",
    fix: Fix { text: "Create the list, or let the server answer 404 if there is none.", command: "npx omescope offsets --force {file}" },
    affects: &[
        says(Avivator, Fails, GENERIC),
        says(Viv, Fails, "SyntaxError: Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON"),
    ],
    evidence: &["Avivator: res.json() of the offsets address", "@vitessce OmeTiffLoader.loadOffsets"],
    run: |facts, found| {
        let OffsetsFile::Text(place, text) = &facts.input.offsets else { return };
        use serde_json::Value;
        let (what, effect) = match json(text) {
            Err(error) => (format!("it is not JSON ({error})"), Fails),
            Ok(Value::Array(values)) => match values.iter().position(|value| value.as_u64().is_none()) {
                Some(index) => (format!("entry {index} is not a whole number"), Note),
                None => return,
            },
            Ok(Value::Object(_)) => ("it is an object, not an array".to_owned(), Slow),
            // Viv looks for numbers in it, which works for arrays and objects only; what counts as false it does not use.
            Ok(Value::String(text)) if !text.is_empty() => ("it is a text, not an array".to_owned(), Fails),
            Ok(Value::Number(number)) if number.as_f64() != Some(0.0) => ("it is a number, not an array".to_owned(), Fails),
            Ok(Value::Bool(true)) => ("it is `true`, not an array".to_owned(), Fails),
            Ok(_) => ("it is not an array".to_owned(), Slow),
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
