//! Images and label images in Vitessce: `OmeZarrLoader` and its kin, then what its two spatial views read.

use super::channels::{Channels, channels};
use super::matrix::{Matrix, matrix, ngff_axes, normalized, spatial_matrix};
use super::metadata::Metadata;
use crate::viewer::outcome::{Failure, Stop, Tried, Waits};
use crate::viewer::shown::ImageShown;
use crate::viewer::trace::{About, Trace};
use crate::viewer::versions::Zarrita;
use crate::viewer::viv::{self, Raster, Selection, TEXTURES, is_interleaved, labels_of, levels};
use crate::viewer::zarrita::{Attrs, Kind, ReadOut, Visit};
use crate::zarr::Look;
use crate::zarr::json::{Cursor, Document};
use std::sync::Arc;

/// An image that Vitessce is told to show.
#[derive(Clone, Copy, Debug)]
pub struct ImageRun<'a> {
    /// Path of its group in the store.
    pub path: &'a str,
    /// What stands before the names of steps, as `images/cells: `; may be empty.
    pub prefix: &'a str,
    /// The loader.
    pub loader: Loader,
    /// What nodes are opened and read with.
    pub zarrita: &'static Zarrita,
    /// What the view configuration says of it.
    pub options: &'a ImageOptions,
}

/// Loaders of images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loader {
    /// `image.ome-zarr`
    Image,
    /// `obsSegmentations.ome-zarr`
    Labels,
    /// `image.spatialdata.zarr`
    SpatialImage,
    /// `labels.spatialdata.zarr`
    SpatialLabels,
}

impl Loader {
    /// Whether what is shown are label images.
    pub fn is_labels(self) -> bool {
        matches!(self, Self::Labels | Self::SpatialLabels)
    }

    /// Channels that `spatialBeta` shows at first.
    fn most_channels(self) -> usize {
        if self == Self::SpatialLabels { 7 } else { 5 }
    }
}

/// Options of a file in a view configuration.
#[derive(Clone, Debug, Default)]
pub struct ImageOptions {
    /// `coordinateSystem`, of elements of SpatialData; `global` where it is not given.
    pub coordinate_system: Option<String>,
    /// `coordinateTransformations`, a JSON array.
    pub transformations: Option<Arc<Document>>,
}

/// An image that was loaded.
struct Loaded {
    raster: Raster,
    attrs: Attrs,
    channels: Channels,
    matrix: Matrix,
}

/// Shows an image: the steps of a page that was just opened, in their order.
///
/// # Errors
/// That something has not arrived; the trace is what is known so far.
pub fn vitessce_image(look: &mut Look<'_>, trace: &mut Trace, run: &ImageRun<'_>) -> Result<(), Waits> {
    let mut visit = Visit::vitessce(look, run.zarrita).at_most(viv::MOST_CHUNKS, viv::MOST_DECODED);
    let name = |name: &str| format!("{}{name}", run.prefix);
    let loaded = trace.step(&mut visit, (&name("load"), run.path), About::FREE, |visit, out| load(visit, run, out))?;
    let Some(mut loaded) = loaded else { return Ok(()) };
    let sources = trace.step(&mut visit, (&name("pixel sources"), run.path), About::FREE, |_, _| describe(&loaded, run))?;
    let Some(matrix) = sources else { return Ok(()) };
    loaded.matrix = matrix;
    let mut steps = Steps { trace, visit: &mut visit, run, raster: &loaded.raster };
    let mut waits = Ok(());
    let shown = steps.views(&loaded.channels, &mut waits);
    steps.levels(shown.beta.first().cloned().unwrap_or_default(), &mut waits);
    waits?;
    let samples = viv::samples(&mut visit, &loaded.raster, &shown.beta)?;
    let Loaded { raster, channels, matrix, .. } = loaded;
    trace.images.push(ImageShown::of_vitessce(run, &raster, channels, matrix, samples));
    Ok(())
}

impl ImageShown {
    fn of_vitessce(run: &ImageRun<'_>, raster: &Raster, channels: Channels, matrix: Matrix, samples: Vec<Vec<f64>>) -> Self {
        let planes = default_selections(raster).len();
        Self {
            path: run.path.to_owned(),
            labels: run.loader.is_labels(),
            size: raster.size(0),
            tile: raster.tile,
            channels: crate::bytes::len64(channels.names.len()),
            scale: Some(matrix.scale()),
            offset: Some(matrix.offset()),
            rgb: channels.rgb,
            windows: if run.loader.is_labels() { Vec::new() } else { channels.spatial.into_iter().take(planes).collect() },
            windows_beta: channels.beta,
            samples,
        }
    }
}

/// `loadOmeZarr`, then `load` of the loader.
fn load(visit: &mut Visit<'_, '_>, run: &ImageRun<'_>, out: &mut ReadOut) -> Tried<Loaded> {
    let attrs = visit.open(run.path, Kind::Any)?.attrs().clone();
    attrs.assert_has_members("multiscales").map_err(|failure| failure.at(run.path))?;
    let metadata = Metadata::of(&attrs);
    let Some(multiscales) = metadata.get("multiscales") else {
        let said = "Expected the Zarr store to contain OME-NGFF multiscales metadata.";
        return Err(Failure::new("Error", said).at(run.path).into());
    };
    let first = multiscales.index(0).ok_or_else(|| {
        let said = "Cannot destructure property 'datasets' of 'multiscales[0]' as it is undefined.";
        Failure::new("TypeError", said).at(run.path)
    })?;
    let raster = Raster::new(labels_of(&first), levels(visit, run.path, &first)?)?;
    let element = ["channels_metadata", "image-label", "spatialdata_attrs"].iter().any(|name| metadata.is_true(name));
    if !element && !metadata.is_true("omero") {
        return Err(Failure::new("Error", "image.ome-zarr must have omero metadata in attributes.").at(run.path).into());
    }
    let axes = ngff_axes(first.get("axes"));
    let configured = matrix(configured(run), &axes)?;
    let own = matrix(normalized(first.get("coordinateTransformations"), first.get("datasets")), &axes)?;
    let channels = channels(&metadata, &raster)?;
    statistics(visit, &raster, out)?;
    adapted(&raster, raster.last())?;
    Ok(Loaded { attrs: attrs.clone(), matrix: own.then(configured), channels, raster })
}

/// Transformations of the view configuration.
fn configured<'a>(run: &ImageRun<'a>) -> Vec<Cursor<'a>> {
    let options: &'a ImageOptions = run.options;
    options
        .transformations
        .iter()
        .filter_map(|document| document.cursor())
        .flat_map(|list| list.items().collect::<Vec<_>>())
        .collect()
}

/// Statistics of up to four channels of the lowest level, at the middle of z and t (`initializeLayerChannels`).
fn statistics(visit: &mut Visit<'_, '_>, raster: &Raster, out: &mut ReadOut) -> Tried<()> {
    raster.planes(visit, raster.last(), &default_selections(raster), out)?;
    let data_type = raster.levels.last().map(|array| array.data_type.as_str()).unwrap_or_default();
    // `getChannelStats`
    let failure = match data_type {
        "int64" | "uint64" => "Cannot mix BigInt and other types, use explicit conversions",
        "bool" | "string" | "v2:object" => "arr.filter is not a function",
        _ if data_type.starts_with("v2:") => "arr.filter is not a function",
        _ => return Ok(()),
    };
    let any = !default_selections(raster).is_empty();
    if any { Err(Failure::new("TypeError", failure).at(&lowest(raster)).into()) } else { Ok(()) }
}

fn lowest(raster: &Raster) -> String {
    raster.levels.last().map(|array| array.path.clone()).unwrap_or_default()
}

/// `buildDefaultSelection`: the first four of the first axis that is neither z nor t, whichever that is.
pub(super) fn default_selections(raster: &Raster) -> Vec<Selection> {
    let last = raster.last();
    let size = |label: &str| raster.size_of(last, label).unwrap_or(0);
    let global = |label: &str| label == "z" || label == "t";
    let half = |label: &String| (label.clone(), i64::try_from(size(label) / 2).unwrap_or(i64::MAX));
    let middle: Vec<(String, i64)> = raster.labels.iter().filter(|label| global(label)).map(half).collect();
    let Some(first) = raster.labels.iter().find(|label| !global(label) && size(label) > 0) else { return Vec::new() };
    let count = i64::try_from(size(first).min(4)).unwrap_or(0);
    let mut chosen: Vec<Selection> =
        (0..count).map(|at| std::iter::once((first.clone(), at)).chain(middle.clone()).collect()).collect();
    if raster.levels.last().is_some_and(|array| is_interleaved(&array.shape)) {
        chosen.truncate(1);
        for selection in &mut chosen {
            selection.retain(|(label, _)| label != "c");
            if raster.axis("c").is_some() {
                selection.push(("c".to_owned(), 0));
            }
        }
    }
    chosen
}

/// The type of a level as the adapter of arrays gives it, and as Viv 0.16 takes it.
fn adapted(raster: &Raster, level: usize) -> Tried<()> {
    let Some(array) = raster.levels.get(level) else { return Ok(()) };
    let said = match array.data_type.as_str() {
        "int64" => "Zarr dtype not supported, got i8.".to_owned(),
        "uint64" => "Zarr dtype not supported, got u8.".to_owned(),
        known if TEXTURES.contains(&known) => return Ok(()),
        other => format!("Unsupported dtype {other}"),
    };
    Err(Failure::new("Error", said).at(&array.path).into())
}

/// What views read of the levels at once: their types, and the matrix.
fn describe(loaded: &Loaded, run: &ImageRun<'_>) -> Tried<Matrix> {
    for level in 0..loaded.raster.levels.len() {
        adapted(&loaded.raster, level)?;
    }
    let metadata = Metadata::of(&loaded.attrs);
    let spatial = metadata.get("spatialdata_attrs").and_then(|_| metadata.get("multiscales")?.index(0));
    let Some(first) = spatial else { return Ok(loaded.matrix) };
    let system = run.options.coordinate_system.as_deref().unwrap_or("global");
    let own = spatial_matrix(&first, system).map_err(|stop| match stop {
        Stop::Failed(failure) => Stop::Failed(failure.at(run.path)),
        wait => wait,
    })?;
    Ok(own.then(matrix(configured(run), &ngff_axes(first.get("axes")))?))
}

/// What the two views select at first.
struct Views {
    /// `spatial`; none of label images.
    spatial: Option<Vec<Selection>>,
    /// `spatialBeta`
    beta: Vec<Selection>,
}

/// The steps that come after loading.
struct Steps<'t, 'v, 'l, 's> {
    trace: &'t mut Trace,
    visit: &'v mut Visit<'l, 's>,
    run: &'t ImageRun<'t>,
    raster: &'t Raster,
}

impl Steps<'_, '_, '_, '_> {
    fn step(
        &mut self,
        (name, level): (&str, usize),
        about: About,
        action: impl FnOnce(&mut Visit<'_, '_>, &mut ReadOut) -> Tried<()>,
    ) -> Result<bool, Waits> {
        let path = self.raster.levels.get(level).map_or(self.run.path, |array| array.path.as_str());
        let name = format!("{}{name}", self.run.prefix);
        self.trace.step(self.visit, (&name, path), about, action).map(|done| done.is_some())
    }

    /// The backgrounds of both views. What they select.
    fn views(&mut self, channels: &Channels, waits: &mut Result<(), Waits>) -> Views {
        let has = |selection: &Selection| -> Selection {
            selection.iter().filter(|(label, _)| self.raster.axis(label).is_some()).cloned().collect()
        };
        // What the image says of a channel takes the place of what statistics were made of.
        let defaults = default_selections(self.raster);
        let spatial = defaults.iter().enumerate().map(|(at, made)| has(channels.selections.get(at).unwrap_or(made)));
        let spatial = (!self.run.loader.is_labels()).then(|| spatial.collect::<Vec<_>>());
        let place = |name: &str, at: i64| (name.to_owned(), at);
        let beta = (0..channels.names.len().min(self.run.loader.most_channels())).map(|c| {
            let c = i64::try_from(c).unwrap_or(i64::MAX);
            has(&vec![place("z", channels.default_z), place("t", channels.default_t), place("c", c)])
        });
        let views = Views { spatial, beta: beta.collect() };
        let (raster, last) = (self.raster, self.raster.last());
        for (view, chosen) in [("spatial", views.spatial.as_ref()), ("spatialBeta", Some(&views.beta))] {
            let Some(chosen) = chosen else { continue };
            let shown = raster.plane_bytes(last).saturating_mul(crate::bytes::len64(chosen.len()));
            let after = format!("background {view} (after load)");
            let done = self.step((&after, last), About::FREE, |visit, out| raster.planes(visit, last, chosen, out));
            *waits = waits.and(done.map(drop));
            self.visit.forget();
            let about = if shown > 0 { About::shows(shown) } else { About::COUNTED };
            let name = format!("background {view}");
            let done = self.step((&name, last), about, |visit, out| raster.planes(visit, last, chosen, out));
            *waits = waits.and(done.map(drop));
        }
        views
    }

    /// Tiles and volumes of every level.
    fn levels(&mut self, selection: Selection, waits: &mut Result<(), Waits>) {
        let raster = self.raster;
        for level in 0..raster.levels.len() {
            for (which, tile) in ["first", "last"].into_iter().zip(raster.tiles(level).into_iter().flatten()) {
                self.visit.forget();
                let about = About::shows(raster.tile_bytes(level));
                let done = self.step((&format!("tile {level} {which}"), level), about, |visit, out| {
                    *out = raster.read_tile(visit, level, tile, &selection)?;
                    Ok(())
                });
                *waits = waits.and(done.map(drop));
            }
            let drawn = self.step((&format!("draw {level}"), level), About::FREE, |_, _| viv::draw(raster));
            if drawn == Ok(false) {
                return;
            }
        }
        if raster.size_of(0, "z").is_some_and(|depth| depth > 1) {
            self.volumes(&selection, waits);
        }
    }

    fn volumes(&mut self, selection: &Selection, waits: &mut Result<(), Waits>) {
        let raster = self.raster;
        self.visit.forget();
        for level in (0..raster.levels.len()).filter(|level| viv::can_load(raster, *level)) {
            let name = format!("volume {level}");
            let done = self.step((&name, level), About::COUNTED, |visit, out| viv::volume(visit, raster, level, selection, out));
            *waits = waits.and(done.map(drop));
        }
    }
}
