//! Deflate (RFC 1951), bare or within zlib's header and checksum (RFC 1950), into a slice of known size.
//!
//! A stream is judged as zlib judges it: over-subscribed codes, incomplete codes other than a single code of one
//! bit, more than 286 literal/length or 30 distance codes, and distances to before the start are failures; a
//! block without distance codes is good as long as it has no match.
//!
//! The work is split by how often it is done:
//!
//! - [`block`]: once a block; its header, its codes, stored bytes.
//! - [`fast`]: once a symbol, while input and output are far from their ends.
//! - [`careful`]: once a symbol, near the ends; decides every doubtful case and is the reference of [`fast`].
//! - [`table`]: what both look symbols up in. [`bits`]: the stream as bits. [`copy`]: matches.

mod bits;
mod block;
mod careful;
mod copy;
mod fast;
mod table;

use super::Failure;
use super::whole::{Stop, grow};
use bits::Bits;
use block::{Decoder, End, TOO_LITTLE};

/// Decodes a bare deflate stream (RFC 1951) until `out` is full.
///
/// What the stream has beyond that is ignored. Where it fails, the bytes of `out` behind the good ones are
/// undefined.
///
/// # Errors
///
/// The stream breaks a rule, or ends, before `out` is full.
pub fn decode_raw(input: &[u8], out: &mut [u8]) -> Result<(), Failure> {
    inflate(Bits::new(input, 0), out).map(|_| ())
}

/// Decodes a zlib stream (RFC 1950) until `out` is full, and verifies its checksum.
///
/// More is read than the RFC allows, as some writers get the wrapping wrong and the pixels right:
///
/// - a header with a wrong FCHECK, or with a window above 32 KiB, is taken as a header (with a wrong FCHECK its
///   FDICT is not believed either);
/// - a stream whose first byte does not name the method 8 is taken as bare deflate without header and checksum (no
///   encoder begins a bare stream with that nibble: it would be a stored block with padding that is not zero);
/// - a missing or cut checksum is not an error.
///
/// The checksum is verified only where the stream ends with the last byte of `out`, as it covers all of the data.
///
/// # Errors
///
/// As [`decode_raw`]. A preset dictionary (FDICT), which no TIFF has, is refused. A wrong checksum is a failure
/// whose `written` is all of `out`: the samples are there, and it is up to the caller to take them.
pub fn decode_zlib(input: &[u8], out: &mut [u8]) -> Result<(), Failure> {
    let header = Header::of(input);
    match header {
        Header::Dictionary => Err(Failure::new(0, 0, "zlib stream needs a preset dictionary")),
        Header::Missing => decode_raw(input, out).map_err(|failure| Failure {
            what: format!("no zlib header, and as bare deflate: {}", failure.what).into(),
            ..failure
        }),
        Header::Zlib => match inflate(Bits::new(input, HEADER), out)? {
            End::At(at) => verify(input, at, out),
            End::Beyond => Ok(()),
        },
    }
}

/// Decodes a zlib stream (RFC 1950) of any size up to `most` bytes to its end, and verifies its checksum. `guess` is how
/// many bytes it may have. Unlike [`decode_zlib`] this takes nothing that zlib and browsers refuse.
///
/// # Errors
///
/// The header, the stream or the checksum is wrong or cut, or there are more than `most` bytes.
pub fn decode_zlib_to_end(input: &[u8], guess: usize, most: usize) -> Result<Vec<u8>, Failure> {
    let sound = input.first_chunk::<HEADER>().is_some_and(|header| u16::from_be_bytes(*header).is_multiple_of(31));
    match Header::of(input) {
        Header::Zlib if sound => {}
        Header::Dictionary => return Err(Failure::new(0, 0, "zlib stream needs a preset dictionary")),
        _ => return Err(Failure::new(0, 0, "not a zlib stream: its first two bytes are no header of one")),
    }
    let (out, end) = decode_to_end(input, HEADER, guess, most)?;
    if input.len() < end.saturating_add(4) {
        return Err(Failure::new(end, out.len(), "the zlib stream ends before its checksum"));
    }
    verify(input, end, &out)?;
    Ok(out)
}

/// Decodes the bare deflate stream that begins at `from` to its end; gives where that is in the input.
///
/// # Errors
///
/// The stream breaks a rule, is cut, or goes on behind `most` bytes.
pub(super) fn decode_to_end(input: &[u8], from: usize, guess: usize, most: usize) -> Result<(Vec<u8>, usize), Failure> {
    let mut end = from;
    let out = grow(guess, most, |out| match inflate(Bits::new(input, from), out) {
        Ok(_) => Ok(Stop::Full),
        Err(failure) if failure.what == TOO_LITTLE => {
            end = failure.read;
            Ok(Stop::End(failure.written))
        }
        Err(failure) => Err(failure),
    })?;
    Ok((out, end))
}

/// Bytes of a zlib header: CMF and FLG.
const HEADER: usize = 2;

/// What the first two bytes of a zlib stream are (RFC 1950 section 2.2).
enum Header {
    Zlib,
    Dictionary,
    Missing,
}

impl Header {
    fn of(input: &[u8]) -> Self {
        let Some(&[cmf, flg]) = input.first_chunk::<HEADER>() else { return Self::Missing };
        let (deflate, fdict) = (cmf & 0x0f == 8, flg & 0x20 != 0);
        match deflate {
            true if fdict && u16::from_be_bytes([cmf, flg]).is_multiple_of(31) => Self::Dictionary,
            true => Self::Zlib,
            false => Self::Missing,
        }
    }
}

/// Compares the Adler-32 at `at` with the data.
fn verify(input: &[u8], at: usize, out: &[u8]) -> Result<(), Failure> {
    let Some(stated) = input.get(at..).and_then(|rest| rest.first_chunk()) else { return Ok(()) };
    let (stated, real) = (u32::from_be_bytes(*stated), simd_adler32::adler32(&out));
    if stated == real {
        return Ok(());
    }
    let what = format!("wrong checksum: Adler-32 of the data is {real:08x}, the stream states {stated:08x}");
    Err(Failure::new(at, out.len(), what))
}

/// Decodes all blocks. A fault behind the last byte of `out` is none.
fn inflate(bits: Bits<'_>, out: &mut [u8]) -> Result<End, Failure> {
    let size = out.len();
    match Decoder::new(bits, out).run() {
        Err(failure) if failure.written == size => Ok(End::Beyond),
        end => end,
    }
}
