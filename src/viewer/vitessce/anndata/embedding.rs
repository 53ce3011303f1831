//! Embeddings: the two columns of an array that a scatterplot shows.

use super::run::Run;
use super::source::Source;
use crate::viewer::outcome::{Failure, Tried, all};
use crate::viewer::trace::About;
use crate::viewer::zarrita::{Part, ReadOut, Visit, ZarritaArray};
use crate::zarr::anndata::Element;

/// Bytes of a coordinate.
const FLOAT: u64 = 4;

impl Run<'_, '_, '_> {
    /// The step of an embedding.
    pub(super) fn embedding(&mut self, element: &Element) {
        let path = self.walk.named(&element.path);
        let name = element.path.rsplit('/').next().unwrap_or_default();
        let rows = element.rows().unwrap_or(0);
        let about = About::shows(rows.saturating_mul(2 * FLOAT));
        self.step(&format!("embedding {name}"), &element.path, about, |source, visit, out| {
            let array = source.embedding(visit, out, &path)?;
            drawable(&array)
        });
    }
}

impl Source<'_> {
    /// `loadNumericForDims`, of the first two.
    pub(super) fn embedding(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: &str) -> Tried<ZarritaArray> {
        let array = self.array(visit, path)?;
        let width = array.chunks.as_ref().and_then(|chunks| chunks.get(1)).copied().unwrap_or(1);
        if width > 1 {
            out.join(visit.get(&array, &[Part::All, Part::Slice(0, 2)])?);
            return Ok(array);
        }
        let columns: Vec<Tried<ReadOut>> = [0, 1].into_iter().map(|dim| visit.get(&array, &[Part::All, Part::At(dim)])).collect();
        for column in all(columns)? {
            out.join(column);
        }
        Ok(array)
    }
}

/// Scatterplots write coordinates into an attribute of 32-bit floats.
fn drawable(array: &ZarritaArray) -> Tried<()> {
    if array.is_big() {
        return Err(Failure::new("TypeError", "Cannot convert a BigInt value to a number").at(&array.path).into());
    }
    Ok(())
}
