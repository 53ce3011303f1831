//! CCITT compressions of bilevel pictures (TIFF 6.0 sections 10 and 11; ITU-T T.4 and T.6): modified Huffman rows
//! (compression 2), Group 3 in one and two dimensions (3), Group 4 (4).

use super::{Failure, TileError, TileSpec};
use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode};

/// T4Options: bit 0 says that lines refer to the one above.
const TWO_DIMENSIONAL: u32 = 1;

/// Decodes rows of packed bits, 1 for black, into `out`.
///
/// # Errors
/// Where the stream is damaged or ends early; `out` holds the rows before. Of samples that are no bits.
pub fn decode(spec: &TileSpec, input: &[u8], out: &mut [u8]) -> Result<(), TileError> {
    if spec.bits != 1 || spec.samples != 1 {
        let what = format!("CCITT tiles of {} samples of {} bits do not exist", spec.samples, spec.bits);
        return Err(TileError::Unsupported(what));
    }
    let row_len = spec.stored_row_len().unwrap_or(0).max(1);
    let mut rows = Rows { out: out.chunks_exact_mut(row_len), written: 0 };
    let result = hayro_ccitt::decode(input, &mut rows, &mut DecoderContext::new(settings(spec)));
    let (written, wanted) = (rows.written, spec.height);
    let failure = |what: String| Failure::new(input.len(), row_len.saturating_mul(written), what);
    match result {
        _ if u32::try_from(written).is_ok_and(|rows| rows >= wanted) => Ok(()),
        Ok(read) => Err(Failure { read, ..failure(format!("the CCITT stream ends after {written} of {wanted} rows")) }.into()),
        Err(error) => Err(failure(format!("the CCITT stream after {written} of {wanted} rows: {error}")).into()),
    }
}

fn settings(spec: &TileSpec) -> DecodeSettings {
    let encoding = match spec.compression {
        4 => EncodingMode::Group4,
        3 if spec.t4_options & TWO_DIMENSIONAL != 0 => EncodingMode::Group3_2D,
        _ => EncodingMode::Group3_1D,
    };
    DecodeSettings {
        columns: spec.width,
        rows: spec.height,
        end_of_block: spec.compression != 2,
        // Whether there are any is seen in the stream.
        end_of_line: false,
        rows_are_byte_aligned: spec.compression == 2,
        encoding,
        // A damaged row is an error, not a white one.
        strict: true,
    }
}

/// Takes rows as places where the colour changes.
struct Rows<'a> {
    out: std::slice::ChunksExactMut<'a, u8>,
    written: usize,
}

impl Decoder for Rows<'_> {
    fn push_row(&mut self, changes: &[u32]) {
        let Some(row) = self.out.next() else { return };
        self.written = self.written.saturating_add(1);
        row.fill(0);
        for run in changes.chunks(2) {
            let place = |at: Option<&u32>| at.and_then(|at| usize::try_from(*at).ok());
            let end = place(run.get(1)).unwrap_or(usize::MAX);
            blacken(row, place(run.first()).unwrap_or(usize::MAX), end);
        }
    }
}

/// Sets the bits from `start` up to `end`, or to the end of the row; the highest bit of a byte comes first.
fn blacken(row: &mut [u8], start: usize, end: usize) {
    let end = end.min(row.len().saturating_mul(8));
    let (first, last) = (start / 8, end / 8);
    // Bits from the place in its byte on.
    let from = |place: usize| u8::MAX.checked_shr(u32::try_from(place % 8).unwrap_or(0)).unwrap_or(0);
    if start >= end {
        return;
    }
    if first == last {
        row.iter_mut().skip(first).take(1).for_each(|byte| *byte |= from(start) & !from(end));
        return;
    }
    row.iter_mut().skip(first).take(1).for_each(|byte| *byte |= from(start));
    if let Some(whole) = row.get_mut(first.saturating_add(1)..last) {
        whole.fill(u8::MAX);
    }
    row.iter_mut().skip(last).take(1).for_each(|byte| *byte |= !from(end));
}

#[cfg(test)]
mod tests {
    use super::blacken;

    #[test]
    fn runs_of_every_place_and_length_set_their_bits_and_no_others() {
        for start in 0..40 {
            for end in start..=40 {
                let mut row = [0u8; 5];
                blacken(&mut row, start, end);
                let bits: Vec<bool> = row.iter().flat_map(|byte| (0..8).map(move |at| byte & (0x80 >> at) != 0)).collect();
                let wanted: Vec<bool> = (0..40).map(|at| at >= start && at < end).collect();
                assert_eq!(bits, wanted, "{start}..{end}");
            }
        }
    }
}
