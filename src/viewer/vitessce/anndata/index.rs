//! Where the names of observations and variables are, and what is read of them.

use super::frame::texts;
use super::source::{Loaded, Source, is_true, template};
use super::walk::SourceKind;
use crate::viewer::outcome::{Failure, Stop, Tried};
use crate::viewer::zarrita::{Attrs, Opened, ReadOut, Visit};
use crate::zarr::path::join;

impl Source<'_> {
    /// `loadObsIndex`, for something at a path.
    pub(super) fn obs_index(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: Option<&str>) -> Tried<Loaded> {
        match self.walk.kind {
            SourceKind::AnnData => self.index(visit, out, "obs", "/obs"),
            SourceKind::MuData => {
                let frame = format!("{}obs", modality(path));
                self.index(visit, out, &frame, &frame)
            }
            SourceKind::Table => self.table_index(visit, out, path),
        }
    }

    /// `loadVarIndex`, for something at a path.
    pub(super) fn var_index(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: Option<&str>) -> Tried<Loaded> {
        let frame = match self.walk.kind {
            SourceKind::AnnData => return self.index(visit, out, "var", "/var"),
            SourceKind::MuData => format!("{}var", modality(path)),
            SourceKind::Table => format!("{}/var", table_of(path)),
        };
        self.index(visit, out, &frame, &frame)
    }

    /// Opens the frame that an index is in, as is done first.
    pub(super) fn frame(&mut self, visit: &mut Visit<'_, '_>, name: &str, path: &str) -> Tried<Opened> {
        let frame = match self.walk.kind {
            SourceKind::AnnData => name.to_owned(),
            SourceKind::MuData => format!("{}{name}", modality(Some(path))),
            SourceKind::Table => format!("{}/{name}", table_of(Some(path))),
        };
        self.node(visit, &frame)
    }

    fn index(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, frame: &str, before: &str) -> Tried<Loaded> {
        if let Some(known) = self.indexes.get(frame) {
            return known.clone().map_err(Stop::Failed);
        }
        let loaded = self.attrs(visit, frame).and_then(|attrs| {
            let name = template(attrs.get("_index").as_ref());
            self.column(visit, out, &format!("{before}/{name}"))
        });
        self.keep(frame, loaded)
    }

    fn keep(&mut self, key: &str, loaded: Tried<Loaded>) -> Tried<Loaded> {
        match &loaded {
            Err(Stop::Wait) => return loaded,
            Err(Stop::Failed(failure)) => self.indexes.insert(key.to_owned(), Err(failure.clone())),
            Ok(column) => self.indexes.insert(key.to_owned(), Ok(column.clone())),
        };
        loaded
    }

    /// `loadObsIndex` of SpatialData: the ids of the instances stand for the index.
    fn table_index(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: Option<&str>) -> Tried<Loaded> {
        let table = table_of(path);
        let frame = format!("{table}/obs");
        let attrs = self.attrs(visit, &frame)?;
        let index = attrs.get("_index").filter(|at| is_true(at.value())).map(|at| format!("{frame}/{}", template(Some(&at))));
        let instances = self.instance_key(visit, &table)?.map(|key| format!("{frame}/{key}"));
        let Some(index) = instances.or(index) else {
            let path = path.unwrap_or("undefined");
            return Err(Failure::new("Error", format!("No index path found for obs index at {path}"))
                .at(&self.place(&frame))
                .into());
        };
        if let Some(Ok(known)) = self.indexes.get(&index) {
            return Ok(known.clone());
        }
        let loaded = self.column(visit, out, &index);
        self.keep(&index, loaded)
    }

    /// `loadSpatialDataElementAttrs`, as far as `instance_key` goes.
    fn instance_key(&mut self, visit: &mut Visit<'_, '_>, table: &str) -> Tried<Option<String>> {
        let attrs = self.attrs(visit, table)?;
        let key = |attrs: &Attrs| attrs.get("instance_key").filter(|at| !at.value().is_null()).map(|at| template(Some(&at)));
        let keys = ["instance_key", "region", "region_key"];
        if attrs.text("encoding-type") != Some("anndata") || keys.iter().all(|key| attrs.get(key).is_some()) {
            return Ok(key(&attrs));
        }
        self.dictionary(visit, &format!("{table}/uns/spatialdata_attrs"), &keys)
    }

    /// `_loadDict`: strings below `uns`, as spatialdata wrote them before 0.4. The value of the first.
    fn dictionary(&mut self, visit: &mut Visit<'_, '_>, path: &str, names: &[&str]) -> Tried<Option<String>> {
        let attrs = self.attrs(visit, path)?;
        let fails = |message: String| Stop::Failed(Failure::new("Error", message).at(path));
        let (kind, version) = (attrs.get("encoding-type"), attrs.get("encoding-version"));
        let (Some(kind), Some(version)) = (kind, version) else {
            return Err(fails("Keys for encoding-type or encoding-version not found in AnnDataSource._loadString".to_owned()));
        };
        if (kind.value().as_str(), version.value().as_str()) != (Some("dict"), Some("0.1.0")) {
            let (kind, version) = (template(Some(&kind)), template(Some(&version)));
            let what = format!("Unsupported encoding type {kind} and version {version} in AnnDataSource._loadDict");
            return Err(fails(what));
        }
        let read = visit.at_once(|visit| {
            let parts = names.iter().map(|name| self.element(visit, &join(path, name)));
            parts.collect::<Vec<_>>()
        });
        // What cannot be read is logged, and is nothing.
        if read.iter().any(|part| matches!(part, Err(Stop::Wait))) {
            return Err(Stop::Wait);
        }
        Ok(read.into_iter().next().and_then(Result::ok).flatten())
    }

    /// `_loadElement`: a string, or the first of several.
    fn element(&mut self, visit: &mut Visit<'_, '_>, path: &str) -> Tried<Option<String>> {
        let attrs = self.attrs(visit, path)?;
        let version = attrs.text("encoding-version");
        if !matches!((attrs.text("encoding-type"), version), (Some("string" | "string-array"), Some("0.2.0"))) {
            return Ok(None);
        }
        let array = self.array(visit, path)?;
        if array.shape.first() != Some(&0) {
            visit.get(&array, &array.everything())?;
        }
        // `data.get(0)`: lists of strings have no such function.
        let fixed = array.data_type.starts_with("v2:U") || array.data_type.starts_with("v2:S");
        if attrs.text("encoding-type") == Some("string") && !fixed {
            return Ok(None);
        }
        let texts = texts(visit, &array)?;
        Ok(texts.and_then(|texts| texts.into_iter().next()))
    }
}

/// `mod/rna/` of a path below it.
fn modality(path: Option<&str>) -> String {
    let name = path.and_then(|path| path.strip_prefix("mod/")).and_then(|rest| rest.split_once('/'));
    name.map(|(name, _)| format!("mod/{name}/")).unwrap_or_default()
}

/// `tables/cells` of a path below it, or of its own.
fn table_of(path: Option<&str>) -> String {
    let path = path.unwrap_or_default();
    let found = ["tables", "table"].iter().find_map(|group| {
        let rest = path.strip_prefix(group)?.strip_prefix('/')?;
        let name = rest.split('/').next().unwrap_or(rest);
        Some(format!("{group}/{name}"))
    });
    found.unwrap_or_default()
}
