//! Vitessce on SpatialData, element by element (`@vitessce/spatial-zarr`).

mod parquet;
mod points;
mod shapes;
mod tile;

use super::anndata::{SourceKind, Walk, anndata};
use super::image::{ImageOptions, ImageRun, Loader, vitessce_image};
use crate::viewer::input::StoreInput;
use crate::viewer::outcome::Waits;
use crate::viewer::trace::{About, Trace};
use crate::viewer::versions::Zarrita;
use crate::viewer::zarrita::Visit;
use crate::zarr::spatialdata::{ElementKind, SpatialData, SpatialElement, Table, spatialdata};
use crate::zarr::{Found, Look};

pub use points::comes_by_tiles;
pub use shapes::{Shown, geometry, types};

/// Elements that are followed, and tables.
const MOST_ELEMENTS: usize = 64;
const MOST_TABLES: usize = 8;

/// Shows every element and every table of a store, each on a page that was just opened.
///
/// # Errors
/// That something has not arrived.
pub fn vitessce_spatialdata(look: &mut Look<'_>, zarrita: &'static Zarrita, input: &StoreInput) -> Result<Trace, Waits> {
    let Found::Here(data) = spatialdata(look, &input.path) else { return Err(Waits) };
    let mut run = Run { look, zarrita, input, data: &data, trace: Trace::default(), waits: Ok(()) };
    let order = [ElementKind::Image, ElementKind::Labels, ElementKind::Shapes, ElementKind::Points];
    for kind in order {
        for element in data.elements.iter().filter(|element| element.kind == kind).take(MOST_ELEMENTS) {
            run.element(element);
        }
    }
    for table in data.tables.iter().take(MOST_TABLES) {
        run.table(table);
    }
    run.waits.map(|()| run.trace)
}

struct Run<'r, 's> {
    look: &'r mut Look<'s>,
    zarrita: &'static Zarrita,
    input: &'r StoreInput,
    data: &'r SpatialData,
    trace: Trace,
    waits: Result<(), Waits>,
}

impl Run<'_, '_> {
    fn element(&mut self, element: &SpatialElement) {
        let name = self.below(&element.path);
        let done = match element.kind {
            ElementKind::Image => self.raster(element, &name, Loader::SpatialImage),
            ElementKind::Labels => self.raster(element, &name, Loader::SpatialLabels),
            ElementKind::Shapes => self.shapes(element, &name),
            ElementKind::Points => self.points(element, &name),
        };
        self.waits = self.waits.and(done);
    }

    fn raster(&mut self, element: &SpatialElement, name: &str, loader: Loader) -> Result<(), Waits> {
        let coordinate_system = self.input.coordinate_systems.get(name).cloned();
        let options = ImageOptions { coordinate_system, ..ImageOptions::default() };
        let prefix = format!("{name}: ");
        let run = ImageRun { path: &element.path, prefix: &prefix, loader, zarrita: self.zarrita, options: &options };
        vitessce_image(self.look, &mut self.trace, &run)
    }

    fn shapes(&mut self, element: &SpatialElement, name: &str) -> Result<(), Waits> {
        let (shown, what) = if element.has_circles() { (Shown::Circles, "circles") } else { (Shown::Polygons, "polygons") };
        let (system, path) = (self.input.coordinate_system(name).to_owned(), element.path.as_str());
        let mut visit = Visit::vitessce(self.look, self.zarrita);
        let step = (&*format!("{name}: {what}"), path);
        let done =
            self.trace.step(&mut visit, step, About::COUNTED, |visit, out| shapes::shapes(visit, path, &system, shown, out));
        done.map(drop)
    }

    fn points(&mut self, element: &SpatialElement, name: &str) -> Result<(), Waits> {
        let (system, path) = (self.input.coordinate_system(name).to_owned(), element.path.as_str());
        let mut visit = Visit::vitessce(self.look, self.zarrita);
        let step = (&*format!("{name}: points"), path);
        let done = self.trace.step(&mut visit, step, About::COUNTED, |visit, _| points::points(visit, path, &system))?;
        let Some(Some(tiled)) = done else { return Ok(()) };
        let mut visit = Visit::vitessce(self.look, self.zarrita);
        let step = (&*format!("{name}: tile"), path);
        let done = self.trace.step(&mut visit, step, About::COUNTED, |visit, _| points::rectangle(visit, path, &tiled));
        done.map(drop)
    }

    fn table(&mut self, table: &Table) {
        let Found::Here(data) = &table.anndata else { return };
        let (prefix, base) = (self.below(&table.path), self.data.path.as_str());
        let says = format!("{prefix}: ");
        let keys = table.annotates.iter().flat_map(|annotates| [&annotates.region_key, &annotates.instance_key]);
        let keys: Vec<&str> = keys.flatten().map(String::as_str).collect();
        let walk = Walk {
            data,
            base,
            prefix: &prefix,
            kind: SourceKind::Table,
            says: &says,
            keys: &keys,
            asked: &[],
            zarrita: self.zarrita,
        };
        let done = anndata(self.look, &walk, &mut self.trace);
        self.waits = self.waits.and(done);
    }

    /// A path as it is given to the loaders.
    fn below(&self, path: &str) -> String {
        path.strip_prefix(&self.data.path).unwrap_or(path).trim_start_matches('/').to_owned()
    }
}
