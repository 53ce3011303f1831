//! A gene of a matrix that is stored by rows: all of `indices` is gone through (`extractCsrColumns`).

use super::frame;
use crate::bytes::len64;
use crate::sort::Gather;
use crate::viewer::outcome::Tried;
use crate::viewer::zarrita::{Part, ReadOut, Visit, ZarritaArray};
use crate::zarr::values::Values;
use std::collections::BTreeSet;

/// Chunks on their way at once.
pub(super) const PREFETCH: u64 = 4;

/// Goes through `indices` chunk by chunk, and reads `data` where one of the genes is.
pub(super) fn scan(
    visit: &mut Visit<'_, '_>,
    out: &mut ReadOut,
    (indices, data): (&ZarritaArray, &ZarritaArray),
    (values, chunk): (u64, u64),
    genes: &[u64],
) -> Tried<()> {
    if values == 0 {
        return Ok(());
    }
    out.join(visit.uncached(|visit| visit.get(indices, &indices.everything()))?);
    // The two are written with the same chunks. Where they are not, `get` drops the option that the cache is to be left out.
    let alike = data.chunks.as_ref().and_then(|chunks| chunks.first()) == Some(&chunk);
    let mut read = |visit: &mut Visit<'_, '_>, part: &[Part]| {
        let done = if alike { visit.uncached(|visit| visit.get(data, part)) } else { visit.get(data, part) };
        done.map(|done| out.join(done))
    };
    let Some(hits) = hits(visit, indices, chunk, genes)? else {
        // Too many to look at. A chunk is long, so that a gene has a value in nearly all of them.
        visit.guess();
        return read(visit, &data.everything());
    };
    for number in hits {
        let start = number.saturating_mul(chunk);
        read(visit, &[Part::Slice(start, start.saturating_add(chunk).min(values))])?;
    }
    Ok(())
}

/// Chunks of `indices` in which one of the genes has a value.
fn hits(visit: &mut Visit<'_, '_>, indices: &ZarritaArray, chunk: u64, genes: &[u64]) -> Tried<Option<BTreeSet<u64>>> {
    let Some(Values::Integers(values)) = frame::small(visit, indices)? else { return Ok(None) };
    let wanted: BTreeSet<i128> = genes.iter().map(|gene| i128::from(*gene)).gather();
    let found = values.iter().enumerate().filter(|(_, value)| wanted.contains(value));
    Ok(Some(found.filter_map(|(place, _)| len64(place).checked_div(chunk)).gather()))
}
