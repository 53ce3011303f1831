//! XXH64 with seed 0, of which `Content_Checksum` is the lower half (RFC 8878 clause 3.1.1).

const PRIMES: [u64; 5] =
    [0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63, 0x27D4_EB2F_1656_67C5];

/// The hash of `bytes`.
pub(super) fn xxh64(bytes: &[u8]) -> u64 {
    let [one, two, _, _, five] = PRIMES;
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut hash = five;
    if !blocks.is_empty() {
        let mut lanes = [one.wrapping_add(two), two, 0, one.wrapping_neg()];
        for block in blocks {
            for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
                *lane = round(*lane, u64::from_le_bytes(*word));
            }
        }
        let [a, b, c, d] = lanes;
        hash = a.rotate_left(1).wrapping_add(b.rotate_left(7)).wrapping_add(c.rotate_left(12)).wrapping_add(d.rotate_left(18));
        hash = lanes.into_iter().fold(hash, merge);
    }
    avalanche(tail(hash.wrapping_add(crate::bytes::len64(bytes.len())), rest))
}

/// One word into a lane.
fn round(lane: u64, word: u64) -> u64 {
    let [one, two, ..] = PRIMES;
    lane.wrapping_add(word.wrapping_mul(two)).rotate_left(31).wrapping_mul(one)
}

/// One lane into the hash.
fn merge(hash: u64, lane: u64) -> u64 {
    let [one, _, _, four, _] = PRIMES;
    (hash ^ round(0, lane)).wrapping_mul(one).wrapping_add(four)
}

/// The last bytes, fewer than 32, into the hash.
fn tail(mut hash: u64, bytes: &[u8]) -> u64 {
    let [one, two, three, four, five] = PRIMES;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        hash = (hash ^ round(0, u64::from_le_bytes(*word))).rotate_left(27).wrapping_mul(one).wrapping_add(four);
    }
    let (halves, rest) = rest.as_chunks::<4>();
    for half in halves {
        let half = u64::from(u32::from_le_bytes(*half)).wrapping_mul(one);
        hash = (hash ^ half).rotate_left(23).wrapping_mul(two).wrapping_add(three);
    }
    rest.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte).wrapping_mul(five)).rotate_left(11).wrapping_mul(one))
}

/// Spreads every bit of the hash.
fn avalanche(mut hash: u64) -> u64 {
    let [_, two, three, ..] = PRIMES;
    hash = (hash ^ (hash >> 33)).wrapping_mul(two);
    hash = (hash ^ (hash >> 29)).wrapping_mul(three);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_xxhash_specification() {
        assert_eq!(xxh64(b""), 0xEF46_DB37_51D8_E999);
        assert_eq!(xxh64(b"a"), 0xD24E_C4F1_A98C_6E5B);
        assert_eq!(xxh64(b"abc"), 0x44BC_2CF5_AD77_0999);
    }
}
