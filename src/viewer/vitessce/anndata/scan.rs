//! A gene of a matrix that is stored by rows: all of `indices` is gone through (`extractCsrColumns`).

use super::frame;
use super::matrix::{Loader, columns, exceeds, rows};
use super::message::{Matrix, bytes_per_element};
use crate::bytes::len64;
use crate::viewer::outcome::Tried;
use crate::viewer::zarrita::Attrs;
use crate::viewer::zarrita::{Part, ReadOut, Visit, ZarritaArray};
use crate::zarr::values::Values;
use std::collections::BTreeSet;

/// Chunks on their way at once.
const PREFETCH: u64 = 4;

impl Loader<'_> {
    /// `_loadCSRGeneSelection`
    pub(super) fn by_rows(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, attrs: &Attrs, genes: &[u64]) -> Tried<()> {
        let [_, indices, data] = self.sparse(visit)?;
        let values = indices.shape.first().copied().unwrap_or(0);
        let per_value = bytes_per_element(&indices.data_type).saturating_add(bytes_per_element(&data.data_type));
        let shape = [rows(attrs).unwrap_or(0), columns(attrs)];
        let matrix = Matrix { path: self.path(), shape: &shape, description: "" };
        let scanned = values.saturating_mul(per_value);
        let chunk = indices.chunks.as_ref().and_then(|chunks| chunks.first()).copied().unwrap_or(0);
        let columns = len64(genes.len());
        let rows_of = |rows: u64| {
            let outputs = rows.saturating_mul(4).saturating_mul(columns);
            rows.saturating_add(1).saturating_mul(8).saturating_add(outputs)
        };
        let held = PREFETCH.saturating_mul(chunk).saturating_mul(per_value);
        for bytes in [scanned, held.saturating_add(rows_of(rows(attrs).unwrap_or(0)))] {
            if exceeds(bytes) {
                return Err(matrix.scan(values, bytes).at(&self.source.place(self.path())).into());
            }
        }
        rows(attrs)?;
        if genes.is_empty() {
            return Ok(());
        }
        self.pointers(visit, out)?;
        scan(visit, out, (&indices, &data), (values, chunk), genes)
    }
}

fn scan(
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
    let wanted: BTreeSet<i128> = genes.iter().map(|gene| i128::from(*gene)).collect();
    let found = values.iter().enumerate().filter(|(_, value)| wanted.contains(value));
    Ok(Some(found.filter_map(|(place, _)| len64(place).checked_div(chunk)).collect()))
}
