use super::*;
use proptest::prelude::*;

/// A chunk of one block with one stream.
fn chunk(flags: u8, typesize: u8, nbytes: u32, stream: &[u8]) -> Vec<u8> {
    let mut chunk = vec![2, 1, flags, typesize];
    let cbytes = 16 + 4 + 4 + stream.len() as u32;
    for number in [nbytes, nbytes, cbytes, 20, stream.len() as u32] {
        chunk.extend(number.to_le_bytes());
    }
    chunk.extend(stream);
    chunk
}

#[test]
fn blosclz_streams_by_hand_are_read() {
    let mut out = [0; 12];
    // Three literals, then 9 bytes at distance 3.
    assert_eq!(blosclz::decode(&[2, b'a', b'b', b'c', 7 << 5, 0, 2], &mut out), Ok(()));
    assert_eq!(&out, b"abcabcabcabc");
    // A run.
    assert_eq!(blosclz::decode(&[0, b'a', 7 << 5, 2, 0], &mut out), Ok(()));
    assert_eq!(&out, b"aaaaaaaaaaaa");
    for (stream, what) in [
        (&[2, b'a', b'b'][..], "the blosclz stream is cut short"),
        (&[0, b'a', 1 << 5, 1], "a match of the blosclz stream reaches before its start"),
        (&[0, b'a', 7 << 5, 255], "the blosclz stream is cut short"),
        (&[0, b'a', 7 << 5, 3, 0], "the blosclz stream has more bytes than the block"),
        (&[0, b'a'], "the blosclz stream ends after 1 of 12 bytes"),
        (&[], "the blosclz stream ends after 0 of 12 bytes"),
    ] {
        assert_eq!(blosclz::decode(stream, &mut out).unwrap_err().what, what);
    }
}

#[test]
fn far_matches_of_blosclz_reach_beyond_8_kib() {
    let mut stream = Vec::new();
    let literals: Vec<u8> = (0..9000u32).map(|n| (n * 7 % 251) as u8).collect();
    for run in literals.chunks(32) {
        stream.push(run.len() as u8 - 1);
        stream.extend(run);
    }
    // 3 bytes at distance 8192 + 8.
    stream.extend([(1 << 5) | 31, 255, 0, 8]);
    let mut out = vec![0; 9003];
    assert_eq!(blosclz::decode(&stream, &mut out), Ok(()));
    assert_eq!(out[9000..], literals[800..803]);
}

#[test]
fn what_is_not_decoded_is_named() {
    for (flags, version, what) in [
        (2 << 5, 2, "block 0 of the Blosc chunk: it is compressed with snappy, which is not decoded"),
        (7 << 5, 2, "block 0 of the Blosc chunk: it has the compressor 7, which does not exist"),
        (0x05, 2, "this is no container of Blosc 1 (version 2); Blosc 2 is not read"),
        (0, 5, "this is no container of Blosc 1 (version 5); Blosc 2 is not read"),
        (0, 0, "not a Blosc chunk: version 0 does not exist"),
    ] {
        let mut bytes = chunk(flags, 1, 100, &[1, 2, 3]);
        bytes[0] = version;
        assert_eq!(decode(&bytes, 100).unwrap_err().what, what);
    }
}

#[test]
fn sizes_that_lie_are_said() {
    let whole = chunk(0, 1, 3, b"abc");
    assert_eq!(decode(&whole, 3), Ok(b"abc".to_vec()));
    assert_eq!(decode(&whole, 2).unwrap_err().what, "the Blosc chunk says that it has 3 bytes, and should have 2");
    assert_eq!(decode(&whole[..20], 3).unwrap_err().what, "the Blosc chunk is cut short: 20 of 27 bytes are there");
    for len in 0..whole.len() {
        assert!(decode(&whole[..len], 3).is_err());
    }
    let copy = [&[2, 1, 2, 1, 3, 0, 0, 0, 3, 0, 0, 0, 19, 0, 0, 0][..], b"abc"].concat();
    assert_eq!(decode(&copy, 3), Ok(b"abc".to_vec()));
}

proptest! {
    #[test]
    fn any_bytes_are_decoded_or_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..200), flags in 0u8..255, small: bool) {
        if small && bytes.len() > 16 {
            // A header that could be one.
            let len = bytes.len() as u8;
            bytes[..16].copy_from_slice(&[2, 1, flags, 4, 150, 0, 0, 0, 100, 0, 0, 0, len, 0, 0, 0]);
        }
        let _ = decode(&bytes, 4096);
    }

    #[test]
    fn any_blosclz_stream_is_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), size in 0usize..5000) {
        let _ = blosclz::decode(&bytes, &mut vec![0; size]);
    }
}
