//! Matrices: one gene at a time, dense, by columns or by rows, and the heatmap (`ObsFeatureMatrixAnndataLoader`).

use super::frame;
use super::message::{BUDGET, Matrix, bytes_per_element};
use super::run::{DECODED, MOST_CHUNKS, Run};
use super::scan::{PREFETCH, scan};
use super::source::{Loaded, Source};
use crate::bytes::len64;
use crate::viewer::outcome::{Failure, Stop, Tried, all};
use crate::viewer::trace::About;
use crate::viewer::zarrita::Attrs;
use crate::viewer::zarrita::{Part, ReadOut, Visit, ZarritaArray};
use crate::zarr::anndata::Element;
use crate::zarr::json::Cursor;
use crate::zarr::path::join;
use crate::zarr::values::Values;

/// Bytes of an expression value that is shown.
const FLOAT: u64 = 4;

/// A loader of one matrix, with what it has read.
#[derive(Debug)]
pub(super) struct Loader<'w> {
    pub(super) source: Source<'w>,
    path: String,
    /// Arrays of a sparse matrix: `indptr`, `indices`, `data`.
    sparse: Option<Box<[ZarritaArray; 3]>>,
    dense: Option<Box<ZarritaArray>>,
    /// Values of `indptr`, where they are few enough to look at.
    pointers: Option<Option<Vec<i128>>>,
    /// Names of the genes, where they are few enough to look at.
    names: Option<Option<Vec<String>>>,
}

/// Which gene is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Pick {
    /// The first of the index.
    First,
    /// The one in the middle.
    Middle,
    /// The last.
    Last,
}

impl Run<'_, '_, '_> {
    /// The steps of a matrix.
    pub(super) fn matrix(&mut self, element: &Element) {
        let path = self.walk.named(&element.path);
        let (name, place) = (path.strip_prefix(self.walk.prefix).unwrap_or(&path).trim_start_matches('/'), &element.path);
        let [rows, columns] = [0, 1].map(|axis| element.shape().and_then(|shape| shape.get(axis)).copied().unwrap_or(0));
        let gene = About::shows(rows.saturating_mul(FLOAT));
        self.step(&format!("{name} gene first"), place, gene, |source, visit, out| {
            Loader::new(source.clone(), &path).gene(visit, out, Pick::First)
        });
        self.warm(name, place, &path, gene);
        let shown = Some(rows.saturating_mul(columns).saturating_mul(FLOAT));
        let about = About { shown, whole: true, counted: true };
        self.step(&format!("{name} whole"), place, about, |source, visit, out| {
            Loader::new(source.clone(), &path).load(visit, out)
        });
    }

    /// What one more gene costs: chunks that the last one brought are not kept for ever, all else is.
    fn warm(&mut self, name: &str, place: &str, path: &str, gene: About) {
        let says = self.walk.says;
        let mut loader = Loader::new(Source::new(self.walk), path);
        let mut visit = Visit::vitessce(self.look, self.walk.zarrita).at_most(MOST_CHUNKS, DECODED);
        let ready = format!("{says}{name} metadata and index");
        let mut done = self.trace.step(&mut visit, (&ready, place), About::FREE, |visit, out| loader.prepare(visit, out));
        if let Ok(Some(())) = done {
            for (which, pick) in [("first", Pick::First), ("middle", Pick::Middle), ("last", Pick::Last)] {
                visit.forget();
                let name = format!("{says}{name} gene {which} (warm)");
                let step = self.trace.step(&mut visit, (&name, place), gene, |visit, out| loader.gene(visit, out, pick));
                done = done.and(step);
            }
        }
        self.take(done);
    }
}

impl<'w> Loader<'w> {
    pub(super) fn new(source: Source<'w>, path: &str) -> Self {
        Self { source, path: path.to_owned(), sparse: None, dense: None, pointers: None, names: None }
    }

    /// What is read once the first gene is shown, its chunks aside.
    fn prepare(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut) -> Tried<()> {
        let attrs = self.attrs(visit)?;
        self.genes(visit, out)?;
        if is_sparse(&attrs) {
            self.sparse(visit)?;
            self.pointers(visit, out)
        } else {
            self.dense(visit).map(drop)
        }
    }

    /// `_loadMatrixZattrs`
    fn attrs(&mut self, visit: &mut Visit<'_, '_>) -> Tried<Attrs> {
        self.source.attrs(visit, &self.path)
    }

    /// `loadFilteredGeneNames`
    pub(super) fn genes(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut) -> Tried<Loaded> {
        self.source.var_index(visit, out, Some(&self.path))
    }

    /// `_openDenseArray`
    fn dense(&mut self, visit: &mut Visit<'_, '_>) -> Tried<ZarritaArray> {
        if let Some(array) = &self.dense {
            return Ok(array.as_ref().clone());
        }
        let array = visit.open_array(&self.source.place(&self.path))?;
        self.dense = Some(Box::new(array.clone()));
        Ok(array)
    }

    /// `_openSparseArrays`
    pub(super) fn sparse(&mut self, visit: &mut Visit<'_, '_>) -> Tried<[ZarritaArray; 3]> {
        if let Some(arrays) = &self.sparse {
            return Ok(arrays.as_ref().clone());
        }
        let base = self.source.place(&self.path);
        let parts: Vec<_> = visit.at_once(|visit| {
            ["indptr", "indices", "data"].into_iter().map(|name| visit.open_array(&join(&base, name))).collect()
        });
        let arrays: Result<[ZarritaArray; 3], _> = all(parts)?.try_into();
        let arrays = arrays.map_err(|_| Stop::Wait)?;
        self.sparse = Some(Box::new(arrays.clone()));
        Ok(arrays)
    }

    /// `_loadIndptr`
    pub(super) fn pointers(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut) -> Tried<()> {
        if self.pointers.is_none() {
            let [pointers, _, _] = self.sparse(visit)?;
            out.join(visit.get(&pointers, &pointers.everything())?);
            self.pointers = Some(match frame::small(visit, &pointers)? {
                Some(Values::Integers(values)) => Some(values),
                _ => None,
            });
        }
        Ok(())
    }

    /// `loadGeneSelection`, of one.
    pub(super) fn gene(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, pick: Pick) -> Tried<()> {
        let attrs = self.attrs(visit)?;
        if is_sparse(&attrs) {
            let gene = self.gene_index(visit, out, pick)?;
            return self.of_sparse(visit, out, &attrs, gene.as_slice());
        }
        let (array, gene) = (self.dense(visit), self.gene_index(visit, out, pick));
        all([array.as_ref().map(drop).map_err(Clone::clone), gene.as_ref().map(drop).map_err(Clone::clone)])?;
        gene?.map_or(Ok(()), |gene| self.of_dense(visit, out, &[gene]))
    }

    /// Genes by their places.
    pub(super) fn genes_at(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, genes: &[u64]) -> Tried<()> {
        let attrs = self.attrs(visit)?;
        if is_sparse(&attrs) { self.of_sparse(visit, out, &attrs, genes) } else { self.of_dense(visit, out, genes) }
    }

    fn of_dense(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, genes: &[u64]) -> Tried<()> {
        let array = self.dense(visit)?;
        let parts: Vec<_> = genes.iter().map(|gene| visit.get(&array, &[Part::All, Part::At(*gene)])).collect();
        for part in all(parts)? {
            out.join(part);
        }
        Ok(())
    }

    fn of_sparse(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, attrs: &Attrs, genes: &[u64]) -> Tried<()> {
        if attrs.text("encoding-type") == Some("csr_matrix") {
            return self.by_rows(visit, out, attrs, genes);
        }
        self.sparse(visit)?;
        self.pointers(visit, out)?;
        rows(attrs)?;
        let parts: Vec<_> = genes.iter().map(|gene| self.by_columns(visit, out, *gene)).collect();
        all(parts).map(drop)
    }

    /// `_loadCSRGeneSelection`
    fn by_rows(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, attrs: &Attrs, genes: &[u64]) -> Tried<()> {
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

    /// `_getGeneIndices`, of one: the first gene of that name. `None` where there is none.
    fn gene_index(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, pick: Pick) -> Tried<Option<u64>> {
        let genes = self.genes(visit, out)?;
        let place = match pick {
            Pick::First => Some(0),
            Pick::Middle => Some(genes.len / 2),
            Pick::Last => genes.len.checked_sub(1),
        };
        let Some(place) = place.filter(|place| *place < genes.len) else { return Ok(None) };
        self.first_of_name(visit, &genes, place).map(Some)
    }

    /// `indexOf`: the first gene that is called as one is.
    pub(super) fn first_of_name(&mut self, visit: &mut Visit<'_, '_>, genes: &Loaded, place: u64) -> Tried<u64> {
        if self.names.is_none() {
            self.names = Some(frame::names(visit, genes)?);
        }
        let names = self.names.as_ref().and_then(Option::as_ref);
        let name = names.and_then(|names| names.get(usize::try_from(place).ok()?));
        let first = name.and_then(|name| names?.iter().position(|other| other == name));
        Ok(first.map_or(place, len64))
    }

    /// `_loadCSCGeneSelection`: the run of a gene in `indices` and `data`.
    fn by_columns(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, gene: u64) -> Tried<()> {
        let [pointers, indices, data] = self.sparse(visit)?;
        let known = self.pointers.as_ref().and_then(Option::as_ref);
        let pointer = |place: u64| known.and_then(|known| known.get(usize::try_from(place).ok()?)).map(|value| count(*value));
        let run = match (known, pointer(gene), pointer(gene.saturating_add(1))) {
            // Too many to look at: as long as the mean.
            (None, _, _) => {
                let mean = |place: u64| {
                    let genes = pointers.shape.first().map_or(1, |len| len.saturating_sub(1)).max(1);
                    let values = u128::from(indices.shape.first().copied().unwrap_or(0)).saturating_mul(u128::from(place));
                    u64::try_from(values.checked_div(u128::from(genes)).unwrap_or(0)).unwrap_or(u64::MAX)
                };
                visit.guess();
                Some((mean(gene), mean(gene.saturating_add(1))))
            }
            (_, Some(start), Some(end)) => Some((start, end)),
            // `slice(start, undefined)` is one up to `start`.
            (_, Some(start), None) => Some((0, start)),
            (_, None, _) => None,
        };
        let Some((start, end)) = run.filter(|(start, end)| start != end) else { return Ok(()) };
        let parts = [&indices, &data].map(|array| visit.get(array, &[Part::Slice(start, end)]));
        for part in all(parts)? {
            out.join(part);
        }
        Ok(())
    }

    /// Its path, as the viewer has it.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// `loadCellXGene`, `load`: everything, with the names of both axes.
    pub(super) fn load(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut) -> Tried<()> {
        let path = self.path.clone();
        // Each of the three opens its first node at once; the rest follows.
        let begun = visit.at_once(|visit| {
            let frames = ["obs", "var"].map(|frame| self.source.frame(visit, frame, &path).map(drop));
            let [obs, var] = frames;
            [obs, var, self.source.attrs(visit, &path).map(drop)]
        });
        let obs = begun_then(&begun, 0, || self.source.obs_index(visit, out, Some(&path)).map(drop));
        let var = begun_then(&begun, 1, || self.genes(visit, out).map(drop));
        let matrix = begun_then(&begun, 2, || self.everything(visit, out));
        all([obs, var, matrix]).map(drop)
    }

    fn everything(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut) -> Tried<()> {
        let attrs = self.attrs(visit)?;
        if is_sparse(&attrs) { self.whole_sparse(visit, out, &attrs) } else { self.whole_dense(visit, out) }
    }

    /// `_loadDenseCellXGene`
    fn whole_dense(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut) -> Tried<()> {
        let array = self.dense(visit)?;
        let elements = array.shape.iter().fold(1u64, |product, size| product.saturating_mul(*size));
        let bytes = elements.saturating_mul(bytes_per_element(&array.data_type));
        let description = format!("dense {}", array.data_type);
        let matrix = Matrix { path: &self.path, shape: &array.shape, description: &description };
        if let Some(failure) = matrix.whole(elements, bytes) {
            return Err(failure.at(&array.path).into());
        }
        out.join(visit.get(&array, &array.everything())?);
        Ok(())
    }

    /// `_loadSparseCellXGene`
    fn whole_sparse(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, attrs: &Attrs) -> Tried<()> {
        let [pointers, indices, data] = self.sparse(visit)?;
        let shape = [rows(attrs)?, columns(attrs)];
        let values = indices.shape.first().copied().unwrap_or(0);
        let elements = shape.iter().fold(1u64, |product, size| product.saturating_mul(*size));
        let per_value = bytes_per_element(&indices.data_type).saturating_add(bytes_per_element(&data.data_type));
        let of_pointers = pointers.shape.first().copied().unwrap_or(0).saturating_mul(bytes_per_element(&pointers.data_type));
        let bytes = elements.saturating_mul(FLOAT).saturating_add(values.saturating_mul(per_value)).saturating_add(of_pointers);
        let kind = attrs.text("encoding-type").unwrap_or_default();
        let matrix = Matrix { path: &self.path, shape: &shape, description: kind };
        if let Some(failure) = matrix.whole(elements, bytes) {
            return Err(failure.at(&self.source.place(&self.path)).into());
        }
        let pointers = self.pointers(visit, out).map(|()| ReadOut::default());
        let [indices, data] = [&indices, &data].map(|array| visit.get(array, &array.everything()));
        for part in all([pointers, indices, data])? {
            out.join(part);
        }
        Ok(())
    }
}

/// Goes on with one of several things that were begun at once.
fn begun_then(begun: &[Tried<()>], number: usize, then: impl FnOnce() -> Tried<()>) -> Tried<()> {
    match begun.get(number) {
        Some(Err(stop)) => Err(stop.clone()),
        _ => then(),
    }
}

fn is_sparse(attrs: &Attrs) -> bool {
    matches!(attrs.text("encoding-type"), Some("csr_matrix" | "csc_matrix"))
}

/// `shape[0]` of a sparse matrix.
pub(super) fn rows(attrs: &Attrs) -> Tried<u64> {
    let missing = |what: &str| Failure::new("TypeError", format!("Cannot read properties of {what} (reading '0')"));
    let shape = attrs.get("shape").ok_or_else(|| missing("undefined"))?;
    if shape.value().is_null() {
        return Err(missing("null").into());
    }
    Ok(size(&shape, 0))
}

/// `shape[1]` of a sparse matrix.
pub(super) fn columns(attrs: &Attrs) -> u64 {
    attrs.get("shape").map_or(0, |shape| size(&shape, 1))
}

fn size(shape: &Cursor<'_>, axis: usize) -> u64 {
    shape.index(axis).and_then(|size| size.value().as_u64()).unwrap_or(0)
}

fn count(value: i128) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

/// Whether a page cannot hold so many bytes.
pub(super) fn exceeds(bytes: u64) -> bool {
    bytes > BUDGET
}
