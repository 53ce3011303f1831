//! The boundary to JavaScript: files of a browser, read without waiting.
//!
//! Workers may read a file at once (`FileReaderSync`). A round of questions and answers is then one call from JavaScript, with no
//! turn of the event loop in it.

use super::session::with_job;
use super::to_json;
use crate::need::{Ask, Range, Step};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, FileReaderSync};

/// Bytes that are read faster than one more read is answered: that takes a message to another process.
const SKIPPED: u64 = 32 * 1024;
/// Longest read that joining may make.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Goes on as far as possible, and answers the questions that are next from `file`: how many there were, and of how many bytes;
/// nothing when done. Throws the JSON text of an error, or what the browser throws where the file cannot be read.
#[wasm_bindgen(js_name = stepBlob)]
pub fn step_blob(file: &Blob) -> Result<Vec<f64>, JsValue> {
    let step = with_job(|job| job.step()).unwrap_or(Ok(Step::Done(())));
    let Step::Need(asks) = step.map_err(|error| JsValue::from_str(&to_json(&error)))? else {
        return Ok(Vec::new());
    };
    let mut ranges: Vec<Range> = asks.iter().map(|Ask::Range(range)| *range).collect();
    let asked = ranges.len();
    ranges.sort_unstable_by_key(|range| range.start);
    let reader = FileReaderSync::new()?;
    let mut bytes: u64 = 0;
    let mut rest = ranges.as_slice();
    while let Some((first, _)) = rest.split_first() {
        let (together, behind) = rest.split_at(close(rest));
        let end = together.iter().map(|range| range.end()).max().unwrap_or(first.end());
        let part = file.slice_with_f64_and_f64(first.start as f64, end as f64)?;
        let read = js_sys::Uint8Array::new(&reader.read_as_array_buffer(&part)?.into()).to_vec();
        for range in together {
            let answer = answer(&read, range.start.saturating_sub(first.start), range.len);
            bytes = bytes.saturating_add(crate::bytes::len64(answer.len()));
            with_job(|job| job.supply(range.start, answer));
        }
        rest = behind;
    }
    Ok(vec![asked as f64, bytes as f64])
}

/// How many of the ranges, which are in order, are read together; at least one of them.
fn close(ranges: &[Range]) -> usize {
    let mut end = ranges.first().map_or(0, |range| range.end());
    let start = ranges.first().map_or(0, |range| range.start);
    let follows = |range: &&Range| {
        let inside = range.end() <= end;
        let near = range.start <= end.saturating_add(SKIPPED) && range.end().saturating_sub(start) <= LONGEST;
        end = end.max(range.end());
        inside || near
    };
    ranges.iter().skip(1).take_while(follows).count().saturating_add(1)
}

/// The bytes of a range in what was read from the first one on: fewer, or none, where the file ends.
fn answer(read: &[u8], start: u64, len: u64) -> &[u8] {
    let tail = usize::try_from(start).ok().and_then(|start| read.get(start..)).unwrap_or_default();
    usize::try_from(len).ok().and_then(|len| tail.get(..len)).unwrap_or(tail)
}
