//! Text to values, whatever the text is.
//!
//! Each departure is recorded and the reading goes on behind it, in the way that loses least.

use super::pointer::Pointer;
use super::scan::Scanner;
use super::value::{Kind, Member, Object, Value};
use crate::zarr::DefectCode;
use std::borrow::Cow;

/// A departure as the parser knows it: the document adds its key and the place.
pub(super) struct Oddity {
    pub(super) code: DefectCode,
    pub(super) at: usize,
    pub(super) pointer: Pointer,
    pub(super) what: Cow<'static, str>,
}

/// Values nested deeper than this are not read.
pub const MAX_DEPTH: usize = 128;

/// Reads a text to its end. `report` takes each departure.
pub(super) fn parse(text: &[u8], report: &mut dyn FnMut(Oddity)) -> Option<Value> {
    let scanner = Scanner { text, at: 0, odd: Vec::new() };
    let mut parser = Parser { scanner, path: Vec::new(), report };
    parser.document()
}

/// Where the parser is in the value: a member, or an item.
enum Inside {
    Member(String),
    Item(usize),
}

struct Parser<'a, 'r> {
    scanner: Scanner<'a>,
    path: Vec<Inside>,
    report: &'r mut dyn FnMut(Oddity),
}

impl Parser<'_, '_> {
    fn document(&mut self) -> Option<Value> {
        if self.scanner.text.starts_with(b"\xef\xbb\xbf") {
            self.note(DefectCode::JsonBom, 0, "the file begins with a byte order mark; save it as UTF-8 without one");
            self.scanner.skip(3);
        }
        self.blanks();
        let value = match self.scanner.peek() {
            None => {
                self.note(DefectCode::JsonEmpty, 0, "the file is empty");
                None
            }
            Some(b'{' | b'[' | b'"' | b'\'' | b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => self.value(),
            Some(_) => {
                let what = self.looks_like();
                self.note(DefectCode::JsonNotJson, self.scanner.at, what);
                return None;
            }
        };
        self.blanks();
        if value.is_some() && self.scanner.peek().is_some() {
            self.note(DefectCode::JsonTrailingText, self.scanner.at, "there is more text after the end of the value");
        }
        value
    }

    fn looks_like(&self) -> String {
        let rest = self.scanner.text.get(self.scanner.at..).unwrap_or(&[]);
        let start: String = String::from_utf8_lossy(rest).chars().take(24).flat_map(char::escape_debug).collect();
        match rest.first() {
            Some(b'<') => format!("this is not JSON but a page of HTML or XML: it begins with {start}"),
            _ => format!("this is not JSON: it begins with {start}"),
        }
    }

    /// Reads a value; `None` where none stands here. Recursion is bounded by [`MAX_DEPTH`].
    fn value(&mut self) -> Option<Value> {
        let start = self.scanner.at;
        let kind = match self.scanner.peek() {
            Some(b'{' | b'[') if self.path.len() >= MAX_DEPTH => {
                self.note(DefectCode::JsonTooDeep, start, format!("values nested deeper than {MAX_DEPTH} are not read"));
                self.skip_nested();
                Kind::Null
            }
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(quote @ (b'"' | b'\'')) => Kind::String(self.string(quote)),
            Some(b',' | b':' | b']' | b'}') | None => return None,
            Some(_) => self.word()?,
        };
        Some(Value { at: offset(start), kind })
    }

    fn array(&mut self) -> Kind {
        let start = self.scanner.at;
        self.scanner.skip(1);
        let mut items = Vec::new();
        let mut comma = None;
        // Ends: each turn takes a byte, or stops.
        loop {
            self.blanks();
            let before = self.scanner.at;
            if self.closes(b']', start, &mut comma) {
                return Kind::Array(items);
            }
            self.comma_before_value(&mut comma, items.is_empty());
            self.path.push(Inside::Item(items.len()));
            items.extend(self.value());
            self.path.pop();
            if self.scanner.at == before {
                self.stray();
            }
            self.blanks();
            comma = self.comma();
        }
    }

    fn object(&mut self) -> Kind {
        let start = self.scanner.at;
        self.scanner.skip(1);
        let mut members = Vec::new();
        let mut comma = None;
        // Ends: each turn takes a byte, or stops.
        loop {
            self.blanks();
            let before = self.scanner.at;
            if self.closes(b'}', start, &mut comma) {
                return Kind::Object(self.unique(members));
            }
            self.comma_before_value(&mut comma, members.is_empty());
            members.extend(self.member());
            if self.scanner.at == before {
                self.stray();
            }
            self.blanks();
            comma = self.comma();
        }
    }

    fn member(&mut self) -> Option<Member> {
        let at = self.scanner.at;
        let key = self.name()?;
        self.blanks();
        if !self.scanner.take(b':') {
            self.note(DefectCode::JsonUnexpected, self.scanner.at, format!("no colon after the name \"{key}\""));
        }
        self.blanks();
        self.path.push(Inside::Member(key));
        let value = self.value();
        if value.is_none() {
            self.note(DefectCode::JsonUnexpected, self.scanner.at, "a value is missing here");
        }
        match self.path.pop() {
            Some(Inside::Member(key)) => Some(Member { key, at: offset(at), value: value? }),
            _ => None,
        }
    }

    /// The name of a member, in quotes or not.
    fn name(&mut self) -> Option<String> {
        match self.scanner.peek() {
            Some(quote @ (b'"' | b'\'')) => Some(self.string(quote)),
            Some(b',' | b':' | b'[' | b']' | b'{' | b'}') | None => None,
            Some(_) => {
                let at = self.scanner.at;
                // Words behind names are not looked at; this one is the name.
                let word = match self.scanner.word() {
                    Ok(kind) => Value { at: 0, kind }.canonical(),
                    Err(word) => word,
                };
                self.scanner.odd.clear();
                self.note(DefectCode::JsonWord, at, format!("the name {word} has no quotes"));
                Some(word)
            }
        }
    }

    /// Whether the array or object ends here. A bracket of the wrong kind ends it too; so does the end of the text.
    fn closes(&mut self, bracket: u8, start: usize, comma: &mut Option<usize>) -> bool {
        let at = self.scanner.at;
        match self.scanner.peek() {
            None => {
                let what = format!("the text ends before the {} that begins here does", called(bracket));
                self.note(DefectCode::JsonEndsEarly, start, what);
                return true;
            }
            Some(found @ (b']' | b'}')) => {
                if found != bracket {
                    let what = format!("{} instead of {} ends the {}", char::from(found), char::from(bracket), called(bracket));
                    self.note(DefectCode::JsonUnexpected, at, what);
                }
            }
            Some(_) => return false,
        }
        if let Some(comma) = comma.take() {
            self.note(DefectCode::JsonTrailingComma, comma, "a comma after the last value");
        }
        // A bracket of the wrong kind is taken here only if no array or object around this one waits for it.
        if self.scanner.peek() == Some(bracket) || self.path.is_empty() {
            self.scanner.skip(1);
        }
        true
    }

    /// Takes the comma behind a value; gives where it is.
    fn comma(&mut self) -> Option<usize> {
        let at = self.scanner.at;
        self.scanner.take(b',').then_some(at)
    }

    fn comma_before_value(&mut self, comma: &mut Option<usize>, first: bool) {
        if comma.take().is_none() && !first && self.scanner.peek() != Some(b',') {
            self.note(DefectCode::JsonComma, self.scanner.at, "no comma between two values");
        }
    }

    /// Takes a byte that nothing begins with.
    fn stray(&mut self) {
        let found = self.scanner.peek().map_or(' ', char::from);
        if found == ',' {
            self.note(DefectCode::JsonComma, self.scanner.at, "a comma with no value before it");
        } else {
            self.note(
                DefectCode::JsonUnexpected,
                self.scanner.at,
                format!("{} where a value is expected", found.escape_default()),
            );
            self.scanner.skip(1);
        }
    }

    /// Skips an array or object with all that is in it, without recursion.
    fn skip_nested(&mut self) {
        let mut open = 0usize;
        // Ends: each turn takes a byte.
        while let Some(byte) = self.scanner.peek() {
            match byte {
                b'{' | b'[' => open = open.saturating_add(1),
                b'}' | b']' => open = open.saturating_sub(1),
                b'"' => {
                    self.scanner.string(b'"');
                    self.scanner.odd.clear();
                    continue;
                }
                _ => {}
            }
            self.scanner.skip(1);
            if open == 0 {
                return;
            }
        }
    }

    fn unique(&mut self, members: Vec<Member>) -> Object {
        let (object, dropped) = Object::new(members);
        for member in dropped {
            let at = usize::try_from(member.at).unwrap_or(0);
            let pointer = self.pointer().key(&member.key);
            let what = format!("the name \"{}\" occurs twice; only the later one counts", brief(&member.key));
            (self.report)(Oddity { code: DefectCode::JsonDuplicateKey, at, pointer, what: what.into() });
        }
        object
    }

    fn string(&mut self, quote: u8) -> String {
        if quote == b'\'' {
            self.note(DefectCode::JsonSingleQuotes, self.scanner.at, "a string in single quotes; JSON requires double quotes");
        }
        let string = self.scanner.string(quote);
        self.flush();
        string
    }

    fn word(&mut self) -> Option<Kind> {
        let at = self.scanner.at;
        let word = self.scanner.word();
        self.flush();
        word.map_err(|word| self.note(DefectCode::JsonWord, at, format!("{} is not a value", word.escape_debug()))).ok()
    }

    fn blanks(&mut self) {
        self.scanner.blanks();
        self.flush();
    }

    fn note(&mut self, code: DefectCode, at: usize, what: impl Into<Cow<'static, str>>) {
        let pointer = self.pointer();
        (self.report)(Oddity { code, at, pointer, what: what.into() });
    }

    /// Reports what the scanner met.
    fn flush(&mut self) {
        for (code, at, what) in std::mem::take(&mut self.scanner.odd) {
            self.note(code, at, what);
        }
    }

    fn pointer(&self) -> Pointer {
        let mut pointer = Pointer::root();
        for inside in &self.path {
            match inside {
                Inside::Member(key) => pointer.push_key(key),
                Inside::Item(index) => pointer.push_index(*index),
            }
        }
        pointer
    }
}

fn called(bracket: u8) -> &'static str {
    if bracket == b']' { "array" } else { "object" }
}

fn brief(name: &str) -> String {
    name.chars().take(60).collect()
}

/// Texts are shorter than 4 GiB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
