//! The text of a document below its values: blanks and comments, strings, bare words.

use super::value::{Kind, Number};
use crate::bytes::slice;
use crate::zarr::DefectCode;
use std::borrow::Cow;

/// The text and how much of it was read.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a [u8],
    pub(super) at: usize,
    /// Departures since the last time they were fetched: what, where, and in words.
    pub(super) odd: Vec<(DefectCode, usize, Cow<'static, str>)>,
}

/// Departures that one string or stretch of blanks can add, so that a text of comments does not fill the memory.
const MOST_ODD: usize = 64;

impl Scanner<'_> {
    /// The next byte, which stays.
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Goes on by so many bytes.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes).min(self.text.len());
    }

    /// Takes the next byte if it is this one.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.skip(usize::from(found));
        found
    }

    /// Records a departure.
    pub(super) fn note(&mut self, code: DefectCode, at: usize, what: impl Into<Cow<'static, str>>) {
        if self.odd.len() < MOST_ODD {
            self.odd.push((code, at, what.into()));
        }
    }

    /// Goes to the next byte that is neither blank nor comment.
    pub(super) fn blanks(&mut self) {
        // Ends: each turn takes a byte, or stops.
        loop {
            match (self.peek(), self.text.get(self.at.saturating_add(1)).copied()) {
                (Some(b' ' | b'\t' | b'\n' | b'\r'), _) => self.skip(1),
                (Some(b'/'), Some(b'/')) => self.comment(b"\n", 0),
                (Some(b'/'), Some(b'*')) => self.comment(b"*/", 2),
                _ => return,
            }
        }
    }

    /// Skips a comment up to `end` and `len` bytes of it.
    fn comment(&mut self, end: &[u8], len: usize) {
        self.note(DefectCode::JsonComment, self.at, "a comment, which JSON does not have");
        self.skip(2);
        let rest = self.text.get(self.at..).unwrap_or(&[]);
        let found = rest.windows(end.len()).position(|window| window == end);
        self.skip(found.map_or(rest.len(), |found| found.saturating_add(len)));
    }

    /// Reads a string that begins with this quote; the scanner stands on it.
    pub(super) fn string(&mut self, quote: u8) -> String {
        let start = self.at;
        self.skip(1);
        let mut string = Vec::new();
        // Ends: each turn takes a byte.
        while let Some(byte) = self.peek() {
            match byte {
                _ if byte == quote => {
                    self.skip(1);
                    return self.decoded(string, start);
                }
                b'\\' => self.escape(&mut string),
                _ => {
                    self.plain(&mut string, quote);
                }
            }
        }
        self.note(DefectCode::JsonEndsEarly, start, "the text ends inside of the string that begins here");
        self.decoded(string, start)
    }

    /// Takes all bytes up to the next quote or escape.
    fn plain(&mut self, string: &mut Vec<u8>, quote: u8) {
        let rest = self.text.get(self.at..).unwrap_or(&[]);
        let len = rest.iter().position(|byte| *byte == quote || *byte == b'\\').unwrap_or(rest.len());
        let run = slice(rest, 0, len).unwrap_or(&[]);
        if let Some(control) = run.iter().position(|byte| *byte < 0x20) {
            let what = "a control character (a line break or tab, say) inside of a string; write it as \\n, \\t or \\u00XX";
            self.note(DefectCode::JsonControlCharacter, self.at.saturating_add(control), what);
        }
        string.extend_from_slice(run);
        self.skip(len);
    }

    /// Reads an escape; the scanner stands on the backslash.
    fn escape(&mut self, string: &mut Vec<u8>) {
        let at = self.at;
        self.skip(1);
        let Some(byte) = self.peek() else { return };
        let plain = match byte {
            b'"' | b'\\' | b'/' => byte,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                self.skip(1);
                return self.unicode(at, string);
            }
            other => {
                let what = format!("the escape \\{} does not exist in JSON", char::from(other).escape_default());
                self.note(DefectCode::JsonEscape, at, what);
                other
            }
        };
        string.push(plain);
        self.skip(1);
    }

    /// Reads the digits of `\u`, and those of a second one where they make a pair.
    fn unicode(&mut self, at: usize, string: &mut Vec<u8>) {
        let Some(first) = self.digits() else {
            return self.note(DefectCode::JsonEscape, at, "\\u without four hexadecimal digits");
        };
        let paired = (0xd800..0xdc00).contains(&first).then(|| self.low_surrogate()).flatten();
        let character = char::decode_utf16(std::iter::once(first).chain(paired)).next().and_then(Result::ok);
        if character.is_none() {
            let what = format!("\\u{first:04x} is half of a surrogate pair, not a character");
            self.note(DefectCode::JsonLoneSurrogate, at, what);
        }
        let mut buffer = [0; 4];
        string.extend_from_slice(character.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut buffer).as_bytes());
    }

    fn low_surrogate(&mut self) -> Option<u16> {
        let back = self.at;
        let next = (self.take(b'\\') && self.take(b'u')).then(|| self.digits()).flatten();
        let next = next.filter(|unit| (0xdc00..0xe000).contains(unit));
        if next.is_none() {
            self.at = back;
        }
        next
    }

    fn digits(&mut self) -> Option<u16> {
        let digits = slice(self.text, self.at, 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
        let unit = u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        self.skip(4);
        Some(unit)
    }

    fn decoded(&mut self, string: Vec<u8>, start: usize) -> String {
        String::from_utf8(string).unwrap_or_else(|error| {
            self.note(DefectCode::JsonNotUtf8, start, "a string with bytes that are not UTF-8");
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        })
    }

    /// Takes all bytes up to the next blank, quote or bracket: a number, `true`, `NaN`, or a word that is no value.
    pub(super) fn word(&mut self) -> Result<Kind, String> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or(&[]);
        let len = rest.iter().position(|byte| b" \t\r\n,:[]{}\"'".contains(byte)).unwrap_or(rest.len());
        self.skip(len);
        let word = String::from_utf8_lossy(slice(rest, 0, len).unwrap_or(&[]));
        if let Some(kind) = strict(&word) {
            return Ok(kind);
        }
        let Some((code, kind, what)) = lenient(&word) else {
            return Err(word.chars().take(40).collect());
        };
        self.note(code, start, what);
        Ok(kind)
    }
}

/// What JSON has of bare words.
fn strict(word: &str) -> Option<Kind> {
    match word {
        "null" => Some(Kind::Null),
        "true" => Some(Kind::Bool(true)),
        "false" => Some(Kind::Bool(false)),
        _ => is_number(word).then(|| Kind::Number(number(word))),
    }
}

/// What others write for the same.
fn lenient(word: &str) -> Option<(DefectCode, Kind, String)> {
    let float = |number| Kind::Number(Number::Float(number));
    let not_finite = |number| {
        let what = format!("{word} is not JSON, though Python writes it; write null or the string \"{word}\"");
        Some((DefectCode::JsonNotFinite, float(number), what))
    };
    let of_python = |kind, right| Some((DefectCode::JsonWord, kind, format!("{word} is not JSON; it is written {right}")));
    match word {
        "NaN" | "nan" | "-NaN" => not_finite(f64::NAN),
        "Infinity" | "inf" | "+Infinity" => not_finite(f64::INFINITY),
        "-Infinity" | "-inf" => not_finite(f64::NEG_INFINITY),
        "None" | "undefined" => of_python(Kind::Null, "null"),
        "True" => of_python(Kind::Bool(true), "true"),
        "False" => of_python(Kind::Bool(false), "false"),
        _ => {
            let digits = word.strip_prefix('+').unwrap_or(word);
            let looks = digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
            let number = digits.parse::<f64>().ok().filter(|_| looks)?;
            Some((DefectCode::JsonNumber, float(number), format!("the number {word} is not written as JSON requires")))
        }
    }
}

/// Whether it is a number by the grammar of RFC 8259 section 6.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) =
        unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(before, behind)| (before, Some(behind)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(before, behind)| (before, Some(behind)));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

/// A number that follows the grammar.
fn number(word: &str) -> Number {
    let integer = !word.contains(['.', 'e', 'E']);
    let unsigned = || word.parse().ok().map(Number::Unsigned);
    // `-0` is a double, as everywhere.
    let negative = || word.parse().ok().filter(|number| *number < 0).map(Number::Negative);
    let float = || word.parse().ok().filter(|number: &f64| number.is_finite()).map(Number::Float);
    let exact =
        if integer { unsigned().or_else(negative).or_else(|| (word == "-0").then_some(Number::Float(-0.0))) } else { float() };
    exact.unwrap_or_else(|| Number::Big(word.to_owned()))
}
