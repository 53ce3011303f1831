//! JSON as it is met in the field: read to its end whatever is wrong with it, each departure recorded with its place.
//!
//! What others write that is not JSON (RFC 8259) and is taken all the same: NaN and the infinities, a byte order mark,
//! UTF-16, comments, trailing and missing commas, single quotes, names without quotes, Python's `None`, `True` and
//! `False`, wrong brackets, and an end that comes too soon. A text without a departure is JSON, and gives the values
//! that any other reader gives; of members with the same name the last one counts.

pub mod edit;
mod parse;
mod place;
mod pointer;
mod scan;
mod value;

pub use parse::MAX_DEPTH;
pub use place::Place;
pub use pointer::Pointer;
pub use value::{Kind, Member, Number, Object, Value};

use super::{Defect, DefectCode, Defects};
use crate::bytes::len64;
use place::Places;

/// Texts of more bytes than this are not read.
pub const MAX_SIZE: usize = 64 << 20;

/// A text that was read, and its name in the store.
#[derive(Clone, Debug)]
pub struct Document {
    key: String,
    text: Vec<u8>,
    root: Option<Value>,
    defects: Defects,
    places: Places,
}

impl Document {
    /// Reads a text to its end. `key` names it in defects, as `obs/.zattrs`.
    pub fn read(key: &str, bytes: &[u8]) -> Self {
        let mut document =
            Self { key: key.to_owned(), text: Vec::new(), root: None, defects: Defects::default(), places: Places::default() };
        if bytes.len() > MAX_SIZE {
            let what = format!("the file has {} bytes; more than {MAX_SIZE} are not read", bytes.len());
            document.record(DefectCode::JsonTooLarge, 0, Pointer::root(), what);
            return document;
        }
        document.text = match utf16(bytes) {
            Some(text) => {
                document.record(DefectCode::JsonUtf16, 0, Pointer::root(), "the file is UTF-16; save it as UTF-8".to_owned());
                text
            }
            None => bytes.to_vec(),
        };
        document.parse();
        document
    }

    /// The key of the text in the store.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The value, unless there is none to be found.
    pub fn root(&self) -> Option<&Value> {
        self.root.as_ref()
    }

    /// The value, to look further from.
    pub fn cursor(&self) -> Option<Cursor<'_>> {
        Some(Cursor { document: self, value: self.root()?, pointer: Pointer::root() })
    }

    /// What the text has that JSON does not, in the order of the text.
    pub fn defects(&self) -> &Defects {
        &self.defects
    }

    /// The first departure that makes browsers refuse the text.
    pub fn refusal(&self) -> Option<&Defect> {
        self.defects.kept().iter().find(|defect| defect.code.refused_by_browsers())
    }

    /// The value that a pointer names.
    pub fn find(&self, pointer: &Pointer) -> Option<Cursor<'_>> {
        pointer.steps().try_fold(self.cursor()?, |cursor, step| match cursor.value.kind {
            Kind::Array(_) => cursor.index(step.parse().ok()?),
            _ => cursor.get(&step),
        })
    }

    /// The place of a byte.
    pub fn place(&self, byte: u32) -> Place {
        self.places.find(&self.text, usize::try_from(byte).unwrap_or(usize::MAX))
    }

    /// Whether it is a page of HTML, as some hosts send for what is not there.
    pub fn is_page(&self) -> bool {
        self.text().iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
    }

    /// The text.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// How many bytes the text has.
    pub fn size(&self) -> u64 {
        len64(self.text.len())
    }

    fn parse(&mut self) {
        let mut odd = Defects::default();
        let (key, text, places) = (&self.key, &self.text, &self.places);
        self.root = parse::parse(text, &mut |oddity| {
            if odd.is_full() {
                return odd.skip();
            }
            let place = Some(places.find(text, oddity.at));
            let what = oddity.what.into_owned();
            odd.push(Defect { code: oddity.code, key: key.clone(), pointer: oddity.pointer, place, what });
        });
        self.defects.extend(&odd);
    }

    fn record(&mut self, code: DefectCode, at: usize, pointer: Pointer, what: String) {
        let place = Some(self.places.find(&self.text, at));
        self.defects.push(Defect { code, key: self.key.clone(), pointer, place, what });
    }
}

/// Departures of a text of one of some sorts, at most so many: the sort, the byte, and the value they are about.
pub fn departures(text: &[u8], sorts: &[DefectCode], most: usize) -> Vec<(DefectCode, usize, Pointer)> {
    let mut found = Vec::new();
    parse::parse(text, &mut |oddity| {
        if found.len() < most && sorts.contains(&oddity.code) {
            found.push((oddity.code, oddity.at, oddity.pointer));
        }
    });
    found
}

/// A string as JSON.
pub fn quoted(string: &str) -> String {
    let mut text = String::new();
    value::quote(string, &mut text);
    text
}

/// The text in UTF-8, if it is UTF-16 with a byte order mark.
fn utf16(bytes: &[u8]) -> Option<Vec<u8>> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes.as_chunks::<2>().0.iter().skip(1).map(|pair| unit(*pair));
    let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Some(text.into_bytes())
}

/// A value of a document together with where it is.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    document: &'a Document,
    value: &'a Value,
    pointer: Pointer,
}

impl<'a> Cursor<'a> {
    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The value.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Its name in the document.
    pub fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// Where it begins.
    pub fn place(&self) -> Place {
        self.document.place(self.value.at)
    }

    /// A departure of the value.
    pub fn defect(&self, code: DefectCode, what: impl Into<String>) -> Defect {
        let (key, pointer) = (self.document.key().to_owned(), self.pointer.clone());
        Defect { code, key, pointer, place: Some(self.place()), what: what.into() }
    }

    /// A member.
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(Self { document: self.document, value, pointer: self.pointer.key(key) })
    }

    /// An item.
    pub fn index(&self, index: usize) -> Option<Self> {
        let value = self.value.as_array()?.get(index)?;
        Some(Self { document: self.document, value, pointer: self.pointer.index(index) })
    }

    /// The items; none where it is no array.
    pub fn items(&self) -> impl Iterator<Item = Self> + use<'a> {
        let Self { document, value, pointer } = self.clone();
        let items = value.as_array().unwrap_or(&[]);
        items.iter().enumerate().map(move |(index, value)| Self { document, value, pointer: pointer.index(index) })
    }

    /// The members with their names; none where it is no object.
    pub fn members(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        let Self { document, value, pointer } = self.clone();
        let members = value.as_object().map_or(&[][..], Object::members);
        members
            .iter()
            .map(move |member| (member.key.as_str(), Self { document, value: &member.value, pointer: pointer.key(&member.key) }))
    }
}

/// A text is the same as another one under the same key.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.text == other.text
    }
}

#[cfg(test)]
mod tests;
