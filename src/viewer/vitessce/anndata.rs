//! Vitessce on AnnData: indexes, columns, sets of cells, embeddings, genes, the heatmap (`@vitessce/zarr`).
//!
//! MuData and the tables of SpatialData are read by the same loaders; they differ in where the indexes are.

mod config;
mod embedding;
mod frame;
mod index;
mod matrix;
mod message;
mod run;
mod scan;
mod sets;
mod source;
mod walk;

use crate::viewer::outcome::Waits;
use crate::viewer::trace::{About, Trace};
use crate::zarr::Look;
use crate::zarr::anndata::{AnnData, Column, ColumnKind, Element, ElementKind};
use crate::zarr::codec;
use run::Run;

pub use walk::{SourceKind, Walk};

/// Columns, embeddings and matrices that are gone through.
const MOST_COLUMNS: usize = 64;
const MOST_EMBEDDINGS: usize = 16;
const MOST_MATRICES: usize = 4;
/// Goes through an AnnData group. The trace is what is known so far, also where something has not arrived.
///
/// # Errors
/// That something has not arrived.
pub fn anndata(look: &mut Look<'_>, walk: &Walk<'_>, trace: &mut Trace) -> Result<(), Waits> {
    let mut run = Run { look, walk, trace, waits: Ok(()) };
    run.step("obs index", &walk.at("obs"), About::COUNTED, |source, visit, out| {
        source.obs_index(visit, out, Some(&walk.at("X")))
    });
    run.step("var index", &walk.at("var"), About::COUNTED, |source, visit, out| {
        source.var_index(visit, out, Some(&walk.at("X")))
    });
    run.columns();
    run.sets();
    for element in walk.data.obsm.elements.iter().filter(|element| is_embedding(element)).take(MOST_EMBEDDINGS) {
        run.embedding(element);
    }
    for element in matrices(walk.data) {
        run.matrix(element);
    }
    for asked in walk.asked {
        run.asked(asked);
    }
    run.waits
}

impl Run<'_, '_, '_> {
    fn columns(&mut self) {
        let data = self.walk.data;
        let frames = [("obs", data.obs_frame()), ("var", data.var_frame())];
        let of_obs = if self.walk.kind == SourceKind::Table { 1 } else { 2 };
        for (group, frame) in frames.into_iter().take(of_obs) {
            for column in frame.iter().flat_map(|frame| self.walk.columns(frame)).take(MOST_COLUMNS) {
                let path = self.walk.at(&format!("{group}/{}", column.name));
                self.step(&format!("{group} column {}", column.name), &column.path, About::COUNTED, |source, visit, out| {
                    source.column(visit, out, &path)
                });
            }
        }
    }

    /// The sets of all columns of text together, as the view of sets asks for them.
    fn sets(&mut self) {
        let table = self.walk.kind == SourceKind::Table;
        let columns = self.walk.data.obs_frame().into_iter().flat_map(|frame| self.walk.columns(frame)).take(MOST_COLUMNS);
        let columns = columns.filter(|column| if table { is_categorical(column) } else { is_sets(column) });
        let paths: Vec<String> = columns.map(|column| self.walk.at(&format!("obs/{}", column.name))).collect();
        if !paths.is_empty() {
            let path = self.walk.at("obs");
            self.step("obs sets", &path, About::COUNTED, |source, visit, out| source.sets(visit, out, &paths));
        }
    }
}

/// Whether a column is one that sets of cells are made of.
fn is_sets(column: &Column) -> bool {
    match &column.kind {
        ColumnKind::Categorical(_) => true,
        ColumnKind::Nullable { .. } => column.encoding.as_deref() == Some("nullable-string-array"),
        ColumnKind::Array => column
            .main()
            .and_then(|node| node.array())
            .is_some_and(|array| array.pipeline.codecs().any(|codec| matches!(codec.step, codec::Step::VlenUtf8))),
        ColumnKind::Other | ColumnKind::Missing | ColumnKind::Unknown => false,
    }
}

fn is_categorical(column: &Column) -> bool {
    matches!(column.kind, ColumnKind::Categorical(_))
}

/// Whether something in `obsm` can be meant to be one: it has two axes to show.
fn is_embedding(element: &Element) -> bool {
    element.exists() && element.shape().is_none_or(|shape| shape.get(1).is_none_or(|width| *width >= 2))
}

/// `X`, or what stands for it, and the layers.
fn matrices(data: &AnnData) -> Vec<&Element> {
    let x = [&data.x].into_iter().chain(&data.raw_x).find(|element| element.exists());
    let layers = data.layers.elements.iter().filter(|element| !matches!(element.kind, ElementKind::Null));
    x.into_iter().chain(layers).take(MOST_MATRICES).collect()
}
