//! The symbols of a block, one after the other, with every case looked at: what ends, what is wrong, and where.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "look-ups are masked to the sizes of the tables, `written` never exceeds `out`, and bits are dropped only \
              after they were seen to be there"
)]

use super::super::Failure;
use super::bits::Bits;
use super::copy;
use super::table::{DISTANCE_BITS, DISTANCE_SIZE, END, EXCEPTION, LINK, LITERAL, LITLEN_BITS, LITLEN_SIZE, Tables};

/// Why the symbols of a block pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pause {
    EndOfBlock,
    /// There is a byte more than the output can hold.
    Full,
}

/// Decodes one symbol, and where it is a length, its distance.
pub(super) fn symbol(
    bits: &mut Bits<'_>,
    tables: &Tables,
    out: &mut [u8],
    written: &mut usize,
) -> Result<Option<Pause>, Failure> {
    bits.refill();
    let Some((entry, seen)) = find::<LITLEN_SIZE>(bits, &tables.litlen, LITLEN_BITS) else { return Err(cut(bits, *written)) };
    if entry & EXCEPTION != 0 {
        if entry & END == 0 {
            return Err(Failure::new(bits.used(), *written, "bits that are no literal/length code"));
        }
        bits.skip(entry & 63);
        return Ok(Some(Pause::EndOfBlock));
    }
    if entry & LITERAL != 0 {
        bits.skip(entry & 63);
        let Some(place) = out.get_mut(*written) else { return Ok(Some(Pause::Full)) };
        *place = (entry >> 16) as u8;
        *written += 1;
        return Ok(None);
    }
    let length = base(entry, seen);
    bits.skip(entry & 63);
    // 56 bits less those of a length are enough for a distance: no refill.
    let Some((entry, seen)) = find::<DISTANCE_SIZE>(bits, &tables.distance, DISTANCE_BITS) else {
        return Err(cut(bits, *written));
    };
    if entry & EXCEPTION != 0 {
        return Err(no_distance(bits, *written));
    }
    let distance = base(entry, seen);
    bits.skip(entry & 63);
    if distance > *written {
        return Err(too_far(bits, *written, distance));
    }
    let fits = length.min(out.len() - *written);
    copy::copy_exact(out, *written, distance, fits);
    *written += fits;
    Ok((fits < length).then_some(Pause::Full))
}

/// The failure of bits that no distance has.
#[cold]
pub(super) fn no_distance(bits: &Bits<'_>, written: usize) -> Failure {
    Failure::new(bits.used(), written, "bits that are no distance code")
}

/// The failure of a distance to before the first byte.
#[cold]
pub(super) fn too_far(bits: &Bits<'_>, written: usize, distance: usize) -> Failure {
    Failure::new(bits.used(), written, format!("match {distance} bytes back, where only {written} have been"))
}

/// The failure of a stream that ends too early.
#[cold]
pub(super) fn cut(bits: &Bits<'_>, written: usize) -> Failure {
    Failure::new(bits.input.len(), written, "stream ends too early")
}

/// The entry of the next bits, after a link to a subtable was followed, and the bits from its code on; `None` where
/// the stream ends before the code or its extra bits do.
fn find<const SIZE: usize>(bits: &mut Bits<'_>, table: &[u32; SIZE], main: u32) -> Option<(u32, u64)> {
    let mut entry = table[low(bits.buffer, main) & (SIZE - 1)];
    if entry & LINK != 0 {
        if bits.count <= main {
            return None;
        }
        bits.skip(main);
        entry = table[((entry >> 16) as usize + low(bits.buffer, entry >> 8 & 15)) & (SIZE - 1)];
    }
    (entry & 63 <= bits.count).then_some((entry, bits.buffer))
}

fn low(buffer: u64, bits: u32) -> usize {
    (buffer & ((1 << bits) - 1)) as usize
}

/// The base of an entry plus its extra bits, out of the bits that begin with its code.
fn base(entry: u32, seen: u64) -> usize {
    (entry >> 16) as usize + (low(seen, entry & 63) >> (entry >> 8 & 15))
}
