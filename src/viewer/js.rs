//! What JavaScript makes of values, and says where it cannot.

use super::outcome::Failure;
use crate::zarr::json::{Cursor, Value};

/// Whether JavaScript takes a value for true.
pub(super) fn truthy(value: &Value) -> bool {
    match (value.as_bool(), value.as_str(), value.as_f64()) {
        (Some(value), ..) => value,
        (_, Some(text), _) => !text.is_empty(),
        (.., Some(number)) => number != 0.0 && !number.is_nan(),
        _ => !value.is_null(),
    }
}

/// A value as JavaScript writes it in a text.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.canonical(), str::to_owned)
}

/// What a template of JavaScript makes of a member, which may be missing.
pub(super) fn text_of(at: Option<Cursor<'_>>) -> String {
    at.map_or_else(|| "undefined".to_owned(), |at| text(at.value()))
}

/// A property of nothing.
pub(super) fn undefined(member: &str) -> Failure {
    Failure::new("TypeError", format!("Cannot read properties of undefined (reading '{member}')"))
}

/// A property of `null`.
pub(super) fn null(member: &str) -> Failure {
    Failure::new("TypeError", format!("Cannot read properties of null (reading '{member}')"))
}

/// `Number(text)` of JavaScript; `None` for what is not a number there.
pub fn js_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if text.is_empty() {
        return Some(0.0);
    }
    for (prefix, radix) in [("0x", 16), ("0X", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return u32::from_str_radix(digits, radix).ok().map(f64::from);
        }
    }
    match digits {
        "Infinity" => Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY }),
        _ if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') => text.parse().ok(),
        _ => None,
    }
}

/// A whole number that is not negative, as far as one of 64 bits holds it.
pub(super) fn whole(number: f64) -> Option<u64> {
    // Exact up to 2^53, and text is the one way from one to the other that cannot surprise.
    (number >= 0.0 && number.fract() == 0.0).then(|| format!("{number:.0}").parse().unwrap_or(u64::MAX))
}

/// A number with its thousands apart: `1,036`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len().saturating_mul(2));
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_javascript_does() {
        for (text, number) in [
            ("5", Some(5.0)),
            (" 0.5e1 ", Some(5.0)),
            ("-16776961", Some(-16_776_961.0)),
            ("0x10", Some(16.0)),
            ("", Some(0.0)),
            ("#FF0000", None),
            ("5 px", None),
            ("inf", None),
            ("nan", None),
        ] {
            assert_eq!(js_number(text), number, "{text:?}");
        }
    }

    #[test]
    fn thousands_are_kept_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
