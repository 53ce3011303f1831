//! LZW of TIFF (compression 5, TIFF 6.0 section 13), and the older form of it.
//!
//! A string of the table is never stored: it is the place of the output where it was first written, and its length.
//! A new string is the string before it and one byte more, and in the output that byte follows already.

use crate::codec::Failure;
use plain::{Decoder, Order};

mod fast;
mod plain;

/// Decodes one strip or tile. Streams of the older form, as written before TIFF 5.0 had settled, are recognised by
/// their first code: their bits are packed from the lowest up, and the width of the codes changes one code later.
///
/// A stream needs neither the Clear at its beginning nor the EndOfInformation behind its last byte of output.
///
/// # Errors
///
/// Where the stream ends before the output is full, or has a code that is not defined at that place.
pub fn decode(input: &[u8], out: &mut [u8]) -> Result<(), Failure> {
    let order = Order::of(input);
    let mut decoder = Decoder::new(input, out, order);
    if order == Order::Msb && decoder.allow_fast() {
        let literals = fast::Literals::new();
        literals.define(&mut decoder.table);
        while !decoder.full() {
            fast::groups(&mut decoder, &literals);
            decoder.step()?;
        }
        return Ok(());
    }
    decoder.run()
}

#[cfg(test)]
mod tests;
