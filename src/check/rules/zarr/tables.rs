//! What rules on AnnData, MuData and tables have in common.

use super::*;
use crate::bytes::nearest_float;
use crate::viewer::{Step, Trace};
use crate::zarr::Node;
use crate::zarr::anndata::{AnnData, Column, Element, ElementKind, Frame};
use crate::zarr::array::Array;
use std::sync::Arc;

/// A node.
pub(super) fn at(path: &str) -> At {
    At { path: Some(path.to_owned()), ..At::default() }
}

/// An attribute of a node.
pub(super) fn at_attribute(path: &str, name: &str) -> At {
    At { pointer: Some(format!("/{name}")), ..at(path) }
}

/// The frames of all tables.
pub(super) fn frames(facts: &ZarrFacts) -> impl Iterator<Item = &Frame> {
    facts.tables().into_iter().flat_map(|data| [data.obs_frame(), data.var_frame()]).flatten()
}

/// Their columns, without the indexes.
pub(super) fn columns(facts: &ZarrFacts) -> impl Iterator<Item = &Column> {
    frames(facts).flat_map(Frame::chosen)
}

/// The matrices of a table: X and the layers.
pub(super) fn matrices(data: &AnnData) -> impl Iterator<Item = &Element> {
    let x = [&data.x].into_iter().chain(&data.raw_x).find(|element| element.exists());
    x.into_iter().chain(&data.layers.elements)
}

/// The matrices of all tables.
pub(super) fn all_matrices(facts: &ZarrFacts) -> impl Iterator<Item = &Element> {
    facts.tables().into_iter().flat_map(matrices)
}

/// The embeddings of all tables.
pub(super) fn embeddings(facts: &ZarrFacts) -> impl Iterator<Item = &Element> {
    facts.tables().into_iter().flat_map(|data| &data.obsm.elements)
}

/// What is done with something.
pub(super) fn steps<'a>(trace: &'a Trace, path: &'a str) -> impl Iterator<Item = &'a Step> {
    trace.steps.iter().filter(move |step| step.path == path)
}

/// A finding on something that Vitessce gives up, in its words.
pub(super) fn given_up(facts: &ZarrFacts, finding: Finding, path: &str) -> Finding {
    facts.given_up(finding, |step| step.path == path)
}

/// What one more gene of a matrix costs: the dearest of those that were tried.
pub(super) fn gene<'a>(trace: &'a Trace, matrix: &'a Element) -> Option<&'a Step> {
    let genes = steps(trace, &matrix.path).filter(|step| step.name.contains(" gene ") && step.failure.is_none());
    genes.filter(|step| step.name.ends_with("(warm)")).max_by_key(|step| (step.spent.bytes, step.spent.requests))
}

/// Why showing a gene is slow, if it is: also the first, with what is read before it.
pub(super) fn slow_gene(trace: &Trace, matrix: &Element) -> Option<String> {
    steps(trace, &matrix.path).filter(|step| step.name.contains(" gene ")).find_map(Step::slowness)
}

/// The array of a dense matrix.
pub(super) fn dense(element: &Element) -> Option<&Array> {
    match element.kind {
        ElementKind::Dense => element.node.as_ref()?.array(),
        _ => None,
    }
}

/// What Python calls something in a table: `adata.obs["leiden"]`.
pub(super) fn python(path: &str) -> String {
    let mut parts = path.rsplit('/');
    match (parts.next(), parts.next()) {
        (Some("X"), Some("raw")) => "adata.raw.X".to_owned(),
        (Some("X"), _) | (None, _) => "adata.X".to_owned(),
        (Some(name), Some(group)) => format!("adata.{group}[\"{}\"]", name.replace('\\', "\\\\").replace('"', "\\\"")),
        (Some(name), None) => format!("adata.{name}"),
    }
}

/// Bytes as people read them: `5.6 MB`.
pub(super) fn size(bytes: u64) -> String {
    let bytes = nearest_float(bytes.into());
    match bytes {
        _ if bytes < 1e3 => format!("{bytes} bytes"),
        _ if bytes < 1e5 => format!("{:.1} kB", bytes / 1e3),
        _ if bytes < 1e9 => format!("{:.1} MB", bytes / 1e6),
        _ => format!("{:.1} GB", bytes / 1e9),
    }
}

/// Requests as people read them.
pub(super) fn requests(count: u64) -> String {
    if count == 1 { "1 request".to_owned() } else { format!("{} requests", crate::viewer::grouped(count)) }
}

/// What was asked of the store for something: `16 requests, 5.6 MB`.
pub(super) fn cost(asked: u64, bytes: u64) -> String {
    format!("{}, {}", requests(asked), size(bytes))
}

/// The arrays of the sparse matrices of all tables.
pub(super) fn sparse_arrays(facts: &ZarrFacts) -> impl Iterator<Item = &Arc<Node>> {
    all_matrices(facts)
        .flat_map(|element| match &element.kind {
            ElementKind::Sparse(sparse) => [&sparse.indptr, &sparse.indices, &sparse.data].map(Option::as_ref),
            _ => [None; 3],
        })
        .flatten()
}

/// Genes in a chunk, as is advised for dense matrices, and values: of very many cells fewer genes.
const GENES: u64 = 10;
const MOST_VALUES: u64 = 1 << 20;
/// Values in a chunk, as is advised for sparse ones.
const VALUES: u64 = 20_000;

/// What one more gene would cost with the chunks that are advised: `; after the fix 1 request, 0.2 MB`. What is stored is
/// taken to need as many bytes a value as now.
pub(super) fn after(element: &Element, now: &Step) -> String {
    let advised = advised(element, now).filter(|(_, bytes)| *bytes < now.spent.bytes || now.spent.requests > 2);
    advised.map_or(String::new(), |(asked, bytes)| format!("; after the fix: {}", cost(asked, bytes)))
}

fn advised(element: &Element, now: &Step) -> Option<(u64, u64)> {
    let share = |bytes: u64, part: u64, whole: u64| {
        let product = u128::from(bytes).saturating_mul(u128::from(part));
        u64::try_from(product.checked_div(u128::from(whole))?).ok()
    };
    let bytes = now.spent.bytes;
    match &element.kind {
        ElementKind::Dense => {
            let array = dense(element)?;
            let (rows, genes) = advised_chunks(element);
            let all = *array.shape.as_ref()?.first()?;
            let now = array.read_shape()?.get(1)?.min(array.shape.as_ref()?.get(1)?);
            Some((all.div_ceil(rows.max(1)), share(bytes, genes.min(*now), *now)?))
        }
        ElementKind::Sparse(sparse) => {
            let array = sparse.indices.as_ref()?.array()?;
            let (values, chunk) = (*array.shape.as_ref()?.first()?, *array.read_shape()?.first()?);
            let genes = *sparse.shape.as_ref()?.get(1)?;
            // As many values as were read now, of indices and of data.
            let chunks = if sparse.by_rows { values.div_ceil(chunk.max(1)) } else { now.read.chunks.div_ceil(2) };
            let read = chunks.saturating_mul(chunk).min(values).max(1);
            let run = values.checked_div(genes)?;
            let chunks = run.div_ceil(VALUES).saturating_add(u64::from(run > VALUES)).max(1);
            let after = chunks.saturating_mul(VALUES).min(values);
            Some((chunks.saturating_mul(2), share(bytes, after.min(read), read)?))
        }
        _ => None,
    }
}

/// Chunks that are advised for a dense matrix: all cells, as far as a chunk does not get too large, and few genes.
pub(super) fn advised_chunks(element: &Element) -> (u64, u64) {
    let rows = element.rows().unwrap_or(0).clamp(1, MOST_VALUES);
    (rows, MOST_VALUES.checked_div(rows).unwrap_or(1).clamp(1, GENES))
}
