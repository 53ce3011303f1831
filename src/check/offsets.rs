//! The text of an offsets file as JavaScript reads it.

use crate::bytes::len64;
use crate::viewer::geotiff::Given;
use crate::viewer::viv::Offsets;
use serde_json::Value;
use serde_json::error::Category;

/// What viewers make of a list of offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OffsetsList {
    /// They go on without one.
    Absent,
    /// The entries.
    List(Vec<Given>),
    /// It is no JSON: what the parser says, empty where that is not known.
    Broken(String),
    /// It is not known.
    Unknown,
}

impl OffsetsList {
    /// Of the text of an offsets file, where there is one.
    pub(super) fn new(text: Option<&str>) -> Self {
        let Some(text) = text else { return Self::Absent };
        match json(text) {
            Ok(Value::Array(entries)) => Self::List(entries.iter().map(given).collect()),
            // An object has no entry of a number, and what counts as false is not used.
            Ok(Value::Object(_) | Value::Null | Value::Bool(false)) => Self::Absent,
            Ok(Value::String(text)) if text.is_empty() => Self::Absent,
            Ok(Value::Number(number)) if number.as_f64() == Some(0.0) => Self::Absent,
            Ok(_) => Self::Unknown,
            Err(error) => Self::Broken(says(text, &error)),
        }
    }

    pub(super) fn seen(&self) -> Offsets<'_> {
        match self {
            Self::Absent => Offsets::Absent,
            Self::List(list) => Offsets::List(list),
            Self::Broken(what) => Offsets::Broken(what),
            Self::Unknown => Offsets::Unknown,
        }
    }
}

/// The JSON of an answer: a byte order mark in front of it is left out, as `Response.json` does.
pub(super) fn json(text: &str) -> serde_json::Result<Value> {
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The byte that an entry stands for. Whole numbers may be written with a fraction, and what is behind the point is not used.
pub(super) fn byte_of(entry: &Value) -> Option<u64> {
    let whole = entry.as_f64().filter(|number| (0.0..9.0e15).contains(number)).map(f64::trunc)?;
    entry.as_u64().or_else(|| format!("{whole}").parse().ok())
}

fn given(entry: &Value) -> Given {
    match entry {
        Value::Null => Given::Byte(0),
        Value::String(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => Given::Text,
        entry => byte_of(entry).map_or(Given::Other, Given::Byte),
    }
}

/// Characters of the text that the engine of Chromium and Node.js shows around the one that it did not expect.
const SHOWN: usize = 10;

/// What `JSON.parse` of Chromium and Node.js says of a text, where that is known.
fn says(text: &str, error: &serde_json::Error) -> String {
    let trimmed = text.trim_start();
    let start = text.len().saturating_sub(trimmed.len());
    let ends_in_number = text.trim_end().ends_with(|last: char| last.is_ascii_digit());
    match (error.classify(), trimmed.chars().next()) {
        (_, None) => "Unexpected end of JSON input".to_owned(),
        (_, Some(first)) if !"[{\"-0123456789tfn".contains(first) => {
            let context: String = text.chars().take(start.saturating_add(SHOWN)).collect();
            let (context, rest) =
                if text.chars().count() > SHOWN.saturating_mul(2) { (context.as_str(), "...") } else { (text, "") };
            format!("Unexpected token '{first}', \"{context}\"{rest} is not valid JSON")
        }
        (Category::Eof, Some('[')) if ends_in_number => {
            format!("Expected ',' or ']' after array element in JSON at position {}", len64(text.len()))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> OffsetsList {
        OffsetsList::new(Some(text))
    }

    #[test]
    fn entries_are_taken_as_javascript_takes_them() {
        let list = OffsetsList::List(vec![Given::Byte(8), Given::Byte(0), Given::Text, Given::Byte(9), Given::Other]);
        assert_eq!(read("\u{feff}[8, null, \"12\", 9.5, true]"), list);
        assert_eq!((read("{}"), read("null"), read("5")), (OffsetsList::Absent, OffsetsList::Absent, OffsetsList::Unknown));
    }

    #[test]
    fn what_is_no_json_is_refused_in_the_words_of_the_engine() {
        for (text, words) in [
            ("<!DOCTYPE html><html></html>", "Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON"),
            ("<html>", "Unexpected token '<', \"<html>\" is not valid JSON"),
            ("", "Unexpected end of JSON input"),
            ("[8, 12", "Expected ',' or ']' after array element in JSON at position 6"),
        ] {
            assert_eq!(read(text), OffsetsList::Broken(words.to_owned()));
        }
    }
}
