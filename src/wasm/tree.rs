//! The boundary to JavaScript: the groups and arrays of a store.

use super::store::{begin_session, input_of, with_store};
use super::to_json;
use crate::check::zarr::kind_word;
use crate::session::StoreSession;
use crate::zarr::array::Array;
use crate::zarr::codec::{Codec, Step};
use crate::zarr::grid::KeyKind;
use crate::zarr::probe::kind_of;
use crate::zarr::tree::Tree;
use crate::zarr::{Defect, Format, Node};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Begins looking for the groups and arrays of a store, ending the session before. `told`: as of `beginStore`. `trust`: nodes
/// are taken from consolidated metadata where it has them.
#[wasm_bindgen(js_name = beginTree)]
pub fn begin_tree(#[wasm_bindgen(unchecked_param_type = "StoreTold")] told: JsValue, trust: bool) -> Result<(), String> {
    begin_session(StoreSession::for_tree(input_of(told)?, trust));
    Ok(())
}

/// The groups and arrays that were found, as JSON.
#[wasm_bindgen]
pub fn tree() -> String {
    with_store(|session| to_json(&TreeJson::from(session.tree()))).unwrap_or_else(|| "null".to_owned())
}

#[derive(Serialize)]
struct TreeJson {
    nodes: Vec<NodeJson>,
    omitted: u64,
    unlisted: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NodeJson {
    path: String,
    kind: &'static str,
    zarr_format: u8,
    what: Option<&'static str>,
    attributes: Vec<String>,
    array: Option<ArrayJson>,
    defects: Vec<Defect>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArrayJson {
    shape: Option<Vec<u64>>,
    chunks: Option<Vec<u64>>,
    /// Chunks along each axis.
    grid: Option<Vec<u64>>,
    inner_chunks: Option<Vec<u64>>,
    dtype: Option<String>,
    codecs: Vec<String>,
    keys: &'static str,
    separator: String,
    dimension_names: Option<Vec<Option<String>>>,
    chunk_bytes: Option<u64>,
    bytes: Option<u64>,
}

/// Defects of a node that are handed over; the report has them all.
const MOST_DEFECTS: usize = 20;

impl From<&Tree> for TreeJson {
    fn from(tree: &Tree) -> Self {
        Self { nodes: tree.nodes.iter().map(|node| node_json(node)).collect(), omitted: tree.omitted, unlisted: tree.unlisted }
    }
}

fn node_json(node: &Node) -> NodeJson {
    let attributes = node.attributes();
    NodeJson {
        path: node.path.clone(),
        kind: node.kind_name(),
        zarr_format: match node.format {
            Format::V2 => 2,
            Format::V3 => 3,
        },
        what: kind_of(node).filter(|_| node.is_group()).map(kind_word),
        attributes: attributes.iter().flat_map(|at| at.members().map(|(name, _)| name.to_owned()).collect::<Vec<_>>()).collect(),
        array: node.array().map(array_json),
        defects: node.defects.kept().iter().take(MOST_DEFECTS).cloned().collect(),
    }
}

fn array_json(array: &Array) -> ArrayJson {
    let sharding = array.pipeline.sharding();
    let inside = sharding.iter().flat_map(|sharding| &sharding.codecs);
    ArrayJson {
        shape: array.shape.clone(),
        chunks: array.chunks.clone(),
        grid: array.grid().map(|grid| grid.counts()),
        inner_chunks: sharding.and_then(|sharding| sharding.chunk_shape.clone()),
        dtype: array.dtype.as_ref().map(|dtype| dtype.name()),
        codecs: array.pipeline.codecs().chain(inside).map(codec_name).collect(),
        keys: match array.keys.kind {
            KeyKind::Default => "default",
            KeyKind::V2 => "v2",
            KeyKind::Other(_) => "other",
        },
        separator: array.keys.separator.clone(),
        dimension_names: array.dimension_names.clone(),
        chunk_bytes: array.chunk_bytes(),
        bytes: array.bytes(),
    }
}

/// `blosc(zstd)`, `sharding_indexed`
fn codec_name(codec: &Codec) -> String {
    match &codec.step {
        Step::Blosc { cname: Some(inside) } => format!("{}({inside})", codec.name),
        _ => codec.name.clone(),
    }
}
