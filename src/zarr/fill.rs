//! `fill_value`: what missing chunks hold.

use super::dtype::{Class, DataType};
use super::fields::Fields;
use super::json::{Cursor, Pointer, Value};
use super::{DefectCode, Defects};

/// A fill value as it is written, and what it means for the type.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// As it is written; `None` where it is not.
    pub stated: Option<Value>,
    /// Where it stands, or would stand.
    pub pointer: Pointer,
    /// What it means.
    pub meaning: Meaning,
}

/// What a fill value means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// It is not there.
    Absent,
    /// `null`: missing chunks are undefined. Zarr 3 does not have it.
    Undefined,
    /// A truth value.
    Bool(bool),
    /// An integer.
    Integer(i128),
    /// A float, also from `"NaN"` and the like.
    Float(f64),
    /// A complex number.
    Complex(f64, f64),
    /// A string.
    Text(String),
    /// Bytes, also from base64.
    Bytes(Vec<u8>),
    /// The bits of a number of Zarr 3, as `"0x7fc00000"`.
    Bits(u64),
    /// Nothing that the type can hold, or that is read here.
    Unknown,
}

impl Fill {
    /// Reads the fill value of array metadata. Where it does not fit the type, that is a defect.
    pub(super) fn read(metadata: &Cursor<'_>, v3: bool, dtype: Option<&DataType>, defects: &mut Defects) -> Self {
        let pointer = metadata.pointer().key("fill_value");
        let mut fields = Fields { at: metadata.clone(), defects };
        let Some(at) = fields.want("fill_value") else {
            return Self { stated: None, pointer, meaning: Meaning::Absent };
        };
        let meaning = match (at.value(), dtype) {
            (value, _) if value.is_null() => Meaning::Undefined,
            (_, None) => Meaning::Unknown,
            (value, Some(dtype)) => meaning(value, dtype, v3),
        };
        if let (Meaning::Unknown, Some(number), Some(dtype)) = (&meaning, quoted(at.value()), dtype)
            && dtype.is_integer()
        {
            let what = format!("the number {number} is written as a string");
            fields.note(&at, DefectCode::WrongType, what);
            return Self { stated: Some(at.value().clone()), pointer, meaning: Meaning::Integer(number) };
        }
        let odd = match (&meaning, dtype) {
            (Meaning::Undefined, _) if v3 => Some("null is not a fill value of Zarr 3".to_owned()),
            (Meaning::Unknown, Some(dtype)) if dtype.is_known() => {
                Some(format!("{} is not a fill value for {}", at.value().brief(60), dtype.name()))
            }
            _ => None,
        };
        if let Some(what) = odd {
            fields.note(&at, DefectCode::WrongValue, what);
        }
        Self { stated: Some(at.value().clone()), pointer, meaning }
    }
}

impl DataType {
    /// Whether fill values of the type can be told from others here.
    fn is_known(&self) -> bool {
        use Class::*;
        matches!(self.class, Bool | Int(_) | Uint(_) | Float(_) | Complex(_) | Text(_) | String)
    }
}

fn meaning(value: &Value, dtype: &DataType, v3: bool) -> Meaning {
    let found = match &dtype.class {
        // NumPy writes false as 0 in old files of Zarr 2.
        Class::Bool => value
            .as_bool()
            .or_else(|| value.as_u64().filter(|number| !v3 && *number < 2).map(|number| number == 1))
            .map(Meaning::Bool),
        Class::Int(bits) => integer(value).filter(|number| fits(*number, *bits, true)).map(Meaning::Integer),
        Class::Uint(bits) => integer(value).filter(|number| fits(*number, *bits, false)).map(Meaning::Integer),
        Class::Float(_) if v3 => float(value).map(Meaning::Float).or_else(|| bits(value).map(Meaning::Bits)),
        Class::Float(_) => float(value).map(Meaning::Float),
        Class::Complex(_) => complex(value).map(|(real, imaginary)| Meaning::Complex(real, imaginary)),
        Class::Text(_) | Class::String => {
            // zarr-python has written 0 for strings (its version 2).
            let zero = || value.as_u64().filter(|number| *number == 0).map(|_| String::new());
            value.as_str().map(str::to_owned).or_else(zero).map(Meaning::Text)
        }
        Class::Bytes(_) | Class::Raw(_) | Class::VariableBytes | Class::Structured(_) => bytes(value).map(Meaning::Bytes),
        Class::DateTime(_) | Class::TimeDelta(_) => integer(value).map(Meaning::Integer),
        Class::Object => {
            value.as_str().map(|text| Meaning::Text(text.to_owned())).or_else(|| integer(value).map(Meaning::Integer))
        }
        Class::Other(_) => None,
    };
    found.unwrap_or(Meaning::Unknown)
}

/// An integer in quotes, as bioformats2raw has written it.
fn quoted(value: &Value) -> Option<i128> {
    value.as_str()?.parse().ok()
}

fn integer(value: &Value) -> Option<i128> {
    value.as_u64().map(i128::from).or_else(|| value.as_i64().map(i128::from))
}

/// Whether an integer is one of so many bits.
fn fits(number: i128, bits: u16, signed: bool) -> bool {
    let magnitude = 1i128.checked_shl(u32::from(bits.saturating_sub(u16::from(signed)))).unwrap_or(i128::MAX);
    let lowest = if signed { magnitude.saturating_neg() } else { 0 };
    (lowest..magnitude).contains(&number)
}

fn float(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some("NaN") => Some(f64::NAN),
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        Some(_) => None,
        None => value.as_f64(),
    }
}

/// Bits of a number in hexadecimal digits (Zarr 3 core, "Fill value list").
fn bits(value: &Value) -> Option<u64> {
    u64::from_str_radix(value.as_str()?.strip_prefix("0x")?, 16).ok()
}

fn complex(value: &Value) -> Option<(f64, f64)> {
    match value.as_array() {
        Some([real, imaginary]) => Some((float(real)?, float(imaginary)?)),
        Some(_) => None,
        None => Some((value.as_f64()?, 0.0)),
    }
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    match value.as_str() {
        Some(text) => base64(text),
        // Zarr 3 has lists of bytes; Zarr 2 has written 0 for no bytes.
        None if value.as_u64() == Some(0) => Some(Vec::new()),
        None => value.as_array()?.iter().map(|byte| u8::try_from(byte.as_u64()?).ok()).collect(),
    }
}

/// Decodes base64 (RFC 4648 section 4) with its padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let mut out = Vec::with_capacity(digits.len());
    let (mut held, mut count) = (0u32, 0u32);
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit.wrapping_sub(b'A'),
            b'a'..=b'z' => digit.wrapping_sub(b'a').wrapping_add(26),
            b'0'..=b'9' => digit.wrapping_sub(b'0').wrapping_add(52),
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        // At most two bits are left from before, and six come.
        held = ((held << 6) | u32::from(value)) & 0x3fff;
        count = count.saturating_add(6);
        if count >= 8 {
            count = count.saturating_sub(8);
            out.push(u8::try_from(held.checked_shr(count)? & 0xff).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zarr::json::Document;

    fn fill(dtype: &str, value: &str, v3: bool) -> (Meaning, usize) {
        let text = format!("{{\"dtype\": \"{dtype}\", \"fill_value\": {value}}}");
        let document = Document::read(".zarray", text.as_bytes());
        let (cursor, mut defects) = (document.cursor().unwrap(), Defects::default());
        let at = cursor.get("dtype").unwrap();
        let dtype = if v3 { DataType::v3(&at, &mut defects) } else { DataType::v2(&at, &mut defects) };
        (Fill::read(&cursor, v3, dtype.as_ref(), &mut defects).meaning, defects.kept().len())
    }

    #[test]
    fn fill_values_of_zarr_2_mean_what_numpy_reads() {
        for (dtype, value, meaning) in [
            ("<f4", "0.0", Meaning::Float(0.0)),
            ("<f4", "\"-Infinity\"", Meaning::Float(f64::NEG_INFINITY)),
            ("<f8", "null", Meaning::Undefined),
            ("<i8", "-9223372036854775808", Meaning::Integer(i128::from(i64::MIN))),
            ("<u8", "18446744073709551615", Meaning::Integer(i128::from(u64::MAX))),
            ("<i4", "7.0", Meaning::Integer(7)),
            ("|b1", "false", Meaning::Bool(false)),
            ("|b1", "0", Meaning::Bool(false)),
            ("<U3", "\"abc\"", Meaning::Text("abc".into())),
            ("|S3", "\"MA==\"", Meaning::Bytes(b"0".to_vec())),
            ("|V3", "\"AAAA\"", Meaning::Bytes(vec![0; 3])),
            ("|O", "\"\"", Meaning::Text(String::new())),
            ("<c8", "[1, \"NaN\"]", Meaning::Unknown),
        ] {
            let (found, defects) = fill(dtype, value, false);
            match (&found, &meaning) {
                (Meaning::Complex(real, imaginary), Meaning::Unknown) => assert!(*real == 1.0 && imaginary.is_nan()),
                _ => assert_eq!((&found, defects), (&meaning, 0), "{dtype} {value}"),
            }
        }
    }

    #[test]
    fn fill_values_that_the_type_cannot_hold_are_said() {
        for (dtype, value, v3) in [
            ("<i8", "0.5", false),
            ("|u1", "256", false),
            ("|i1", "-129", false),
            ("<f4", "\"0x7fc00000\"", false),
            ("<f4", "\"nan\"", false),
            ("|b1", "2", false),
            ("int32", "null", true),
            ("uint8", "-1", true),
            ("bool", "0", true),
            ("complex64", "[1]", true),
        ] {
            assert_eq!(fill(dtype, value, v3).1, 1, "{dtype} {value}");
        }
    }

    #[test]
    fn integers_in_quotes_are_read_and_said() {
        assert_eq!(fill("|i1", "\"0\"", false), (Meaning::Integer(0), 1));
    }

    #[test]
    fn bits_of_zarr_3_are_read() {
        assert_eq!(fill("float32", "\"0x7fc00000\"", true), (Meaning::Bits(0x7fc0_0000), 0));
        assert_eq!(fill("r16", "[1, 255]", true), (Meaning::Bytes(vec![1, 255]), 0));
        assert_eq!(fill("string", "\"x\"", true), (Meaning::Text("x".into()), 0));
    }
}
