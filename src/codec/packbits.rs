//! PackBits (compression 32773, TIFF 6.0 section 9).

use crate::codec::Failure;

const ENDS: &str = "PackBits stream ends early";

/// Decodes one strip or tile. The header byte -128 says nothing and is skipped, as is all behind the last byte of output.
///
/// # Errors
///
/// Where the stream ends before the output is full.
pub fn decode(input: &[u8], out: &mut [u8]) -> Result<(), Failure> {
    let size = out.len();
    let (mut input_left, mut out_left) = (input, out);
    // Each turn reads a header, so this ends with the input.
    while !out_left.is_empty() {
        let (read, written) = (input.len().saturating_sub(input_left.len()), size.saturating_sub(out_left.len()));
        let Some((&header, packet)) = input_left.split_first() else { return Err(Failure::new(read, written, ENDS)) };
        (input_left, out_left) = match header {
            0..=127 => literal(packet, out_left, usize::from(header).saturating_add(1)),
            128 => (packet, out_left),
            _ => run(packet, out_left, 257usize.saturating_sub(usize::from(header))),
        };
    }
    Ok(())
}

/// Copies `count` bytes, or as many as there are on both sides; gives what is left.
#[inline(always)]
fn literal<'i, 'o>(packet: &'i [u8], out: &'o mut [u8], count: usize) -> (&'i [u8], &'o mut [u8]) {
    if let (Some(from), Some(to)) = (packet.first_chunk::<128>(), out.first_chunk_mut::<128>()) {
        let pairs = to.as_chunks_mut::<16>().0.iter_mut().zip(from.as_chunks::<16>().0);
        pairs.take(count.div_ceil(16)).for_each(|(to, from)| *to = *from);
        return (packet.get(count..).unwrap_or(&[]), out.get_mut(count..).unwrap_or(&mut []));
    }
    let count = count.min(packet.len()).min(out.len());
    let (from, packet) = packet.split_at(count);
    let (to, out) = out.split_at_mut(count);
    to.copy_from_slice(from);
    (packet, out)
}

/// Writes the next byte `count` times, or as often as there is room; gives what is left.
#[inline(always)]
fn run<'i, 'o>(packet: &'i [u8], out: &'o mut [u8], count: usize) -> (&'i [u8], &'o mut [u8]) {
    let Some((&byte, packet)) = packet.split_first() else { return (packet, out) };
    if let Some(to) = out.first_chunk_mut::<128>() {
        to.as_chunks_mut::<16>().0.iter_mut().take(count.div_ceil(16)).for_each(|to| *to = [byte; 16]);
        return (packet, out.get_mut(count..).unwrap_or(&mut []));
    }
    let (to, out) = out.split_at_mut(count.min(out.len()));
    to.fill(byte);
    (packet, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn decoded(input: &[u8], size: usize) -> Result<Vec<u8>, Failure> {
        let mut out = vec![0xaa; size];
        decode(input, &mut out).map(|()| out)
    }

    /// Byte by byte, as the specification says it.
    fn plain(input: &[u8], size: usize) -> Result<Vec<u8>, Failure> {
        let (mut out, mut read) = (Vec::new(), 0);
        while out.len() < size {
            let ends = Failure::new(input.len(), out.len(), ENDS);
            let n = *input.get(read).ok_or(ends.clone())? as i8;
            read += 1;
            if n >= 0 {
                for _ in 0..=n {
                    let ends = Failure::new(input.len(), out.len(), ENDS);
                    if out.len() < size {
                        out.push(*input.get(read).ok_or(ends)?);
                    }
                    read += 1;
                }
            } else if n != -128 {
                let byte = *input.get(read).ok_or(ends)?;
                read += 1;
                for _ in 0..1 - i32::from(n) {
                    if out.len() < size {
                        out.push(byte);
                    }
                }
            }
        }
        Ok(out)
    }

    #[test]
    fn the_example_of_the_specification_is_read() {
        let packed = [0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa];
        let mut unpacked = vec![0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0xaa, 0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0x22];
        unpacked.extend([0xaa; 10]);
        assert_eq!(decoded(&packed, 24).unwrap(), unpacked);
        for size in 0..24 {
            assert_eq!(decoded(&packed, size).unwrap(), unpacked[..size]);
        }
    }

    #[test]
    fn the_header_that_says_nothing_and_bytes_behind_the_end_are_skipped() {
        assert_eq!(decoded(&[128, 0, 7, 128, 128, 255, 9, 128, 3, 1], 3).unwrap(), [7, 9, 9]);
    }

    #[test]
    fn a_stream_that_ends_early_says_where() {
        assert_eq!(decoded(&[2, 1, 2, 3, 128], 4), Err(Failure::new(5, 3, ENDS)));
        assert_eq!(decoded(&[2, 1, 2], 4), Err(Failure::new(3, 2, ENDS)));
        assert_eq!(decoded(&[0, 1, 200], 4), Err(Failure::new(3, 1, ENDS)));
        assert_eq!(decoded(&[], 1), Err(Failure::new(0, 0, ENDS)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, rng_seed: RngSeed::Fixed(6), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_stream_is_read_as_byte_by_byte(input in prop::collection::vec(any::<u8>(), 0..3000), size in 0usize..20_000) {
            prop_assert_eq!(decoded(&input, size), plain(&input, size));
        }
    }
}
