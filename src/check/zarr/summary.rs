//! What a report tells of a store: what is in it, and what viewers ask for.

use super::facts::ZarrFacts;
use super::step_words::step_words;
use crate::bytes::len64;
use crate::check::report::shown;
use crate::viewer::Spent;
use crate::zarr::Node;
use crate::zarr::anndata::{AnnData, Element};
use crate::zarr::ngff::{Channels, Image};
use serde::Serialize;
use std::borrow::Cow;

/// Levels, channels, columns and the like that are told of, each.
const MOST: usize = 100;
/// Interactions of one viewer that are told of.
const MOST_INTERACTIONS: usize = 200;

/// What is in a store.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoreSummary<'a> {
    zarr_format: Option<u64>,
    /// Nodes that were looked at, and those of them that are arrays.
    nodes: u64,
    arrays: u64,
    images: Vec<ImageSummary<'a>>,
    tables: Vec<TableSummary<'a>>,
    /// Elements of SpatialData that are no images and no tables.
    elements: Vec<&'a str>,
    /// What viewers do, one after the other, and what each thing costs over HTTP.
    interactions: Vec<ViewerSummary<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ImageSummary<'a> {
    path: &'a str,
    version: Option<Cow<'a, str>>,
    axes: Vec<Option<Cow<'a, str>>>,
    channels: Vec<Option<Cow<'a, str>>>,
    levels: Vec<ArraySummary<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ArraySummary<'a> {
    path: &'a str,
    shape: &'a [u64],
    /// Shape of what is read at a time: of the chunks in shards, where there are shards.
    chunks: &'a [u64],
    dtype: String,
    /// Bytes of all of it, not compressed.
    bytes: Option<u64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TableSummary<'a> {
    path: &'a str,
    observations: Option<u64>,
    variables: Option<u64>,
    obs_columns: Vec<&'a str>,
    embeddings: Vec<&'a str>,
    matrices: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct ViewerSummary<'a> {
    viewer: &'static str,
    steps: Vec<StepSummary<'a>>,
}

#[derive(Debug, Serialize)]
struct StepSummary<'a> {
    name: Cow<'a, str>,
    /// The same for people.
    words: String,
    path: Cow<'a, str>,
    requests: u64,
    bytes: u64,
    /// Bytes of what a person sees of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<u64>,
    /// Whether the cost is reckoned from a part of what is asked for.
    estimated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fails: Option<Cow<'a, str>>,
}

/// Sums up a store.
pub(super) fn summary(facts: &ZarrFacts) -> StoreSummary<'_> {
    let elements = facts.spatialdata.iter().flat_map(|data| &data.elements);
    let of_elements = elements.clone().filter_map(|element| element.image.as_deref());
    let tables = facts.spatialdata.iter().flat_map(|data| &data.tables).filter_map(|table| match &table.anndata {
        crate::zarr::Found::Here(table) => Some(table.as_ref()),
        _ => None,
    });
    let modalities = facts.mudata.iter().flat_map(|data| &data.modalities).filter_map(|modality| match modality {
        crate::zarr::Found::Here(modality) => Some(modality),
        _ => None,
    });
    StoreSummary {
        zarr_format: facts.node().and_then(|node| node.zarr_format),
        nodes: len64(facts.survey.nodes.len()),
        arrays: len64(facts.survey.arrays.len()),
        images: facts.image.iter().chain(of_elements).take(MOST).map(of_image).collect(),
        tables: facts.anndata.iter().chain(modalities).chain(tables).take(MOST).map(of_table).collect(),
        elements: elements.filter(|element| element.image.is_none()).take(MOST).map(|element| element.path.as_str()).collect(),
        interactions: interactions(facts),
    }
}

fn of_image(image: &Image) -> ImageSummary<'_> {
    let multiscale = image.facts.multiscale();
    let version = image.facts.version.as_ref().or_else(|| multiscale.and_then(|multiscale| multiscale.version.as_ref()));
    let axes = multiscale.and_then(|multiscale| multiscale.axes.as_ref()).into_iter().flatten();
    let channels = match image.facts.omero.as_ref().map(|omero| &omero.channels) {
        Some(Channels::Here(channels)) => channels.as_slice(),
        _ => &[],
    };
    let label = |label: &crate::zarr::json::Value| label.as_str().map(|text| Cow::Owned(shown(text).into_owned()));
    ImageSummary {
        path: &image.group.path,
        version: version.map(|version| shown(&version.text)),
        axes: axes.take(MOST).map(|axis| axis.name.as_deref().map(shown)).collect(),
        channels: channels.iter().take(MOST).map(|channel| channel.label.as_ref().and_then(label)).collect(),
        levels: image.levels.iter().filter_map(|level| of_array(level.node.as_deref()?)).take(MOST).collect(),
    }
}

fn of_array(node: &Node) -> Option<ArraySummary<'_>> {
    let array = node.array()?;
    Some(ArraySummary {
        path: &node.path,
        shape: array.shape.as_deref().unwrap_or_default(),
        chunks: array.read_shape().unwrap_or_default(),
        dtype: array.dtype.as_ref().map(|dtype| shown(&dtype.name()).into_owned()).unwrap_or_default(),
        bytes: array.bytes(),
    })
}

fn of_table(data: &AnnData) -> TableSummary<'_> {
    let rows = |found: &crate::zarr::Found<Box<crate::zarr::anndata::Frame>>| match found {
        crate::zarr::Found::Here(frame) => frame.rows(),
        _ => None,
    };
    let columns = match &data.obs {
        crate::zarr::Found::Here(frame) => frame.columns.as_slice(),
        _ => &[],
    };
    let there = |element: &&Element| element.exists();
    let paths = |elements: &'_ [Element]| elements.len().min(MOST);
    let embeddings = data.obsm.elements.get(..paths(&data.obsm.elements)).unwrap_or_default();
    let matrices = std::iter::once(&data.x).chain(&data.raw_x).chain(&data.layers.elements);
    TableSummary {
        path: &data.path,
        observations: rows(&data.obs),
        variables: rows(&data.var),
        obs_columns: columns.iter().take(MOST).map(|column| column.name.as_str()).collect(),
        embeddings: embeddings.iter().filter(there).map(|element| element.path.as_str()).collect(),
        matrices: matrices.filter(there).take(MOST).map(|element| element.path.as_str()).collect(),
    }
}

fn interactions(facts: &ZarrFacts) -> Vec<ViewerSummary<'_>> {
    let step = |step: &crate::viewer::Step| {
        let Spent { requests, bytes, estimated } = step.spent;
        let fails = step.failure.as_ref().map(|failure| Cow::Owned(shown(&failure.message).into_owned()));
        let (name, path) = (shown(&step.name).into_owned(), shown(&step.path).into_owned());
        StepSummary {
            words: step_words(&name),
            name: name.into(),
            path: path.into(),
            requests,
            bytes,
            shown: step.shown,
            estimated,
            fails,
        }
    };
    let did = facts.traces.iter().filter(|(_, trace)| !trace.steps.is_empty());
    did.map(|(viewer, trace)| {
        let steps = trace.steps.iter().filter(|step| step.spent.requests > 0 || step.failure.is_some());
        ViewerSummary { viewer: viewer.id(), steps: steps.take(MOST_INTERACTIONS).map(step).collect() }
    })
    .collect()
}
