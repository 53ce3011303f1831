//! Which viewers are followed through a store.

use super::facts::StoreInput;
use super::survey::{Survey, listing};
use super::trace::Trace;
use super::viewer::{Release, walk};
use crate::zarr::Look;
use crate::zarr::probe::Kind;
use std::collections::BTreeMap;

/// Follows viewers as far as what has arrived allows; what is missing is noted in the look. Viewers that could not be followed
/// to the end yet are left out.
pub fn traces(look: &mut Look<'_>, input: &StoreInput, kind: Kind) -> BTreeMap<&'static str, Trace> {
    let mut traces = BTreeMap::new();
    for (name, release) in [("zarrita@0.7", Release::V0_7), ("zarrita@0.5", Release::V0_5)] {
        if input.wants(name)
            && let Some(nodes) = listing(look, &input.path, &mut Survey::default())
            && let Ok(trace) = walk(look, release, &nodes)
        {
            traces.insert(name, trace);
        }
    }
    for (name, trace) in of_viewers(look, input, kind) {
        traces.insert(name, trace);
    }
    traces
}

/// Viewers that people use, by the names of their profiles.
fn of_viewers(_look: &mut Look<'_>, _input: &StoreInput, kind: Kind) -> Vec<(&'static str, Trace)> {
    match kind {
        // Images and label images.
        Kind::Image | Kind::Label | Kind::Labels | Kind::SpatialDataRaster => Vec::new(),
        Kind::AnnData => Vec::new(),
        Kind::MuData => Vec::new(),
        Kind::SpatialData | Kind::SpatialDataPoints | Kind::SpatialDataShapes => Vec::new(),
        _ => Vec::new(),
    }
}
