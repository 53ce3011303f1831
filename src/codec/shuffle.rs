//! Shuffled bytes and bits put back: what Blosc and the filter `shuffle` of numcodecs do before they compress.

/// Puts bytes back: `input` holds all first bytes of the elements, then all second ones, and so on. Bytes that do not make
/// a whole element stand at the end as they are. Both slices have the same length.
pub fn unshuffle_bytes(input: &[u8], out: &mut [u8], element: usize) {
    let count = input.len().checked_div(element).unwrap_or(0);
    if count == 0 || element < 2 {
        out.copy_from_slice(input);
        return;
    }
    let whole = count.saturating_mul(element);
    let (planes, rest) = input.split_at(whole);
    let (elements, tail) = out.split_at_mut(whole);
    tail.copy_from_slice(rest);
    for (place, plane) in planes.chunks_exact(count).enumerate() {
        let slots = elements.iter_mut().skip(place).step_by(element);
        slots.zip(plane).for_each(|(slot, byte)| *slot = *byte);
    }
}

/// Puts bits back: `input` holds the lowest bits of the first bytes of all elements, then the next bits, and so on. As with
/// Blosc, nothing is shuffled where the number of elements is no multiple of 8. Both slices have the same length.
pub fn unshuffle_bits(input: &[u8], out: &mut [u8], element: usize) {
    let count = input.len().checked_div(element).unwrap_or(0);
    if count == 0 || !count.is_multiple_of(8) {
        out.copy_from_slice(input);
        return;
    }
    let whole = count.saturating_mul(element);
    let (rows, rest) = input.split_at(whole);
    let (elements, tail) = out.split_at_mut(whole);
    elements.fill(0);
    tail.copy_from_slice(rest);
    // A row has one bit of each element.
    for (row, bits) in rows.chunks_exact(count / 8).enumerate() {
        let (place, bit) = (row / 8, row % 8);
        let mut slots = elements.iter_mut().skip(place).step_by(element);
        for byte in bits {
            for at in 0..8 {
                if let Some(slot) = slots.next() {
                    *slot |= ((byte >> at) & 1) << bit;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The reverse, element by element.
    fn shuffle_bytes(input: &[u8], element: usize) -> Vec<u8> {
        let count = input.len() / element;
        let planes = (0..element).flat_map(|place| (0..count).map(move |index| index * element + place));
        planes.chain(count * element..input.len()).map(|at| input[at]).collect()
    }

    fn shuffle_bits(input: &[u8], element: usize) -> Vec<u8> {
        let count = input.len() / element;
        if !count.is_multiple_of(8) {
            return input.to_vec();
        }
        let mut out = vec![0; count * element];
        for index in 0..count {
            for row in 0..element * 8 {
                let bit = (input[index * element + row / 8] >> (row % 8)) & 1;
                out[row * (count / 8) + index / 8] |= bit << (index % 8);
            }
        }
        out.extend_from_slice(&input[count * element..]);
        out
    }

    proptest! {
        #[test]
        fn what_was_shuffled_comes_back(data in prop::collection::vec(any::<u8>(), 0..600), element in 1usize..20) {
            let mut out = vec![0; data.len()];
            unshuffle_bytes(&shuffle_bytes(&data, element), &mut out, element);
            prop_assert_eq!(&out, &data);
            unshuffle_bits(&shuffle_bits(&data, element), &mut out, element);
            prop_assert_eq!(&out, &data);
        }
    }

    #[test]
    fn elements_of_no_size_do_no_harm() {
        let mut out = [0; 3];
        unshuffle_bytes(&[1, 2, 3], &mut out, 0);
        assert_eq!(out, [1, 2, 3]);
        unshuffle_bits(&[1, 2, 3], &mut out, 0);
        assert_eq!(out, [1, 2, 3]);
    }
}
