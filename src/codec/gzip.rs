//! gzip (RFC 1952): members one after the other, each with its checksum.

use super::{Failure, crc, inflate};
use crate::bytes::slice;

/// Decodes all members, of any size up to `most` bytes together. `guess` is how many bytes they may have.
///
/// # Errors
/// Where a header or the data in it breaks a rule, where a checksum or size does not match, or where there are more than
/// `most` bytes.
pub fn decode_to_end(input: &[u8], guess: usize, most: usize) -> Result<Vec<u8>, Failure> {
    let (mut out, mut at) = (Vec::new(), 0);
    // Ends: each member has at least a header.
    loop {
        let from = header(input, at).map_err(|what| Failure::new(at, out.len(), what))?;
        let (before, room) = (out.len(), most.saturating_sub(out.len()));
        let failure = |failure: Failure| Failure { written: before.saturating_add(failure.written), ..failure };
        let (member, end) = inflate::decode_to_end(input, from, guess.min(room), room).map_err(failure)?;
        let trailer = slice(input, end, 8).and_then(|bytes| bytes.first_chunk::<8>().copied());
        let Some(trailer) = trailer else {
            return Err(Failure::new(end, before.saturating_add(member.len()), "the gzip stream ends before its checksum"));
        };
        verify(trailer, &member).map_err(|what| Failure::new(end, before, what))?;
        out = if before == 0 { member } else { [out, member].concat() };
        at = end.saturating_add(8);
        if at >= input.len() {
            return Ok(out);
        }
    }
}

/// Where the data of the member begins whose header is at `at` (section 2.3).
fn header(input: &[u8], at: usize) -> Result<usize, &'static str> {
    const CUT: &str = "the gzip header is cut short";
    let fixed = slice(input, at, 10).ok_or(if at < input.len() && input.get(at) != Some(&0x1f) { NOT_GZIP } else { CUT })?;
    let [0x1f, 0x8b, method, flags, ..] = *fixed else { return Err(NOT_GZIP) };
    if method != 8 {
        return Err("the gzip stream has a compression method that does not exist");
    }
    let mut at = at.saturating_add(10);
    if flags & 4 != 0 {
        let len = slice(input, at, 2).and_then(|len| len.first_chunk::<2>().copied()).map(u16::from_le_bytes).ok_or(CUT)?;
        at = at.saturating_add(2).saturating_add(usize::from(len));
    }
    // The name and the comment, each up to a zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let rest = input.get(at..).ok_or(CUT)?;
            at = at.saturating_add(rest.iter().position(|byte| *byte == 0).ok_or(CUT)?).saturating_add(1);
        }
    }
    at = at.saturating_add(if flags & 2 != 0 { 2 } else { 0 });
    if at <= input.len() { Ok(at) } else { Err(CUT) }
}

const NOT_GZIP: &str = "not a gzip stream: it does not begin with 1f 8b";

fn verify(trailer: [u8; 8], member: &[u8]) -> Result<(), &'static str> {
    let [a, b, c, d, size @ ..] = trailer;
    if u32::from_le_bytes([a, b, c, d]) != crc::crc32(member) {
        return Err("the checksum of the gzip stream does not match");
    }
    let low = u64::try_from(member.len()).unwrap_or(u64::MAX) & u64::from(u32::MAX);
    if u64::from(u32::from_le_bytes(size)) != low {
        return Err("the gzip stream states another size");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::GzEncoder;
    use flate2::{Compression, GzBuilder};
    use proptest::prelude::*;
    use std::io::Write;

    fn gzip(data: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn headers_with_all_fields_and_several_members_are_read() {
        let mut encoder =
            GzBuilder::new().filename("name").comment("what").extra(vec![1, 2, 3]).write(Vec::new(), Compression::best());
        encoder.write_all(b"one ").unwrap();
        let both = [encoder.finish().unwrap(), gzip(b"two")].concat();
        assert_eq!(decode_to_end(&both, 0, 100), Ok(b"one two".to_vec()));
        assert_eq!(decode_to_end(&both, 7, 7), Ok(b"one two".to_vec()));
        assert!(decode_to_end(&both, 6, 6).is_err());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let whole = gzip(b"some bytes, some bytes");
        let broken = |at: usize, flip: u8| {
            let mut bytes = whole.clone();
            bytes[at] ^= flip;
            decode_to_end(&bytes, 22, 22).unwrap_err().what
        };
        assert_eq!(broken(0, 1), NOT_GZIP);
        assert_eq!(broken(2, 1), "the gzip stream has a compression method that does not exist");
        assert_eq!(broken(whole.len() - 8, 1), "the checksum of the gzip stream does not match");
        assert_eq!(broken(whole.len() - 1, 1), "the gzip stream states another size");
        for len in 0..whole.len() {
            assert!(decode_to_end(&whole[..len], 22, 22).is_err(), "{len}");
        }
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_out(data in prop::collection::vec(0u8..4, 0..5000), guess in 0usize..6000) {
            prop_assert_eq!(decode_to_end(&gzip(&data), guess, data.len()), Ok(data.clone()));
            prop_assert!(data.is_empty() || decode_to_end(&gzip(&data), guess, data.len() - 1).is_err());
        }
    }
}
