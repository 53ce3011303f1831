//! The types of elements: `dtype` of Zarr 2 (NumPy's array protocol) and `data_type` of Zarr 3.

use super::fields::Fields;
use super::json::{Cursor, Value};
use super::{DefectCode, Defects};

/// The type of the elements of an array, and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct DataType {
    /// What the elements are.
    pub class: Class,
    /// Order of the bytes, as far as the type states it. Of Zarr 3 the codec `bytes` does.
    pub order: ByteOrder,
    /// How it is written.
    pub spelling: Spelling,
}

/// What elements are.
#[derive(Clone, Debug, PartialEq)]
pub enum Class {
    /// `|b1`, `bool`
    Bool,
    /// Signed integers of so many bits.
    Int(u16),
    /// Unsigned integers of so many bits.
    Uint(u16),
    /// IEEE floats of so many bits.
    Float(u16),
    /// Complex numbers of so many bits, both parts together.
    Complex(u16),
    /// Strings of so many bytes, padded with zeros: `|S5`, `null_terminated_bytes`
    Bytes(u64),
    /// Strings of so many code points of four bytes: `<U5`, `fixed_length_utf32`
    Text(u64),
    /// Bytes without a meaning: `|V5`, `r40`, `raw_bytes`
    Raw(u64),
    /// Python objects, which a filter encodes: `|O`
    Object,
    /// Strings of any length: `string`
    String,
    /// Bytes of any length: `bytes`, `variable_length_bytes`
    VariableBytes,
    /// `<M8[ns]`, `numpy.datetime64`, with its unit.
    DateTime(String),
    /// `<m8[ns]`, `numpy.timedelta64`, with its unit.
    TimeDelta(String),
    /// Records.
    Structured(Vec<Field>),
    /// Any other, by name.
    Other(String),
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    pub dtype: DataType,
    /// How many there are of it.
    pub count: u64,
}

/// Order of the bytes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// `<`
    Little,
    /// `>`
    Big,
    /// `|`: there is none.
    Irrelevant,
    /// `=`: that of the machine that wrote it, which says nothing.
    Native,
    /// The type does not say.
    Unstated,
}

/// How a type is written. Readers differ in the forms they take.
#[derive(Clone, Debug, PartialEq)]
pub enum Spelling {
    /// A string of Zarr 2, as `<f4`.
    V2(String),
    /// The list of fields of Zarr 2.
    V2Fields,
    /// A name of Zarr 3, as `float32`.
    Name(String),
    /// The object form of Zarr 3, with its name.
    Object(String),
}

impl DataType {
    /// Reads `dtype` of a `.zarray`.
    pub(super) fn v2(at: &Cursor<'_>, defects: &mut Defects) -> Option<Self> {
        if at.value().as_array().is_some() {
            let class = Class::Structured(fields(at, defects, 0)?);
            return Some(Self { class, order: ByteOrder::Irrelevant, spelling: Spelling::V2Fields });
        }
        let text = Fields { at: at.clone(), defects }.text(at)?;
        let dtype = Self::of_v2_text(text);
        if matches!(dtype.class, Class::Other(_)) {
            defects.push(at.defect(DefectCode::WrongValue, format!("\"{text}\" is not a dtype of Zarr 2")));
        } else if matches!(dtype.order, ByteOrder::Unstated | ByteOrder::Native) {
            let what = format!("\"{text}\" does not begin with <, > or |, which state the byte order");
            defects.push(at.defect(DefectCode::WrongValue, what));
        }
        Some(dtype)
    }

    /// Reads a type string of Zarr 2 (Zarr 2 specification, "Data type encoding").
    pub fn of_v2_text(text: &str) -> Self {
        let (order, rest) = match text.chars().next() {
            Some('<') => (ByteOrder::Little, 1),
            Some('>') => (ByteOrder::Big, 1),
            Some('|') => (ByteOrder::Irrelevant, 1),
            Some('=') => (ByteOrder::Native, 1),
            _ => (ByteOrder::Unstated, 0),
        };
        let class = of_code(text.get(rest..).unwrap_or_default()).unwrap_or_else(|| Class::Other(text.to_owned()));
        Self { class, order, spelling: Spelling::V2(text.to_owned()) }
    }

    /// Reads `data_type` of a `zarr.json`.
    pub(super) fn v3(at: &Cursor<'_>, defects: &mut Defects) -> Option<Self> {
        let order = ByteOrder::Unstated;
        if let Some(name) = at.value().as_str() {
            let class = of_name(name, None).unwrap_or_else(|| Class::Other(name.to_owned()));
            return Some(Self { class, order, spelling: Spelling::Name(name.to_owned()) });
        }
        let name = Fields::of(at, defects).want_text("name")?;
        let configuration = at.get("configuration");
        let class = match (name.as_str(), &configuration) {
            ("structured" | "struct", Some(configuration)) => {
                Class::Structured(configuration.get("fields").and_then(|at| fields(&at, defects, 0)).unwrap_or_default())
            }
            _ => of_name(&name, configuration.as_ref().map(Cursor::value)).unwrap_or_else(|| Class::Other(name.clone())),
        };
        Some(Self { class, order, spelling: Spelling::Object(name) })
    }

    /// Bytes of an element, where all have the same number.
    pub fn item_size(&self) -> Option<u64> {
        match &self.class {
            Class::Bool => Some(1),
            Class::Int(bits) | Class::Uint(bits) | Class::Float(bits) | Class::Complex(bits) => Some(u64::from(bits / 8)),
            Class::Bytes(len) | Class::Raw(len) => Some(*len),
            Class::Text(characters) => characters.checked_mul(4),
            Class::DateTime(_) | Class::TimeDelta(_) => Some(8),
            Class::Structured(fields) => {
                fields.iter().try_fold(0u64, |sum, field| sum.checked_add(field.dtype.item_size()?.checked_mul(field.count)?))
            }
            Class::Object | Class::String | Class::VariableBytes | Class::Other(_) => None,
        }
    }

    /// Whether the elements are integers.
    pub fn is_integer(&self) -> bool {
        matches!(self.class, Class::Int(_) | Class::Uint(_))
    }

    /// Whether the elements are strings, whichever way.
    pub fn is_text(&self) -> bool {
        matches!(self.class, Class::Text(_) | Class::Bytes(_) | Class::Object | Class::String)
    }

    /// As it is written, for sentences.
    pub fn name(&self) -> String {
        match &self.spelling {
            Spelling::V2(text) | Spelling::Name(text) => text.clone(),
            Spelling::Object(name) => format!("{{\"name\": \"{name}\"}}"),
            Spelling::V2Fields => "structured".to_owned(),
        }
    }
}

/// Kind and size behind the byte order. Sizes are those that NumPy has.
fn of_code(code: &str) -> Option<Class> {
    let kind = code.chars().next()?;
    let rest = code.get(kind.len_utf8()..)?;
    let size = || rest.parse::<u64>().ok().filter(|_| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let bits = |allowed: &[u16]| allowed.iter().copied().find(|bytes| size() == Some(u64::from(*bytes)))?.checked_mul(8);
    Some(match kind {
        'b' => bits(&[1]).map(|_| Class::Bool)?,
        'i' => Class::Int(bits(&[1, 2, 4, 8])?),
        'u' => Class::Uint(bits(&[1, 2, 4, 8])?),
        'f' => Class::Float(bits(&[2, 4, 8, 16])?),
        'c' => Class::Complex(bits(&[8, 16, 32])?),
        'S' => Class::Bytes(size()?),
        'U' => Class::Text(size()?),
        'V' => Class::Raw(size()?),
        'O' => rest.bytes().all(|byte| byte.is_ascii_digit()).then_some(Class::Object)?,
        'M' => Class::DateTime(unit(rest)?),
        'm' => Class::TimeDelta(unit(rest)?),
        _ => return None,
    })
}

/// The unit of `8[ns]`.
fn unit(rest: &str) -> Option<String> {
    match rest.strip_prefix('8')? {
        "" => Some("generic".to_owned()),
        unit => Some(unit.strip_prefix('[')?.strip_suffix(']')?.to_owned()),
    }
}

/// Types of the Zarr 3 core specification and of the registered extensions that are met.
fn of_name(name: &str, configuration: Option<&Value>) -> Option<Class> {
    let member = |key: &str| configuration.and_then(|configuration| configuration.get(key));
    let length = || member("length_bytes").and_then(Value::as_u64);
    let unit = || member("unit").and_then(Value::as_str).unwrap_or("generic").to_owned();
    Some(match name {
        "bool" => Class::Bool,
        "int8" => Class::Int(8),
        "int16" => Class::Int(16),
        "int32" => Class::Int(32),
        "int64" => Class::Int(64),
        "uint8" => Class::Uint(8),
        "uint16" => Class::Uint(16),
        "uint32" => Class::Uint(32),
        "uint64" => Class::Uint(64),
        "float16" => Class::Float(16),
        "float32" => Class::Float(32),
        "float64" => Class::Float(64),
        "complex64" => Class::Complex(64),
        "complex128" => Class::Complex(128),
        "string" => Class::String,
        "bytes" | "variable_length_bytes" => Class::VariableBytes,
        "fixed_length_utf32" => Class::Text(length()?.checked_div(4)?),
        "null_terminated_bytes" => Class::Bytes(length()?),
        "raw_bytes" => Class::Raw(length()?),
        "numpy.datetime64" => Class::DateTime(unit()),
        "numpy.timedelta64" => Class::TimeDelta(unit()),
        _ => {
            let bits: u64 = name.strip_prefix('r')?.parse().ok()?;
            Class::Raw(bits.is_multiple_of(8).then(|| bits.checked_div(8)).flatten()?)
        }
    })
}

/// Records in records, no deeper than this.
const MAX_DEPTH: usize = 16;

/// The fields of a record: `["name", type]`, `["name", type, shape]`, or objects with `name` and `data_type`.
fn fields(at: &Cursor<'_>, defects: &mut Defects, depth: usize) -> Option<Vec<Field>> {
    let items = Fields { at: at.clone(), defects }.items(at)?;
    items.iter().map(|item| field(item, defects, depth)).collect()
}

fn field(at: &Cursor<'_>, defects: &mut Defects, depth: usize) -> Option<Field> {
    let (name, dtype) = match at.value().as_object() {
        Some(_) => (at.get("name"), at.get("data_type")),
        None => (at.index(0), at.index(1)),
    };
    let (Some(name), Some(dtype)) = (name.and_then(|name| name.value().as_str()), dtype) else {
        Fields { at: at.clone(), defects }.wrong_type(at, "the name and the type of a field");
        return None;
    };
    let shape = at.index(2).and_then(|shape| Fields { at: shape.clone(), defects }.wholes(&shape)).unwrap_or_default();
    let count = shape.iter().try_fold(1u64, |product, size| product.checked_mul(*size))?;
    Some(Field { name: name.to_owned(), dtype: field_type(&dtype, defects, depth)?, count })
}

fn field_type(at: &Cursor<'_>, defects: &mut Defects, depth: usize) -> Option<DataType> {
    match at.value().as_array() {
        Some(_) if depth < MAX_DEPTH => {
            let class = Class::Structured(fields(at, defects, depth.saturating_add(1))?);
            Some(DataType { class, order: ByteOrder::Irrelevant, spelling: Spelling::V2Fields })
        }
        Some(_) => None,
        None => {
            let v3 = at.value().as_object().is_some() || at.value().as_str().is_some_and(|text| of_name(text, None).is_some());
            if v3 { DataType::v3(at, defects) } else { DataType::v2(at, defects) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zarr::json::Document;

    fn v2(text: &str) -> (Option<DataType>, usize) {
        let document = Document::read(".zarray", text.as_bytes());
        let mut defects = Defects::default();
        (DataType::v2(&document.cursor().unwrap(), &mut defects), defects.kept().len())
    }

    fn v3(text: &str) -> Option<DataType> {
        let document = Document::read("zarr.json", text.as_bytes());
        DataType::v3(&document.cursor().unwrap(), &mut Defects::default())
    }

    #[test]
    fn types_of_zarr_2_are_read() {
        use ByteOrder::*;
        for (text, class, order, size) in [
            ("|b1", Class::Bool, Irrelevant, Some(1)),
            ("<i4", Class::Int(32), Little, Some(4)),
            (">u2", Class::Uint(16), Big, Some(2)),
            ("<f2", Class::Float(16), Little, Some(2)),
            ("<c16", Class::Complex(128), Little, Some(16)),
            ("|S7", Class::Bytes(7), Irrelevant, Some(7)),
            (">U13", Class::Text(13), Big, Some(52)),
            ("|V3", Class::Raw(3), Irrelevant, Some(3)),
            ("|O", Class::Object, Irrelevant, None),
            ("<M8[ns]", Class::DateTime("ns".into()), Little, Some(8)),
            ("<m8[25s]", Class::TimeDelta("25s".into()), Little, Some(8)),
            ("<M8", Class::DateTime("generic".into()), Little, Some(8)),
        ] {
            let (dtype, defects) = v2(&format!("\"{text}\""));
            let dtype = dtype.unwrap();
            assert_eq!((&dtype.class, dtype.order, dtype.item_size(), defects), (&class, order, size, 0), "{text}");
        }
    }

    #[test]
    fn types_that_zarr_2_does_not_have_are_said() {
        for text in [
            "\"!b1\"",
            "\"<i3\"",
            "\"<f+4\"",
            "\"float32\"",
            "\"\"",
            "\"<\u{e9}\"",
            "\"i4\"",
            "\"=i4\"",
            "7",
            "[\"a\"]",
            "[[\"a\"]]",
        ] {
            assert_eq!(v2(text).1, 1, "{text}");
        }
        assert_eq!(v2("\"i4\"").0.unwrap().class, Class::Int(32));
    }

    #[test]
    fn records_are_read_with_their_shapes() {
        let (dtype, defects) = v2(r#"[["a", "<u2"], ["b", "|u1", [2, 3]], ["c", [["d", "<f8"]]]]"#);
        let dtype = dtype.unwrap();
        assert_eq!((dtype.item_size(), defects), (Some(2 + 6 + 8), 0));
    }

    #[test]
    fn types_of_zarr_3_are_read_in_both_forms() {
        for (text, class) in [
            ("\"uint16\"", Class::Uint(16)),
            ("{\"name\": \"int32\"}", Class::Int(32)),
            ("\"r24\"", Class::Raw(3)),
            ("\"r20\"", Class::Other("r20".into())),
            ("\"bfloat16\"", Class::Other("bfloat16".into())),
            ("{\"name\": \"fixed_length_utf32\", \"configuration\": {\"length_bytes\": 20}}", Class::Text(5)),
            (
                "{\"name\": \"numpy.datetime64\", \"configuration\": {\"unit\": \"ms\", \"scale_factor\": 1}}",
                Class::DateTime("ms".into()),
            ),
        ] {
            assert_eq!(v3(text).unwrap().class, class, "{text}");
        }
        let structured = r#"{"name": "structured", "configuration": {"fields": [["a", "int32"], ["b", {"name": "null_terminated_bytes", "configuration": {"length_bytes": 10}}]]}}"#;
        assert_eq!(v3(structured).unwrap().item_size(), Some(14));
        assert!(v3("{}").is_none());
    }
}
