//! The fast form of LZW: four codes from one load of the input, one load of the table and one store of 16 bytes for
//! each of them.
//!
//! What must hold, beside what [`Decoder`] says of itself, for the pointers below to be good:
//!
//! - `base` is the address of the output, below 2^47, so that a string of the table holds an address and no more.
//! - Each string of the table is either a literal, whose address is in [`Literals`] with 15 bytes behind it, or lies
//!   in the output before the place that is written next, but for its last byte, which may be at that place.
//! - A group of four codes is begun only with [`MARGIN`] bytes of room, and a string of more than 16 bytes is written
//!   only where that much room remains behind it. So each store of 16 bytes stays inside of the output, and so does
//!   each load, which begins before the store.
//! - It is begun only with eight bytes of input left.
//! - Codes have at most 12 bits and the table 4,096 strings.
#![allow(
    unsafe_code,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "pointers, as the text above says; sums and codes as in the plain form"
)]

use super::plain::{self, CLEAR, Decoder, LONGER, MOST, Order, place, string};

/// Room in the output for four strings of 16 bytes.
const MARGIN: usize = 64;

/// All bytes in their order: where the strings of one byte lie.
pub(super) struct Literals([u8; CLEAR + 16]);

impl Literals {
    pub(super) fn new() -> Self {
        Self(std::array::from_fn(|i| i as u8))
    }

    /// Puts the strings of one byte into a table.
    pub(super) fn define(&self, table: &mut [u64; MOST]) {
        let address = self.0.as_ptr().expose_provenance() as u64;
        for (i, entry) in table.iter_mut().take(CLEAR).enumerate() {
            *entry = string(address + i as u64, 1);
        }
    }
}

impl Decoder<'_> {
    /// Makes strings hold addresses; false where this machine's do not fit.
    pub(super) fn allow_fast(&mut self) -> bool {
        self.base = self.out.as_mut_ptr().expose_provenance() as u64;
        let fits = (self.base + self.out.len() as u64) >> 47 == 0;
        if !fits {
            self.base = 0;
        }
        fits
    }
}

/// Decodes codes while they come in full groups of one width, with room around them and none that is special. What
/// stops it is left to [`Decoder::step`].
pub(super) fn groups(decoder: &mut Decoder<'_>, _literals: &Literals) {
    debug_assert_eq!(decoder.base, decoder.out.as_ptr().addr() as u64);
    if decoder.previous == 0 {
        return;
    }
    loop {
        let width = decoder.width;
        let stopped = match width {
            9 => groups_of::<9>(decoder),
            10 => groups_of::<10>(decoder),
            11 => groups_of::<11>(decoder),
            _ => groups_of::<12>(decoder),
        };
        if stopped || decoder.width == width {
            return;
        }
    }
}

/// The groups of one width; whether a code stopped them.
fn groups_of<const WIDTH: u32>(decoder: &mut Decoder<'_>) -> bool {
    let limit = Order::Msb.limit(WIDTH);
    let Some(last_input) = decoder.input.len().checked_sub(8) else { return true };
    let Some(last_output) = decoder.out.len().checked_sub(MARGIN) else { return true };
    let table = decoder.table.as_mut_ptr();
    let input = decoder.input.as_ptr();
    let start = decoder.out.as_mut_ptr();
    let base = start.expose_provenance();
    let last_output = base + last_output;
    let (mut bit, mut next, mut previous) = (decoder.bit, decoder.next, decoder.previous);
    let mut to = start.wrapping_add(decoder.at);
    let mut stopped = None;
    // Each turn defines codes, and there are at most 4,096.
    'groups: while next + 4 <= limit && (bit >> 3) as usize <= last_input && to.addr() <= last_output {
        // SAFETY: eight bytes of input are left at this place.
        let word = unsafe { load_be(input.add((bit >> 3) as usize)) } << (bit & 7);
        for i in 0..4 {
            let code = (word >> (64 - WIDTH * (i + 1))) as usize & ((1 << WIDTH) - 1);
            // SAFETY: `next + 3` is below `limit` and the code has `WIDTH` bits: both below 4,096.
            let entry = unsafe {
                *table.add(next + i as usize) = previous + LONGER;
                *table.add(code)
            };
            let len = plain::len(entry);
            let from = std::ptr::with_exposed_provenance::<u8>(place(entry) as usize);
            if len.wrapping_sub(1) < 16 {
                // SAFETY: 16 bytes may be read at a string and written here.
                unsafe { copy_16(from, to) };
                if code == next + i as usize {
                    // It was defined just now and ends with the byte it begins with, which was not there to be copied.
                    // SAFETY: the string is not empty, and was written here.
                    unsafe { *to.add(len - 1) = *from };
                }
            } else if len == 0 || to.addr() + len + 32 > last_output {
                stopped = Some(i);
                break 'groups;
            } else {
                // SAFETY: there is room for 32 bytes behind the string; it begins at least 16 bytes before.
                unsafe { copy_long(from, to, len) };
            }
            previous = string(to.addr() as u64, len);
            // SAFETY: there is room for the string.
            to = unsafe { to.add(len) };
        }
        next += 4;
        bit += u64::from(WIDTH * 4);
    }
    let done = stopped.unwrap_or(0);
    (decoder.bit, decoder.next, decoder.previous) = (bit + u64::from(WIDTH * done), next + done as usize, previous);
    decoder.at = to.addr() - base;
    if decoder.next >= limit && WIDTH < 12 {
        decoder.width = WIDTH + 1;
    }
    stopped.is_some()
}

/// Copies 16 bytes. Must be good to read and to write.
#[inline(always)]
unsafe fn copy_16(from: *const u8, to: *mut u8) {
    // SAFETY: as the caller says.
    unsafe { to.cast::<[u8; 16]>().write_unaligned(from.cast::<[u8; 16]>().read_unaligned()) }
}

/// Copies `len` bytes and up to 31 more, in steps of 16, so that a string may reach one byte into its own copy where
/// it begins 16 bytes or more before it.
#[inline(always)]
unsafe fn copy_long(from: *const u8, to: *mut u8, len: usize) {
    let mut done = 0;
    // Ends as `done` grows.
    while done < len {
        // SAFETY: as the caller says.
        unsafe {
            copy_16(from.add(done), to.add(done));
            copy_16(from.add(done + 16), to.add(done + 16));
        }
        done += 32;
    }
}

/// Eight bytes as a number, the first byte highest. Must be good to read.
#[inline(always)]
unsafe fn load_be(from: *const u8) -> u64 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    // SAFETY: as the caller says. One shuffle is what a swap of bytes costs least in WebAssembly.
    unsafe {
        use core::arch::wasm32::{i8x16_shuffle, u64x2_extract_lane, v128_load64_zero};
        let bytes = v128_load64_zero(from.cast());
        u64x2_extract_lane::<0>(i8x16_shuffle::<7, 6, 5, 4, 3, 2, 1, 0, 8, 9, 10, 11, 12, 13, 14, 15>(bytes, bytes))
    }
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    // SAFETY: as the caller says.
    unsafe {
        u64::from_be(from.cast::<u64>().read_unaligned())
    }
}
