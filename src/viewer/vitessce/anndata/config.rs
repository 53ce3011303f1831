//! What a view config asks for by its paths.

use super::matrix::Loader;
use super::run::Run;
use super::source::Source;
use crate::bytes::len64;
use crate::viewer::asked::{Asked, AskedPart};
use crate::viewer::outcome::{Tried, all};
use crate::viewer::trace::About;
use crate::viewer::zarrita::{ReadOut, Visit};
use crate::zarr::values::Values;

impl Run<'_, '_, '_> {
    /// The step of what a view asks for.
    pub(super) fn asked(&mut self, asked: &Asked) {
        let Asked { part, path } = asked;
        let name = match part {
            AskedPart::FeatureFilter => format!("config {}", part.name()),
            _ => format!("config {} {path}", part.name()),
        };
        let place = crate::zarr::path::join(self.walk.base, path.trim_start_matches('/'));
        let x = self.walk.at("X");
        self.step(&name, &place, About::COUNTED, |source, visit, out| match part {
            AskedPart::ObsEmbedding => embedding(source, visit, out, path),
            AskedPart::ObsSets => source.sets(visit, out, std::slice::from_ref(path)),
            AskedPart::ObsFeatureMatrix => Loader::new(source.clone(), path).load(visit, out),
            AskedPart::FeatureFilter => filtered(source, visit, out, &x, path),
        });
    }
}

/// `ObsEmbeddingAnndataLoader.load`
fn embedding(source: &mut Source<'_>, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: &str) -> Tried<()> {
    let begun = visit.at_once(|visit| {
        let frame = source.frame(visit, "obs", path).map(drop);
        [frame, source.node(visit, path).map(drop)]
    });
    let [frame, array] = begun;
    let index = frame.and_then(|()| source.obs_index(visit, out, Some(path)).map(drop));
    let coordinates = array.and_then(|()| source.embedding(visit, out, path).map(drop));
    all([index, coordinates]).map(drop)
}

/// A heatmap of the genes that a column of `var` chooses (`initialFeatureFilterPath`).
fn filtered(source: &mut Source<'_>, visit: &mut Visit<'_, '_>, out: &mut ReadOut, x: &str, filter: &str) -> Tried<()> {
    let mut loader = Loader::new(source.clone(), x);
    let begun = visit.at_once(|visit| {
        let source = &mut loader.source;
        let frames = ["obs", "var"].map(|frame| source.frame(visit, frame, x).map(drop));
        let [obs, var] = frames;
        [obs, var, source.node(visit, x).map(drop)]
    });
    let [obs, var, matrix] = begun;
    let cells = obs.and_then(|()| loader.source.obs_index(visit, out, Some(x)).map(drop));
    let genes = var.and_then(|()| loader.genes(visit, out));
    let chosen = matrix.and_then(|()| {
        let array = loader.source.flat(visit, out, filter)?;
        super::frame::small(visit, &array)
    });
    all([cells, genes.as_ref().map(drop).map_err(Clone::clone), chosen.as_ref().map(drop).map_err(Clone::clone)])?;
    let (genes, chosen) = (genes?, chosen?);
    let mut places = Vec::new();
    for place in 0..genes.len.min(chosen.as_ref().map_or(0, |chosen| len64(chosen.len()))) {
        if chosen.as_ref().is_some_and(|chosen| is_true(chosen, place)) {
            places.push(loader.first_of_name(visit, &genes, place)?);
        }
    }
    if places.is_empty() { Ok(()) } else { loader.genes_at(visit, out, &places) }
}

/// Whether JavaScript takes a value for true.
fn is_true(values: &Values, place: u64) -> bool {
    let Ok(place) = usize::try_from(place) else { return false };
    match values {
        Values::Bools(values) => values.get(place).copied().unwrap_or(false),
        Values::Integers(values) => values.get(place).is_some_and(|value| *value != 0),
        Values::Floats(values) => values.get(place).is_some_and(|value| *value != 0.0 && !value.is_nan()),
        Values::Texts(values) => values.get(place).is_some_and(|value| !value.is_empty()),
        Values::Other(_) => false,
    }
}
