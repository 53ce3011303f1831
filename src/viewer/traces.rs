//! Viewers, followed through a store.

use super::input::StoreInput;
use super::outcome::Waits;
use super::survey::{Survey, listing};
use super::trace::{Trace, Traces};
use super::versions::{Way, Zarrita};
use super::vitessce::{
    ImageOptions, ImageRun, Loader, SourceKind, Walk, anndata, autoconfig, vitessce_image, vitessce_spatialdata,
};
use super::viv::viv_image;
use super::zarrita::walk;
use crate::zarr::anndata::{anndata as read_anndata, mudata as read_mudata};
use crate::zarr::ngff::image;
use crate::zarr::probe::Kind;
use crate::zarr::{Found, Look};

/// Follows viewers as far as what has arrived allows; what is missing is noted in the look. Viewers that could not be followed
/// to the end yet are left out.
pub fn traces(look: &mut Look<'_>, input: &StoreInput, kind: Kind) -> Traces {
    let mut traces = Traces::default();
    for viewer in input.followed() {
        let (Some(way), Some((_, zarrita))) = (viewer.way(), viewer.zarrita()) else { continue };
        let trace = match way {
            Way::Nodes => nodes(look, zarrita, input),
            Way::AutoConfig => autoconfig(look, zarrita, input).map(Some),
            Way::Viv => of_viv(look, zarrita, input, kind),
            Way::Vitessce => of_vitessce(look, zarrita, input, kind),
        };
        if let Ok(Some(trace)) = trace {
            traces.insert(viewer, trace);
        }
    }
    traces
}

/// What comes of following a viewer: `None` where it is not for such a store.
type Followed = Result<Option<Trace>, Waits>;

/// zarrita.js by itself.
fn nodes(look: &mut Look<'_>, zarrita: &'static Zarrita, input: &StoreInput) -> Followed {
    let nodes = listing(look, &input.path, &mut Survey::default()).ok_or(Waits)?;
    walk(look, zarrita, &nodes).map(Some)
}

/// Whether somebody may give its address to a viewer of images: what is no image is tried as one, to see what comes of that.
fn is_tried_as_image(kind: Kind) -> bool {
    use Kind::{Bioformats2Raw, Group, Image, Label, Labels, Nothing, Plate, Scene, SpatialDataRaster, Well};
    matches!(kind, Image | Label | Labels | SpatialDataRaster | Plate | Well | Bioformats2Raw | Scene | Group | Nothing)
}

fn of_viv(look: &mut Look<'_>, zarrita: &'static Zarrita, input: &StoreInput, kind: Kind) -> Followed {
    if !is_tried_as_image(kind) {
        return Ok(None);
    }
    let mut trace = Trace::default();
    viv_image(look, zarrita, &mut trace, &input.path).map(|()| Some(trace))
}

fn of_vitessce(look: &mut Look<'_>, zarrita: &'static Zarrita, input: &StoreInput, kind: Kind) -> Followed {
    match kind {
        Kind::AnnData => of_anndata(look, zarrita, input),
        Kind::MuData => of_mudata(look, zarrita, input),
        Kind::SpatialData => vitessce_spatialdata(look, zarrita, input).map(Some),
        _ if is_tried_as_image(kind) => of_image(look, zarrita, input, kind).map(Some),
        _ => Ok(None),
    }
}

/// An image or label image by itself.
fn of_image(look: &mut Look<'_>, zarrita: &'static Zarrita, input: &StoreInput, kind: Kind) -> Result<Trace, Waits> {
    let element = kind == Kind::SpatialDataRaster && image(look, &input.path).here().is_some_and(|image| image.is_labels());
    let loader = if kind == Kind::Label || element { Loader::Labels } else { Loader::Image };
    let options = ImageOptions { coordinate_system: None, transformations: input.transformations.clone() };
    let run = ImageRun { path: &input.path, prefix: "", loader, zarrita, options: &options };
    let mut trace = Trace::default();
    vitessce_image(look, &mut trace, &run).map(|()| trace)
}

/// Vitessce on an AnnData.
fn of_anndata(look: &mut Look<'_>, zarrita: &'static Zarrita, input: &StoreInput) -> Followed {
    let Found::Here(data) = read_anndata(look, &input.path) else { return Ok(None) };
    let mut trace = Trace::default();
    let (base, asked) = (input.path.as_str(), input.asked.as_slice());
    let walk = Walk { data: &data, base, prefix: "", kind: SourceKind::AnnData, says: "", keys: &[], asked, zarrita };
    anndata(look, &walk, &mut trace).map(|()| Some(trace))
}

/// Vitessce on the modalities of a MuData.
fn of_mudata(look: &mut Look<'_>, zarrita: &'static Zarrita, input: &StoreInput) -> Followed {
    let Found::Here(data) = read_mudata(look, &input.path) else { return Ok(None) };
    let mut trace = Trace::default();
    let mut done = Ok(());
    for (number, modality) in data.modalities.iter().enumerate() {
        let Found::Here(modality) = modality else { continue };
        let prefix = modality.path.strip_prefix(&input.path).unwrap_or(&modality.path).trim_start_matches('/');
        let says = format!("{}: ", modality.path.rsplit('/').next().unwrap_or_default());
        // What a view asks for is asked once.
        let asked = if number == 0 { input.asked.as_slice() } else { &[] };
        let (base, kind) = (input.path.as_str(), SourceKind::MuData);
        let walk = Walk { data: modality, base, prefix, kind, says: &says, keys: &[], asked, zarrita };
        done = done.and(anndata(look, &walk, &mut trace));
    }
    done.map(|()| Some(trace))
}
