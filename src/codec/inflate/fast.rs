//! The symbols of a block while input and output are far from their ends.
// `MARGIN_IN` and `MARGIN_OUT` are what one round reads and writes at most, and are there before each round; look-ups
// are masked to the sizes of the tables.
#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::indexing_slicing)]

use super::super::Failure;
use super::bits::{self, Bits};
use super::block::Tables;
use super::careful;
use super::copy::{self, OVERRUN};
use super::table::{DISTANCE_BITS, DISTANCE_SIZE, END, EXCEPTION, LINK, LITERAL, LITLEN_BITS, LITLEN_SIZE};

/// Bytes that two refills touch.
const MARGIN_IN: usize = 16;
/// Bytes that three literals, or two and the longest match, touch.
const MARGIN_OUT: usize = 2 + 258 + OVERRUN;

/// Bits of the buffer while it is in registers. Only the lowest six bits of `count` count: entries are subtracted
/// from it whole.
struct Window<'a> {
    input: &'a [u8],
    at: usize,
    buffer: u64,
    count: u64,
}

impl Window<'_> {
    #[inline(always)]
    fn refill(&mut self) {
        self.buffer |= bits::load(self.input, self.at) << (self.count & 63);
        self.at += 7 - (self.count >> 3 & 7) as usize;
        self.count |= 56;
    }

    #[inline(always)]
    fn skip(&mut self, entry: u64) {
        self.buffer >>= entry & 63;
        self.count = self.count.wrapping_sub(entry);
    }

    #[inline(always)]
    fn litlen(&self, tables: &Tables) -> u64 {
        u64::from(tables.litlen[(self.buffer & ((1 << LITLEN_BITS) - 1)) as usize])
    }

    fn store(&self, bits: &mut Bits<'_>) {
        bits.at = self.at;
        bits.buffer = self.buffer;
        bits.count = (self.count & 63) as u32;
    }
}

const LITERAL64: u64 = LITERAL as u64;
const EXCEPTION64: u64 = EXCEPTION as u64;

/// Decodes symbols until one of the ends is near (`false`) or the block ends (`true`).
pub(super) fn symbols(bits: &mut Bits<'_>, tables: &Tables, out: &mut [u8], written: &mut usize) -> Result<bool, Failure> {
    if bits.input.len() - bits.at < MARGIN_IN || out.len() - *written < MARGIN_OUT {
        return Ok(false);
    }
    let last_in = bits.input.len() - MARGIN_IN;
    let last_out = out.len() - MARGIN_OUT;
    let mut window = Window { input: bits.input, at: bits.at, buffer: bits.buffer, count: u64::from(bits.count) };
    let mut to = *written;
    window.refill();
    let mut entry = window.litlen(tables);
    let result = loop {
        // The next entry is looked up from bits that are there, before the refill: both take their time at once.
        if window.at > last_in || to > last_out {
            break Ok(false);
        }
        let mut seen = window.buffer;
        window.skip(entry);
        if entry & LITERAL64 != 0 {
            out[to] = (entry >> 16) as u8;
            to += 1;
            entry = window.litlen(tables);
            seen = window.buffer;
            window.skip(entry);
            if entry & LITERAL64 != 0 {
                out[to] = (entry >> 16) as u8;
                to += 1;
                entry = window.litlen(tables);
                seen = window.buffer;
                window.skip(entry);
                if entry & LITERAL64 != 0 {
                    out[to] = (entry >> 16) as u8;
                    to += 1;
                    entry = window.litlen(tables);
                    window.refill();
                    continue;
                }
            }
        }
        if entry & EXCEPTION64 != 0 {
            if entry & u64::from(LINK) != 0 {
                let place = (entry >> 16) + (window.buffer & ((1 << (entry >> 8 & 15)) - 1));
                entry = u64::from(tables.litlen[place as usize & (LITLEN_SIZE - 1)]);
                seen = window.buffer;
                window.skip(entry);
                if entry & LITERAL64 != 0 {
                    out[to] = (entry >> 16) as u8;
                    to += 1;
                    entry = window.litlen(tables);
                    window.refill();
                    continue;
                }
            }
            if entry & EXCEPTION64 != 0 {
                if entry & u64::from(END) != 0 {
                    window.store(bits);
                    *written = to;
                    return Ok(true);
                }
                // Never from a subtable: only codes of up to nine bits can be without a meaning.
                window.buffer = seen;
                window.count = window.count.wrapping_add(entry & 63);
                break Ok(false);
            }
        }
        let length = (entry >> 16) + ((seen & ((1 << (entry & 63)) - 1)) >> (entry >> 8 & 63));
        // A distance takes 28 bits, and the look-up of the next entry 11.
        if window.count & 63 < 28 + u64::from(LITLEN_BITS) {
            window.refill();
        }
        entry = u64::from(tables.distance[(window.buffer & ((1 << DISTANCE_BITS) - 1)) as usize]);
        if entry & EXCEPTION64 != 0 {
            if entry & u64::from(LINK) == 0 {
                break Err(None);
            }
            window.skip(entry);
            let place = (entry >> 16) + (window.buffer & ((1 << (entry >> 8 & 15)) - 1));
            entry = u64::from(tables.distance[place as usize & (DISTANCE_SIZE - 1)]);
        }
        seen = window.buffer;
        window.skip(entry);
        let distance = (entry >> 16) + ((seen & ((1 << (entry & 63)) - 1)) >> (entry >> 8 & 63));
        let (length, distance) = (length as usize, distance as usize);
        if distance > to {
            break Err(Some(distance));
        }
        entry = window.litlen(tables);
        window.refill();
        copy::copy_wide(out, to, distance, length);
        to += length;
    };
    window.store(bits);
    *written = to;
    result.map_err(|distance| match distance {
        Some(distance) => careful::too_far(bits, to, distance),
        None => Failure::new(bits.used(), to, "bits that are no distance code"),
    })
}
