//! Which viewers are followed through a store.

use super::input::StoreInput;
use super::outcome::Waits;
use super::survey::{Survey, listing};
use super::trace::Trace;
use super::vitessce::{
    ImageOptions, ImageRun, Loader, SourceKind, Walk, anndata, autoconfig, vitessce_image, vitessce_spatialdata,
};
use super::viv::viv_image;
use super::zarrita::{Release, walk};
use crate::zarr::anndata::{anndata as read_anndata, mudata as read_mudata};
use crate::zarr::ngff::image;
use crate::zarr::probe::Kind;
use crate::zarr::{Found, Look};
use std::collections::BTreeMap;

/// The version of Vitessce whose loaders are followed.
const VITESSCE: &str = "vitessce@4.0.8";

/// Vitessce where it makes a view config by itself.
const AUTOCONFIG: &str = "vitessce-autoconfig@4.0.8";

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
    if input.wants(AUTOCONFIG)
        && let Ok(trace) = autoconfig(look, input)
    {
        traces.insert(AUTOCONFIG, trace);
    }
    for (name, trace) in of_viewers(look, input, kind) {
        traces.insert(name, trace);
    }
    traces
}

/// Viewers that people use, by the names of their profiles.
fn of_viewers(look: &mut Look<'_>, input: &StoreInput, kind: Kind) -> Vec<(&'static str, Trace)> {
    match kind {
        // What is no image is tried as one: whoever gives its address to a viewer sees what comes of that.
        Kind::Image | Kind::Label | Kind::Labels | Kind::SpatialDataRaster => images(look, input, kind),
        Kind::Plate | Kind::Well | Kind::Bioformats2Raw | Kind::Scene | Kind::Group | Kind::Nothing => images(look, input, kind),
        Kind::AnnData => of_anndata(look, input),
        Kind::MuData => of_mudata(look, input),
        Kind::SpatialData => vitessce_spatialdata(look, input).map_or_else(|Waits| Vec::new(), |trace| vec![(VITESSCE, trace)]),
        _ => Vec::new(),
    }
}

/// An image or label image by itself.
fn images(look: &mut Look<'_>, input: &StoreInput, kind: Kind) -> Vec<(&'static str, Trace)> {
    let mut found = Vec::new();
    let element = kind == Kind::SpatialDataRaster && image(look, &input.path).here().is_some_and(|image| image.is_labels());
    let loader = if kind == Kind::Label || element { Loader::Labels } else { Loader::Image };
    let options = ImageOptions { coordinate_system: None, transformations: input.transformations.clone() };
    let run = ImageRun { path: &input.path, prefix: "", loader, options: &options };
    let mut trace = Trace::default();
    if vitessce_image(look, &mut trace, &run).is_ok() {
        found.push((VITESSCE, trace));
    }
    let mut trace = Trace::default();
    if viv_image(look, &mut trace, &input.path).is_ok() {
        found.push(("viv@0.21", trace));
    }
    found
}

/// Vitessce on an AnnData.
fn of_anndata(look: &mut Look<'_>, input: &StoreInput) -> Vec<(&'static str, Trace)> {
    let Found::Here(data) = read_anndata(look, &input.path) else { return Vec::new() };
    let mut trace = Trace::default();
    let (base, asked) = (input.path.as_str(), input.asked.as_slice());
    let walk = Walk { data: &data, base, prefix: "", kind: SourceKind::AnnData, says: "", keys: &[], asked };
    let done = anndata(look, &walk, &mut trace);
    done.map_or_else(|Waits| Vec::new(), |()| vec![(VITESSCE, trace)])
}

/// Vitessce on the modalities of a MuData.
fn of_mudata(look: &mut Look<'_>, input: &StoreInput) -> Vec<(&'static str, Trace)> {
    let Found::Here(data) = read_mudata(look, &input.path) else { return Vec::new() };
    let mut trace = Trace::default();
    let mut done = Ok(());
    for (number, modality) in data.modalities.iter().enumerate() {
        let Found::Here(modality) = modality else { continue };
        let prefix = modality.path.strip_prefix(&input.path).unwrap_or(&modality.path).trim_start_matches('/');
        let says = format!("{}: ", modality.path.rsplit('/').next().unwrap_or_default());
        // What a view asks for is asked once.
        let asked = if number == 0 { input.asked.as_slice() } else { &[] };
        let walk = Walk { data: modality, base: &input.path, prefix, kind: SourceKind::MuData, says: &says, keys: &[], asked };
        done = done.and(anndata(look, &walk, &mut trace));
    }
    done.map_or_else(|Waits| Vec::new(), |()| vec![(VITESSCE, trace)])
}
