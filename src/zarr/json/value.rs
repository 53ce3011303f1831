//! The values of a document.

use crate::bytes::{nearest_float, truncated};
use crate::sort::Gather;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A value and where it begins. Two are equal where JSON says so: places, the order of members and the way numbers
/// are written do not count.
#[derive(Clone, Debug)]
pub struct Value {
    /// Offset of its first byte in the text of the document.
    pub at: u32,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

/// A number, exact.
#[derive(Clone, Debug)]
pub enum Number {
    /// An integer from 0 on.
    Unsigned(u64),
    /// An integer below 0.
    Negative(i64),
    /// One with a fraction or an exponent, and NaN and the infinities, which JSON does not have.
    Float(f64),
    /// What none of these holds, as it is written.
    Big(String),
}

/// The members of an object, in their order, each name once.
#[derive(Clone, Debug, Default)]
pub struct Object {
    members: Vec<Member>,
    /// The members by name.
    order: Vec<u32>,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub key: String,
    /// Offset of the name in the text.
    pub at: u32,
    /// Its value.
    pub value: Value,
}

impl Value {
    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// `true` or `false`, if it is one of them.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The number, if it is an integer from 0 on that fits; `2.0` is one.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The number, if it is an integer that fits; `2.0` is one.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The number, rounded.
    pub fn as_f64(&self) -> Option<f64> {
        Some(self.as_number()?.to_f64())
    }

    /// The items, if it is an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if it is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.kind {
            Kind::Object(object) => Some(object),
            _ => None,
        }
    }

    /// A member, if it is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// What JSON calls its type.
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "boolean",
            Kind::Number(_) => "number",
            Kind::String(_) => "string",
            Kind::Array(_) => "array",
            Kind::Object(_) => "object",
        }
    }

    /// As compact JSON with members by name, the same for all values that are equal.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, usize::MAX);
        text
    }

    /// As compact JSON for a sentence: at most about `most` bytes, then an ellipsis.
    pub fn brief(&self, most: usize) -> String {
        let mut text = String::new();
        self.write(&mut text, most);
        if text.len() > most {
            let cut = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= most).last().unwrap_or(0);
            text.truncate(cut);
            text.push('\u{2026}');
        }
        text
    }

    /// Writes until there is more than `most`. The depth is bounded by the one that is read.
    fn write(&self, text: &mut String, most: usize) {
        match &self.kind {
            Kind::Null => text.push_str("null"),
            Kind::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
            Kind::Number(number) => number.write(text),
            Kind::String(string) => quote(string, text),
            Kind::Array(items) => {
                let mut mark = '[';
                for item in items {
                    text.push(std::mem::replace(&mut mark, ','));
                    if text.len() > most {
                        return;
                    }
                    item.write(text, most);
                }
                text.push_str(if mark == '[' { "[]" } else { "]" });
            }
            Kind::Object(object) => {
                let mut mark = '{';
                for member in object.by_name() {
                    text.push(std::mem::replace(&mut mark, ','));
                    if text.len() > most {
                        return;
                    }
                    quote(&member.key, text);
                    text.push(':');
                    member.value.write(text, most);
                }
                text.push_str(if mark == '{' { "{}" } else { "}" });
            }
        }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Number {
    /// As an integer from 0 on, if it is one that fits.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Unsigned(number) => Some(*number),
            Self::Float(number) => whole(*number)?.try_into().ok(),
            Self::Negative(_) | Self::Big(_) => None,
        }
    }

    /// As an integer, if it is one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Unsigned(number) => i64::try_from(*number).ok(),
            Self::Negative(number) => Some(*number),
            Self::Float(number) => whole(*number)?.try_into().ok(),
            Self::Big(_) => None,
        }
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        match self {
            Self::Unsigned(number) => nearest_float((*number).into()),
            Self::Negative(number) => nearest_float((*number).into()),
            Self::Float(number) => *number,
            Self::Big(text) => text.parse().unwrap_or(f64::NAN),
        }
    }

    /// Whether it is an integer, whichever way it is written (JSON Schema core 6.2: `1.0` is one).
    pub fn is_integer(&self) -> bool {
        match self {
            Self::Unsigned(_) | Self::Negative(_) => true,
            Self::Float(number) => number.is_finite() && number.fract() == 0.0,
            Self::Big(text) => !text.contains(['.', 'e', 'E']) || text.parse::<f64>().is_ok_and(|number| number.abs() > 1.0),
        }
    }

    /// Whether it is written as an integer: no fraction and no exponent.
    pub fn is_written_as_integer(&self) -> bool {
        match self {
            Self::Unsigned(_) | Self::Negative(_) => true,
            Self::Float(_) => false,
            Self::Big(text) => !text.contains(['.', 'e', 'E']),
        }
    }

    fn write(&self, text: &mut String) {
        // Writing to a string cannot fail.
        let _ = match (self, self.as_u64(), self.as_i64()) {
            (_, Some(number), _) => write!(text, "{number}"),
            (_, _, Some(number)) => write!(text, "{number}"),
            (Self::Big(number), ..) => write!(text, "{number}"),
            (Self::Float(number), ..) if number.is_nan() => write!(text, "NaN"),
            (Self::Float(number), ..) if number.is_infinite() => {
                write!(text, "{}Infinity", if *number < 0.0 { "-" } else { "" })
            }
            (other, ..) => write!(text, "{:?}", other.to_f64()),
        };
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Big(one), Self::Big(other)) => one == other,
            (Self::Float(one), Self::Float(other)) => one == other || (one.is_nan() && other.is_nan()),
            _ => match (self.as_u64(), other.as_u64(), self.as_i64(), other.as_i64()) {
                (Some(one), Some(other), ..) => one == other,
                (None, None, Some(one), Some(other)) => one == other,
                _ => false,
            },
        }
    }
}

/// A double that is a whole number no larger than doubles hold exactly or integers have.
fn whole(number: f64) -> Option<i128> {
    (number.fract() == 0.0 && number.abs() < 2e19).then(|| truncated(number))
}

impl Object {
    /// Makes an object of members as they stand in a text. Of those with the same name the last stays, as with
    /// `JSON.parse` and Python; the others are handed back.
    pub fn new(members: Vec<Member>) -> (Self, Vec<Member>) {
        let mut object = Self { members, order: Vec::new() };
        object.sort();
        let neighbours = object.by_name().zip(object.by_name().skip(1));
        // By offset: no two members have the same.
        let doomed: BTreeSet<u32> = neighbours.filter(|(one, next)| one.key == next.key).map(|(one, _)| one.at).gather();
        if doomed.is_empty() {
            return (object, Vec::new());
        }
        let members = std::mem::take(&mut object.members);
        let (dropped, kept) = members.into_iter().partition(|member| doomed.contains(&member.at));
        object.members = kept;
        object.sort();
        (object, dropped)
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The members in the order of the text.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The value of a member.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.member(key).map(|member| &member.value)
    }

    /// A member.
    pub fn member(&self, key: &str) -> Option<&Member> {
        let name = |index: &u32| self.nth(*index).map_or("", |member| member.key.as_str());
        let found = self.order.binary_search_by(|index| name(index).cmp(key)).ok()?;
        self.nth(*self.order.get(found)?)
    }

    /// The members by name.
    pub fn by_name(&self) -> impl Iterator<Item = &Member> {
        self.order.iter().filter_map(|index| self.nth(*index))
    }

    fn nth(&self, index: u32) -> Option<&Member> {
        self.members.get(usize::try_from(index).ok()?)
    }

    fn sort(&mut self) {
        let len = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        let mut order: Vec<u32> = (0..len).collect();
        // Stable, so that members of one name stay in the order of the text.
        order.sort_by(|one, other| self.nth(*one).map(|member| &member.key).cmp(&self.nth(*other).map(|member| &member.key)));
        self.order = order;
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        let pairs = self.by_name().zip(other.by_name());
        self.len() == other.len() && pairs.into_iter().all(|(one, other)| one.key == other.key && one.value == other.value)
    }
}

/// Writes a string with its quotes and escapes.
pub(super) fn quote(string: &str, text: &mut String) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                let _ = write!(text, "\\u{:04x}", u32::from(control));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}
