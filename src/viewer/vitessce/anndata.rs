//! Vitessce on AnnData: indexes, columns, sets of cells, embeddings, genes, the heatmap (`@vitessce/zarr`).
//!
//! MuData and the tables of SpatialData are read by the same loaders; they differ in where the indexes are.

mod config;
mod embedding;
mod frame;
mod matrix;
mod message;
mod scan;
mod sets;
mod source;

use crate::viewer::asked::Asked;
use crate::viewer::outcome::{Tried, Waits};
use crate::viewer::trace::{About, Trace};
use crate::viewer::versions::Zarrita;
use crate::viewer::zarrita::{ReadOut, Visit};
use crate::zarr::Look;
use crate::zarr::anndata::{AnnData, Column, ColumnKind, Element, ElementKind, Frame};
use crate::zarr::codec;
use source::Source;

/// Which of Vitessce's sources of data reads a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// `AnnDataSource`: one AnnData, which is all of the store.
    AnnData,
    /// `MuDataSource`: one of the modalities below `mod`.
    MuData,
    /// `SpatialDataTableSource`: one of the tables below `tables`.
    Table,
}

/// An AnnData group to go through.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'a> {
    /// What there is.
    pub data: &'a AnnData,
    /// Path in the store of what the viewer is given the address of.
    pub base: &'a str,
    /// Path of the AnnData below that, without slashes at its ends: empty, `mod/rna`, `tables/table`.
    pub prefix: &'a str,
    /// Which source reads it.
    pub kind: SourceKind,
    /// What stands before the names of the interactions: `rna: `.
    pub says: &'a str,
    /// Columns that say what observations are of, and that nobody looks at for themselves.
    pub keys: &'a [&'a str],
    /// What a view asks for beside all that is there.
    pub asked: &'a [Asked],
    /// What nodes are opened and read with.
    pub zarrita: &'static Zarrita,
}

/// Columns, embeddings and matrices that are gone through.
const MOST_COLUMNS: usize = 64;
const MOST_EMBEDDINGS: usize = 16;
const MOST_MATRICES: usize = 4;
/// Chunks that are gone through in one read: a heatmap of all has thousands, which cost alike.
const MOST_CHUNKS: u64 = 256;
/// Bytes that are decoded of one read.
const DECODED: u64 = 32 << 20;

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

impl Walk<'_> {
    /// A path as it is given to the loaders.
    fn at(&self, path: &str) -> String {
        crate::zarr::path::join(self.prefix, path)
    }

    /// Columns that are looked at.
    fn columns<'f>(&'f self, frame: &'f Frame) -> impl Iterator<Item = &'f Column> {
        frame.chosen().filter(|column| !self.keys.contains(&column.name.as_str()))
    }

    /// The same of a path of the store.
    fn named(&self, path: &str) -> String {
        let below = path.strip_prefix(&self.data.path).unwrap_or(path);
        self.at(below.trim_start_matches('/'))
    }
}

/// Interactions one after the other.
struct Run<'r, 's, 'w> {
    look: &'r mut Look<'s>,
    walk: &'w Walk<'w>,
    trace: &'r mut Trace,
    waits: Result<(), Waits>,
}

impl<'w> Run<'_, '_, 'w> {
    /// An interaction of a page that was just opened; `None` where it fails, or waits.
    fn step<T>(
        &mut self,
        name: &str,
        path: &str,
        about: About,
        action: impl FnOnce(&mut Source<'w>, &mut Visit<'_, '_>, &mut ReadOut) -> Tried<T>,
    ) -> Option<T> {
        let mut visit = Visit::vitessce(self.look, self.walk.zarrita).at_most(MOST_CHUNKS, DECODED);
        let mut source = Source::new(self.walk);
        let name = format!("{}{name}", self.walk.says);
        let done = self.trace.step(&mut visit, (&name, path), about, |visit, out| action(&mut source, visit, out));
        self.take(done)
    }

    fn take<T>(&mut self, done: Result<Option<T>, Waits>) -> Option<T> {
        done.unwrap_or_else(|Waits| {
            self.waits = Err(Waits);
            None
        })
    }

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
