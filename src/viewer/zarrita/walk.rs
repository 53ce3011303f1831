//! Every node of a store through zarrita.js itself: opened, and of arrays the first and the last chunk read.

use super::array::{Part, ZarritaArray};
use super::open::{Kind, Opened};
use super::read::ReadOut;
use super::visit::Visit;
use crate::viewer::outcome::Waits;
use crate::viewer::trace::{About, Trace};
use crate::viewer::versions::Zarrita;
use crate::zarr::Look;

/// Arrays of so many elements are read whole.
const WHOLE: u64 = 1 << 16;

/// Opens nodes and reads arrays.
///
/// # Errors
/// That something has not arrived; the trace is what is known so far.
pub fn walk(look: &mut Look<'_>, zarrita: &'static Zarrita, nodes: &[String]) -> Result<Trace, Waits> {
    let mut visit = Visit::plain(look, zarrita);
    let mut trace = Trace::default();
    let mut waits = Ok(());
    for path in nodes {
        let name = format!("open {}", if path.is_empty() { "/" } else { path });
        let opened = trace.step(&mut visit, (&name, path), About::FREE, |visit, _| visit.open(path, Kind::Any));
        match opened {
            Ok(Some(Opened::Array(array))) => waits = waits.and(read(&mut trace, &mut visit, &array)),
            Ok(_) => {}
            // What is open decides which files are asked for next.
            Err(wait) => return Err(wait),
        }
    }
    waits.map(|()| trace)
}

fn read(trace: &mut Trace, visit: &mut Visit<'_, '_>, array: &ZarritaArray) -> Result<(), Waits> {
    let chunks = array.chunks.clone().unwrap_or_default();
    let items = array.shape.iter().fold(1u64, |product, size| product.saturating_mul(*size));
    if array.shape.is_empty() || items == 0 {
        return Ok(());
    }
    let axes = || array.shape.iter().zip(chunks.iter().map(|size| (*size).max(1)).chain(std::iter::repeat(1)));
    let first: Vec<Part> = axes().map(|(size, chunk)| Part::Slice(0, chunk.min(*size))).collect();
    let before_last = |size: u64, chunk: u64| size.saturating_sub(1).checked_div(chunk).unwrap_or(0).saturating_mul(chunk);
    let last: Vec<Part> = axes().map(|(size, chunk)| Part::Slice(before_last(*size, chunk), *size)).collect();
    let all: Vec<Part> = array.shape.iter().map(|_| Part::All).collect();
    let mut waits = Ok(());
    for (which, selection, wanted) in [("first", first, true), ("last", last, true), ("all", all, items <= WHOLE && items > 1)] {
        if wanted {
            let name = format!("read {} {which}", array.path);
            let done = trace.step(visit, (&name, &array.path), About::FREE, |visit, out| {
                *out = visit.get(array, &selection)?;
                Ok::<ReadOut, _>(out.clone())
            });
            waits = waits.and(done.map(drop));
        }
    }
    waits
}
