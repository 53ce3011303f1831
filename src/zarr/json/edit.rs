//! Changes to a text of JSON that leave all else in it as it is: blanks, the order of members, the way numbers are written.
//!
//! The texts are JSON (a [`Document`] without a departure that ends it early); values to put in are JSON as well.

use super::{Document, Object, Pointer};
use crate::bytes::slice;

/// How a text is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// What a level is indented by; `None` where all stands on one line.
    unit: Option<String>,
    /// Whether a blank stands behind colons, and behind commas where all stands on one line.
    airy: bool,
}

impl Style {
    /// Four blanks a level, as zarr-python writes it.
    pub fn of_python() -> Self {
        Self { unit: Some("    ".to_owned()), airy: true }
    }

    /// The layout of a text.
    pub fn of(text: &[u8]) -> Self {
        let breaks = text.iter().position(|byte| *byte == b'\n');
        let unit = breaks.and_then(|at| text.get(at.checked_add(1)?..)).map(indentation).filter(|unit| !unit.is_empty());
        let colon = text.windows(2).find(|pair| pair.first() == Some(&b':') && pair != b"::");
        Self { unit, airy: colon.is_none_or(|pair| pair.get(1) == Some(&b' ')) }
    }

    /// A value in this layout. `base` is the indentation of the line that it begins on.
    pub fn write(&self, value: &[u8], base: &str) -> Vec<u8> {
        let mut written = Vec::with_capacity(value.len());
        let (mut at, mut depth) = (0usize, 0usize);
        // Ends: each turn takes a token.
        while let Some(token) = token(value, at) {
            at = at.saturating_add(token.len());
            match token {
                [b' ' | b'\t' | b'\n' | b'\r'] => {}
                [open @ (b'{' | b'[')] => {
                    written.push(*open);
                    let behind = value.get(at..).unwrap_or(&[]);
                    if let Some(close) = behind
                        .iter()
                        .position(|byte| !byte.is_ascii_whitespace())
                        .filter(|next| matches!(behind.get(*next), Some(b'}' | b']')))
                    {
                        written.extend(behind.get(close));
                        at = at.saturating_add(close).saturating_add(1);
                    } else {
                        depth = depth.saturating_add(1);
                        self.line(&mut written, base, depth);
                    }
                }
                [close @ (b'}' | b']')] => {
                    depth = depth.saturating_sub(1);
                    self.line(&mut written, base, depth);
                    written.push(*close);
                }
                b"," => {
                    written.push(b',');
                    self.line(&mut written, base, depth);
                    if self.unit.is_none() && self.airy {
                        written.push(b' ');
                    }
                }
                b":" => written.extend_from_slice(self.colon()),
                other => written.extend_from_slice(other),
            }
        }
        written
    }

    fn colon(&self) -> &'static [u8] {
        if self.airy { b": " } else { b":" }
    }

    fn line(&self, written: &mut Vec<u8>, base: &str, depth: usize) {
        if let Some(unit) = &self.unit {
            written.push(b'\n');
            written.extend_from_slice(base.as_bytes());
            written.extend_from_slice(unit.repeat(depth).as_bytes());
        }
    }
}

/// A member of an object set to a value: in the place of the one that is there, else behind the last one. `None` where
/// there is no such object.
pub fn set(document: &Document, object: &Pointer, name: &str, value: &str) -> Option<Vec<u8>> {
    let at = document.find(object)?;
    let members = at.value().as_object()?;
    if let Some(member) = members.get(name) {
        return replace_at(document, offset(member.at), value);
    }
    let member = [super::quoted(name).as_bytes(), b":", value.as_bytes()].concat();
    match last(members) {
        Some((key, value)) => Some(insert_behind(document, key, value, &member)),
        None => replace_at(document, offset(at.value().at), &String::from_utf8([b"{", member.as_slice(), b"}"].concat()).ok()?),
    }
}

/// A value in the place of another one. `None` where there is no such value.
pub fn replace(document: &Document, pointer: &Pointer, value: &str) -> Option<Vec<u8>> {
    replace_at(document, offset(document.find(pointer)?.value().at), value)
}

/// One more item of an array. `None` where there is no such array.
pub fn append(document: &Document, array: &Pointer, value: &str) -> Option<Vec<u8>> {
    let at = document.find(array)?;
    match at.value().as_array()?.last() {
        Some(last) => Some(insert_behind(document, offset(last.at), offset(last.at), value.as_bytes())),
        None => replace_at(document, offset(at.value().at), &format!("[{value}]")),
    }
}

/// The text of a value. `None` where there is no such value.
pub fn text_of<'d>(document: &'d Document, pointer: &Pointer) -> Option<&'d [u8]> {
    let start = offset(document.find(pointer)?.value().at);
    document.text().get(start..end_of(document.text(), start))
}

/// Where the value ends that begins here.
fn end_of(text: &[u8], start: usize) -> usize {
    let (mut at, mut open) = (start, 0usize);
    // Ends: each turn takes a token.
    while let Some(token) = token(text, at) {
        at = at.saturating_add(token.len());
        match token {
            b"{" | b"[" => open = open.saturating_add(1),
            b"}" | b"]" => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
    at
}

fn replace_at(document: &Document, start: usize, value: &str) -> Option<Vec<u8>> {
    let text = document.text();
    let style = Style::of(text);
    let base = indentation(text.get(..start)?.rsplit(|byte| *byte == b'\n').next().unwrap_or_default());
    let (before, behind) = (text.get(..start)?, text.get(end_of(text, start)..)?);
    Some([before, &style.write(value.as_bytes(), &base), behind].concat())
}

/// Puts something behind a value, laid out as what begins at `start` is, of which the value that begins at `value` is the end.
fn insert_behind(document: &Document, start: usize, value: usize, new: &[u8]) -> Vec<u8> {
    let text = document.text();
    let before = text.get(..start).unwrap_or(&[]);
    let blank = before.iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
    let blanks = text.get(start.saturating_sub(blank)..start).unwrap_or(&[]);
    let lined = blanks.contains(&b'\n');
    let style = Style::of(text);
    let style = if lined { style } else { Style { unit: None, ..style } };
    let blanks = match lined {
        true => blanks,
        false if style.airy => b" ",
        false => b"",
    };
    let base = indentation(blanks.rsplit(|byte| *byte == b'\n').next().unwrap_or_default());
    let end = end_of(text, value);
    let (before, behind) = (text.get(..end).unwrap_or(text), text.get(end..).unwrap_or(&[]));
    [before, b",", blanks, &style.write(new, &base), behind].concat()
}

/// Where the last member begins, and where its value does.
fn last(members: &Object) -> Option<(usize, usize)> {
    members.members().iter().map(|member| (offset(member.at), offset(member.value.at))).max()
}

/// The blanks that a text begins with.
fn indentation(text: &[u8]) -> String {
    text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).map(|byte| char::from(*byte)).collect()
}

/// The next token of a text that is JSON: a blank, a mark, a string with its quotes, or a word.
fn token(text: &[u8], at: usize) -> Option<&[u8]> {
    let rest = text.get(at..)?;
    let len = match rest.first()? {
        b'"' => {
            let mut escaped = false;
            let inside = rest.iter().skip(1).position(|byte| {
                let ends = *byte == b'"' && !escaped;
                escaped = *byte == b'\\' && !escaped;
                ends
            });
            inside.map_or(rest.len(), |end| end.saturating_add(2))
        }
        b' ' | b'\t' | b'\n' | b'\r' | b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
        _ => rest.iter().position(|byte| b" \t\r\n,:[]{}\"".contains(byte)).unwrap_or(rest.len()),
    };
    slice(rest, 0, len)
}

fn offset(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document::read("x", text.as_bytes())
    }

    fn text(bytes: Option<Vec<u8>>) -> String {
        String::from_utf8(bytes.unwrap()).unwrap()
    }

    #[test]
    fn what_is_not_touched_stays_as_it_is() {
        let odd = "{\n  \"b\" :1.50,\n\n  \"a\":[ 1e400,{} ]\n}\n";
        let wanted = "{\n  \"b\" :1.50,\n\n  \"a\":[ 1e400,{} ],\n\n  \"c\":{\n    \"d\":[\n      1,\n      []\n    ]\n  }\n}\n";
        let set = set(&document(odd), &Pointer::root(), "c", r#"{"d": [1, [ ] ]}"#);
        assert_eq!(text(set), wanted);
        assert_eq!(text(append(&document(odd), &"/a".into(), "2")), odd.replace("{} ]", "{},2 ]"));
        assert_eq!(text(replace(&document(odd), &"/a/0".into(), "\"}\"")), odd.replace("1e400", "\"}\""));
    }

    #[test]
    fn texts_on_one_line_stay_on_one() {
        let set = |text: &str, value: &str| set(&document(text), &Pointer::root(), "c", value);
        assert_eq!(text(set(r#"{"a": 1, "b": 2}"#, r#"{"x":[1,2]}"#)), r#"{"a": 1, "b": 2, "c": {"x": [1, 2]}}"#);
        assert_eq!(text(set(r#"{"a":"{","c":[3]}"#, r#"{"x": [1, 2]}"#)), r#"{"a":"{","c":{"x":[1,2]}}"#);
        assert_eq!(text(set("{}", "1")), "{\"c\": 1}");
        assert_eq!(text(append(&document(r#"{"a":[]}"#), &"/a".into(), "{}")), r#"{"a":[{}]}"#);
    }

    #[test]
    fn a_value_is_laid_out_at_its_place() {
        let deep = "{\n    \"a\": {\n        \"b\": [\n            1\n        ]\n    }\n}";
        let wanted = deep.replace("            1\n", "            1,\n            {\n                \"x\": 2\n            }\n");
        assert_eq!(text(append(&document(deep), &"/a/b".into(), "{\"x\":2}")), wanted);
        assert_eq!(text_of(&document(deep), &"/a/b/0".into()), Some(&b"1"[..]));
        assert!(append(&document(deep), &"/a".into(), "1").is_none());
    }
}
