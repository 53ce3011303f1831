//! Cyclic redundancy checks of 32 bits: CRC-32 (gzip, RFC 1952 section 8) and CRC-32C (RFC 3720 appendix B.4).

/// CRC-32 of bytes.
pub fn crc32(bytes: &[u8]) -> u32 {
    reflected(&CRC32, bytes)
}

/// CRC-32C (Castagnoli) of bytes.
pub fn crc32c(bytes: &[u8]) -> u32 {
    reflected(&CRC32C, bytes)
}

static CRC32: [u32; 256] = table(0xedb8_8320);
static CRC32C: [u32; 256] = table(0x82f6_3b78);

/// What each byte does to the register, for a polynomial whose bits are reversed.
#[allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::indexing_slicing, reason = "`byte` is below 256")]
const fn table(polynomial: u32) -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut register = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            register = if register & 1 == 1 { (register >> 1) ^ polynomial } else { register >> 1 };
            bit += 1;
        }
        table[byte] = register;
        byte += 1;
    }
    table
}

fn reflected(table: &[u32; 256], bytes: &[u8]) -> u32 {
    let step = |register: u32, byte: &u8| {
        let [low, ..] = register.to_le_bytes();
        table.get(usize::from(low ^ byte)).map_or(0, |entry| (register >> 8) ^ entry)
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_values_of_the_catalogue_come_out() {
        assert_eq!((crc32(b"123456789"), crc32c(b"123456789")), (0xcbf4_3926, 0xe306_9283));
        assert_eq!((crc32(b""), crc32c(b"")), (0, 0));
        // RFC 3720 appendix B.4.
        assert_eq!((crc32c(&[0; 32]), crc32c(&[0xff; 32])), (0x8a91_36aa, 0x62a8_ab43));
    }
}
