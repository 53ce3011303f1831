//! Whole arrays as values: indexes, categories, codes, `indptr` and other small arrays whose values are facts.

use super::chunk::{Decoder, Elements, Fault, FaultKind, place, sizes};
use super::dtype::{Class, DataType};
use super::node::Node;
use super::store::{Found, Look};
use crate::bytes::{Endian, len_usize, nearest_float, unsigned};

/// The values of an array, row-major.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Truth values.
    Bools(Vec<bool>),
    /// Integers of any width; also dates and durations.
    Integers(Vec<i128>),
    /// Floats of any width.
    Floats(Vec<f64>),
    /// Strings.
    Texts(Vec<String>),
    /// Elements of another type, as bytes, lowest first.
    Other(Vec<u8>),
}

/// How much is read of an array.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes decoded, of a chunk and of the array.
    pub bytes: usize,
    /// Chunks.
    pub chunks: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, chunks: 1024 }
    }
}

impl Values {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Bools(values) => values.len(),
            Self::Integers(values) => values.len(),
            Self::Floats(values) => values.len(),
            Self::Texts(values) => values.len(),
            Self::Other(bytes) => bytes.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Reads all values of an array that is small: of at most so many stored bytes, and not many more decoded. Absent where
/// it is not small, or cannot be read.
pub fn small(look: &mut Look<'_>, node: &Node, stored: u64) -> Found<Values> {
    const CHUNKS: u64 = 64;
    const DECODED: usize = 8 << 20;
    let Some((array, grid)) = node.array().and_then(|array| Some((array, array.grid()?))) else { return Found::Absent };
    if grid.total().is_none_or(|chunks| chunks > CHUNKS) {
        return Found::Absent;
    }
    let (mut sum, mut waits) = (0u64, false);
    for key in grid.all().indices().filter_map(|index| array.keys.key(&index)) {
        match look.size(&node.key(&key)) {
            Found::Here(size) => sum = sum.saturating_add(size),
            Found::Absent => {}
            Found::Unknown => waits = true,
        }
    }
    if sum > stored {
        return Found::Absent;
    }
    if waits {
        return Found::Unknown;
    }
    match values(look, node, Limits { bytes: DECODED, chunks: CHUNKS }) {
        Found::Here(Ok(values)) => Found::Here(values),
        Found::Here(Err(_)) | Found::Absent => Found::Absent,
        Found::Unknown => Found::Unknown,
    }
}

/// Reads all values of an array; missing chunks hold the fill value. Unknown until all chunks have arrived.
pub fn values(look: &mut Look<'_>, node: &Node, limits: Limits) -> Found<Result<Values, Fault>> {
    match gather(look, node, limits) {
        Ok(Some((elements, dtype))) => Found::Here(Ok(convert(elements, &dtype))),
        Ok(None) => Found::Unknown,
        Err(fault) => Found::Here(Err(fault)),
    }
}

/// Reads all elements of an array as they are stored, else as [`values`].
pub fn elements(look: &mut Look<'_>, node: &Node, limits: Limits) -> Found<Result<Elements, Fault>> {
    match gather(look, node, limits) {
        Ok(Some((elements, _))) => Found::Here(Ok(elements)),
        Ok(None) => Found::Unknown,
        Err(fault) => Found::Here(Err(fault)),
    }
}

/// The elements, or `None` where chunks are still to come.
fn gather(look: &mut Look<'_>, node: &Node, limits: Limits) -> Result<Option<(Elements, DataType)>, Fault> {
    let unsaid = |what: &str| Fault { codec: "metadata".to_owned(), kind: FaultKind::Unsupported(what.to_owned()) };
    let array = node.array().ok_or_else(|| unsaid("this is not an array"))?;
    let (grid, dtype) = array.grid().zip(array.dtype.clone()).ok_or_else(|| unsaid("the shape or the type is unknown"))?;
    let too_large =
        |bytes: Option<u64>| Fault { codec: "array".to_owned(), kind: FaultKind::TooLarge(bytes.unwrap_or(u64::MAX)) };
    // Strings are counted as eight bytes: their lengths are not known yet.
    let bytes = grid.items().and_then(|items| items.checked_mul(dtype.item_size().unwrap_or(8)));
    let fits = bytes.and_then(len_usize).is_some_and(|bytes| bytes <= limits.bytes);
    if !fits || grid.total().is_none_or(|chunks| chunks > limits.chunks) {
        return Err(too_large(bytes));
    }
    let decoder = Decoder::new(array)?;
    let shape = sizes(grid.shape()).ok_or_else(|| too_large(bytes))?;
    let items = shape.iter().try_fold(1usize, |product, size| product.checked_mul(*size)).ok_or_else(|| too_large(bytes))?;
    let mut whole = match decoder.item_size() {
        Some(size) => Elements::Fixed(vec![0; size.saturating_mul(items)]),
        None => Elements::Texts(vec![String::new(); items]),
    };
    let mut complete = true;
    for index in grid.all().indices() {
        let key = array.keys.key(&index).ok_or_else(|| unsaid("the keys of the chunks are unknown"))?;
        let part = match look.bytes(&node.key(&key)) {
            Found::Unknown => {
                complete = false;
                continue;
            }
            Found::Absent => decoder.filled(limits.bytes)?,
            Found::Here(chunk) => decoder.decode(&chunk, limits.bytes)?,
        };
        let at = place(&index, decoder.shape()).unwrap_or_default();
        whole.paste(&shape, &part, decoder.shape(), &at, decoder.item_size());
    }
    Ok(complete.then_some((whole, dtype)))
}

/// A number among elements of a type, as bytes; `None` where the type is none of numbers, or there are not as many.
pub fn number_at(elements: &[u8], index: usize, dtype: &DataType) -> Option<f64> {
    let size = dtype.item_size().and_then(len_usize)?;
    let start = index.checked_mul(size)?;
    let item = elements.get(start..start.checked_add(size)?)?;
    match dtype.class {
        Class::Bool => item.first().map(|byte| if *byte == 0 { 0.0 } else { 1.0 }),
        Class::Uint(_) => Some(nearest_float(number(item).into())),
        Class::Int(_) => Some(nearest_float(signed(item))),
        Class::Float(16 | 32 | 64) => Some(float(item)),
        _ => None,
    }
}

fn convert(elements: Elements, dtype: &DataType) -> Values {
    let bytes = match elements {
        Elements::Texts(texts) => return Values::Texts(texts),
        Elements::Fixed(bytes) => bytes,
    };
    let size = dtype.item_size().and_then(len_usize).filter(|size| *size > 0);
    let Some(size) = size else { return Values::Other(bytes) };
    let items = bytes.chunks_exact(size);
    match dtype.class {
        Class::Bool => Values::Bools(bytes.iter().map(|byte| *byte != 0).collect()),
        Class::Uint(_) => Values::Integers(items.map(|item| i128::from(number(item))).collect()),
        Class::Int(_) | Class::DateTime(_) | Class::TimeDelta(_) => Values::Integers(items.map(signed).collect()),
        Class::Float(16 | 32 | 64) => Values::Floats(items.map(float).collect()),
        Class::Bytes(_) => Values::Texts(items.map(padded).collect()),
        Class::Text(_) => Values::Texts(items.map(utf32).collect()),
        _ => Values::Other(bytes),
    }
}

fn number(item: &[u8]) -> u64 {
    unsigned(item, Endian::Little).unwrap_or(0)
}

fn signed(item: &[u8]) -> i128 {
    let bits = u32::try_from(item.len()).unwrap_or(8).saturating_mul(8);
    let range = 1i128.checked_shl(bits).unwrap_or(0);
    let number = i128::from(number(item));
    if number >= range / 2 { number.saturating_sub(range) } else { number }
}

fn float(item: &[u8]) -> f64 {
    match item {
        [a, b] => half(u16::from_le_bytes([*a, *b])),
        [a, b, c, d] => f64::from(f32::from_le_bytes([*a, *b, *c, *d])),
        _ => f64::from_bits(number(item)),
    }
}

/// A float of 16 bits (IEEE 754 binary16).
fn half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = ((bits >> 10) & 0x1f, f64::from(bits & 0x3ff));
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        0x1f if fraction == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f64.powi(i32::from(exponent).saturating_sub(15)),
    }
}

/// A string of bytes padded with zeros.
fn padded(item: &[u8]) -> String {
    let len = item.iter().rposition(|byte| *byte != 0).map_or(0, |last| last.saturating_add(1));
    String::from_utf8_lossy(item.get(..len).unwrap_or(&[])).into_owned()
}

/// A string of code points padded with zeros.
fn utf32(item: &[u8]) -> String {
    let points = item.as_chunks::<4>().0.iter().map(|point| u32::from_le_bytes(*point));
    let points: Vec<u32> = points.collect();
    let len = points.iter().rposition(|point| *point != 0).map_or(0, |last| last.saturating_add(1));
    points.iter().take(len).map(|point| char::from_u32(*point).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_width_are_read() {
        assert_eq!((signed(&[0xff]), signed(&[0x80, 0xff]), signed(&[0x7f])), (-1, -128, 127));
        assert_eq!(signed(&[0, 0, 0, 0, 0, 0, 0, 0x80]), i128::from(i64::MIN));
        for (bits, value) in
            [(0x3c00u16, 1.0), (0xc000, -2.0), (0x7bff, 65504.0), (0x0001, 2f64.powi(-24)), (0x7c00, f64::INFINITY)]
        {
            assert_eq!(half(bits), value);
        }
        assert!(half(0x7e00).is_nan());
        assert_eq!((padded(b"ab\0c\0\0"), padded(b"\0\0")), ("ab\0c".to_owned(), String::new()));
        assert_eq!(utf32(&[0x41, 0, 0, 0, 0xec, 0xf9, 1, 0, 0, 0, 0, 0]), "A\u{1f9ec}");
    }
}
