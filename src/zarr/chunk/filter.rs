//! Filters: delta, strings of any length, checksums.

use crate::bytes::{Endian, len_usize, slice, unsigned};
use crate::codec::{Failure, crc};
use crate::zarr::dtype::{ByteOrder, Class, DataType};

/// Undoes `delta` of numcodecs: each stored number is the difference to the one before. Numbers are stored as `astype`
/// and become `dtype`; only where both are of one kind.
pub(super) fn delta_back(data: &[u8], dtype: &DataType, astype: &DataType) -> Result<Vec<u8>, Failure> {
    let (Some(size), Some(stored)) = (dtype.item_size().and_then(len_usize), astype.item_size().and_then(len_usize)) else {
        return Err(unlike(dtype, astype));
    };
    if stored == 0 || !data.len().is_multiple_of(stored) {
        return Err(Failure::new(0, 0, format!("{} bytes are no whole number of elements of {stored} bytes", data.len())));
    }
    let items = data.chunks_exact(stored);
    match (&dtype.class, &astype.class) {
        (Class::Int(_) | Class::Uint(_), Class::Int(_)) => {
            Ok(sum(items.map(|item| signed(item, order(astype))), size, order(dtype)))
        }
        (Class::Int(_) | Class::Uint(_), Class::Uint(_)) => {
            Ok(sum(items.map(|item| unsigned(item, order(astype)).unwrap_or(0)), size, order(dtype)))
        }
        (Class::Float(32), Class::Float(32)) => Ok(sum_floats::<f32, 4>(data, order(astype), order(dtype))),
        (Class::Float(64), Class::Float(64)) => Ok(sum_floats::<f64, 8>(data, order(astype), order(dtype))),
        _ => Err(unlike(dtype, astype)),
    }
}

fn unlike(dtype: &DataType, astype: &DataType) -> Failure {
    Failure::new(0, 0, format!("delta from {} to {} is not decoded", astype.name(), dtype.name()))
}

fn order(dtype: &DataType) -> Endian {
    if dtype.order == ByteOrder::Big { Endian::Big } else { Endian::Little }
}

/// A signed number of up to eight bytes, with its sign in all 64 bits.
fn signed(item: &[u8], order: Endian) -> u64 {
    let number = unsigned(item, order).unwrap_or(0);
    let unused = 64u32.saturating_sub(u32::try_from(item.len()).unwrap_or(8).saturating_mul(8));
    let shifted = number.checked_shl(unused).unwrap_or(0).cast_signed();
    shifted.checked_shr(unused).unwrap_or(0).cast_unsigned()
}

/// Sums that wrap as NumPy's do.
fn sum(items: impl Iterator<Item = u64>, size: usize, order: Endian) -> Vec<u8> {
    let mut total = 0u64;
    let mut out = Vec::new();
    for item in items {
        total = total.wrapping_add(item);
        match order {
            Endian::Little => out.extend(total.to_le_bytes().iter().take(size)),
            Endian::Big => out.extend(total.to_be_bytes().iter().skip(8usize.saturating_sub(size))),
        }
    }
    out
}

/// Floats as bytes.
trait Float<const N: usize>: Copy + Default {
    fn of(bytes: [u8; N], order: Endian) -> Self;
    fn bytes(self, order: Endian) -> [u8; N];
    fn plus(self, other: Self) -> Self;
}

macro_rules! float {
    ($float:ty, $size:literal) => {
        impl Float<$size> for $float {
            fn of(bytes: [u8; $size], order: Endian) -> Self {
                if order == Endian::Little { Self::from_le_bytes(bytes) } else { Self::from_be_bytes(bytes) }
            }

            fn bytes(self, order: Endian) -> [u8; $size] {
                if order == Endian::Little { self.to_le_bytes() } else { self.to_be_bytes() }
            }

            fn plus(self, other: Self) -> Self {
                self + other
            }
        }
    };
}

float!(f32, 4);
float!(f64, 8);

fn sum_floats<F: Float<N>, const N: usize>(data: &[u8], from: Endian, to: Endian) -> Vec<u8> {
    let mut total = F::default();
    let mut first = true;
    let mut out = Vec::with_capacity(data.len());
    for item in data.as_chunks::<N>().0 {
        let item = F::of(*item, from);
        // The first is taken as it is: 0 + -0 would be 0.
        total = if std::mem::take(&mut first) { item } else { total.plus(item) };
        out.extend(total.bytes(to));
    }
    out
}

/// Reads what `vlen-utf8` wrote: a count, then each string behind its length.
pub(super) fn texts(data: &[u8], items: usize) -> Result<Vec<String>, Failure> {
    let number = |at| slice(data, at, 4).and_then(|bytes| unsigned(bytes, Endian::Little)).and_then(len_usize);
    let count = number(0).ok_or_else(|| Failure::new(0, 0, "strings without their count"))?;
    if count != items {
        return Err(Failure::new(0, 0, format!("{count} strings where the chunk has {items} elements")));
    }
    let (mut texts, mut at) = (Vec::new(), 4usize);
    for index in 0..count {
        let cut = || Failure::new(at, index, format!("the chunk ends before string {index} of {count} does"));
        let len = number(at).ok_or_else(cut)?;
        let bytes = slice(data, at.saturating_add(4), len).ok_or_else(cut)?;
        let text = std::str::from_utf8(bytes).map_err(|_| Failure::new(at, index, format!("string {index} is not UTF-8")))?;
        texts.push(text.to_owned());
        at = at.saturating_add(4).saturating_add(len);
    }
    Ok(texts)
}

/// Takes the CRC-32C at the end of bytes off, after comparing it.
pub(super) fn checked(mut data: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let Some(stated) = data.last_chunk::<4>().copied().map(u32::from_le_bytes) else {
        return Err(Failure::new(0, 0, format!("{} bytes are fewer than a checksum has", data.len())));
    };
    let len = data.len().saturating_sub(4);
    let real = crc::crc32c(data.get(..len).unwrap_or(&[]));
    if real != stated {
        return Err(Failure::new(
            len,
            len,
            format!("wrong checksum: CRC-32C of the data is {real:08x}, the chunk states {stated:08x}"),
        ));
    }
    data.truncate(len);
    Ok(data)
}

/// Elements of `size` bytes in the other order. Complex numbers are two, strings of code points four bytes each.
pub(super) fn swap(data: &mut [u8], class: &Class, size: usize) {
    let unit = match class {
        Class::Complex(_) => size / 2,
        Class::Text(_) => 4,
        Class::Int(_) | Class::Uint(_) | Class::Float(_) | Class::DateTime(_) | Class::TimeDelta(_) => size,
        _ => return,
    };
    if unit > 1 {
        data.chunks_exact_mut(unit).for_each(<[u8]>::reverse);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delta(dtype: &str, astype: &str, data: &[u8]) -> Result<Vec<u8>, Failure> {
        delta_back(data, &DataType::of_v2_text(dtype), &DataType::of_v2_text(astype))
    }

    #[test]
    fn differences_are_summed_and_wrap() {
        assert_eq!(delta("|u1", "|u1", &[250, 10, 255]).unwrap(), [250, 4, 3]);
        assert_eq!(delta("<i2", "|i1", &[100, 100, 0xff]).unwrap(), [100, 0, 200, 0, 199, 0]);
        assert_eq!(delta(">i4", "<i2", &[1, 0, 0xfe, 0xff]).unwrap(), [0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff]);
        let floats: Vec<u8> = [1.5f32, -2.0].iter().flat_map(|float| float.to_le_bytes()).collect();
        let sums: Vec<u8> = [1.5f32, -0.5].iter().flat_map(|float| float.to_be_bytes()).collect();
        assert_eq!(delta(">f4", "<f4", &floats).unwrap(), sums);
        assert!(delta("<f4", "<i4", &[0; 4]).is_err());
        assert!(delta("<i4", "<i4", &[0; 5]).is_err());
        assert!(delta("|O", "<i4", &[0; 4]).is_err());
    }

    #[test]
    fn strings_that_are_not_whole_are_said() {
        let data = [2, 0, 0, 0, 1, 0, 0, 0, b'a', 2, 0, 0, 0, 0xc3, 0xa9];
        assert_eq!(texts(&data, 2).unwrap(), ["a", "\u{e9}"]);
        assert!(texts(&data, 3).is_err());
        for len in 0..data.len() {
            assert!(texts(&data[..len], 2).is_err(), "{len}");
        }
        assert!(texts(&[1, 0, 0, 0, 1, 0, 0, 0, 0xff], 1).is_err());
        assert!(texts(&[255, 255, 255, 255], usize::MAX).is_err());
    }

    #[test]
    fn checksums_are_compared() {
        let mut data = b"123456789".to_vec();
        data.extend(0xe306_9283u32.to_le_bytes());
        assert_eq!(checked(data.clone()).unwrap(), b"123456789");
        data[0] = 0;
        assert!(checked(data).is_err());
        assert!(checked(vec![1]).is_err());
    }
}
