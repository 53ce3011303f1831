//! LZMA (TIFF compression 34925): an xz stream, as libtiff and imagecodecs write it, with a delta filter or without.

use super::Failure;
use xz4rust::{XzDecoder, XzError, XzNextBlockResult};

/// Largest dictionary: that of the highest preset of xz.
const MOST_DICTIONARY: usize = 64 << 20;

/// Decodes until the output is full; what the stream has beyond is left.
///
/// # Errors
/// Where the stream is damaged, ends early, or wants a larger dictionary; `out` holds what came before.
pub fn decode(input: &[u8], out: &mut [u8]) -> Result<(), Failure> {
    let mut decoder = XzDecoder::in_heap_with_alloc_dict_size(0, MOST_DICTIONARY);
    let (mut read, mut written) = (0usize, 0usize);
    // Ends as a step that reads nothing and writes nothing is the last.
    while written < out.len() {
        let (rest, room) = (input.get(read..).unwrap_or(&[]), out.get_mut(written..).unwrap_or(&mut []));
        let step = decoder.decode(rest, room).map_err(|error| Failure::new(read, written, words(&error)))?;
        read = read.saturating_add(step.input_consumed());
        written = written.saturating_add(step.output_produced());
        if matches!(step, XzNextBlockResult::EndOfStream(..)) || !step.made_progress() {
            break;
        }
    }
    if written >= out.len() { Ok(()) } else { Err(Failure::new(read, written, "the xz stream ends early")) }
}

fn words(error: &XzError) -> String {
    match error {
        XzError::NeedsLargerInputBuffer => "the xz stream ends early".to_owned(),
        error => format!("the xz stream is damaged or of an unknown sort: {error}"),
    }
}
