//! Columns of data frames: where their values are, and what is read of them.

use super::source::{Loaded, Source, is_true, template};
use crate::viewer::outcome::{Stop, Tried};
use crate::viewer::zarrita::{Part, ReadOut, Visit, ZarritaArray};
use crate::zarr::Found;
use crate::zarr::values::{self, Values};

/// What `_getColumnSpec` finds.
pub(super) enum Spec {
    /// Strings, at a path.
    Texts(String),
    /// Codes or numbers at a path, and the categories where they are strings.
    Codes(String, Option<Box<ZarritaArray>>),
}

impl Source<'_> {
    /// `_loadColumn`
    pub(super) fn column(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: &str) -> Tried<Loaded> {
        match self.spec(visit, out, path)? {
            Spec::Texts(path) => {
                let array = self.flat(visit, out, &path)?;
                Ok(Loaded { len: length(&array), array, categories: None })
            }
            Spec::Codes(path, categories) => {
                let array = self.array(visit, &path)?;
                out.join(visit.get(&array, &[Part::All])?);
                Ok(Loaded { len: length(&array), array, categories: categories.map(|categories| *categories) })
            }
        }
    }

    /// `_getColumnSpec`
    pub(super) fn spec(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: &str) -> Tried<Spec> {
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        let attrs = self.attrs(visit, &path)?;
        if let Some(at) = attrs.get("categories").filter(|at| is_true(at.value())) {
            let frame = path.rsplit_once('/').map_or("", |(frame, _)| frame);
            let categories = format!("{frame}/{}", template(Some(&at)));
            let texts = self.texts_of_v2(visit, out, &categories)?;
            return Ok(Spec::Codes(path, texts.map(Box::new)));
        }
        match attrs.text("encoding-type") {
            Some("categorical") => {
                let categories = self.categories(visit, out, &path)?;
                Ok(Spec::Codes(format!("{path}/codes"), categories.map(Box::new)))
            }
            Some("nullable-string-array") => Ok(Spec::Texts(format!("{path}/values"))),
            Some("string-array") => Ok(Spec::Texts(path)),
            _ => {
                let array = self.array(visit, &path)?;
                Ok(if array.data_type == "v2:object" { Spec::Texts(path) } else { Spec::Codes(path, None) })
            }
        }
    }

    fn categories(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: &str) -> Tried<Option<ZarritaArray>> {
        let path = format!("{path}/categories");
        let attrs = self.attrs(visit, &path)?;
        match attrs.text("encoding-type") {
            Some("nullable-string-array") => self.flat(visit, out, &format!("{path}/values")).map(Some),
            Some("string-array") => self.flat(visit, out, &path).map(Some),
            _ => self.texts_of_v2(visit, out, &path),
        }
    }

    /// An array that is read where it holds the strings of Zarr 2.
    fn texts_of_v2(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: &str) -> Tried<Option<ZarritaArray>> {
        let array = self.array(visit, path)?;
        if array.data_type == "v2:object" { self.flat(visit, out, path).map(Some) } else { Ok(None) }
    }

    /// `getFlatArrDecompressed`
    pub(super) fn flat(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: &str) -> Tried<ZarritaArray> {
        let array = self.array(visit, path)?;
        if array.shape.first() != Some(&0) {
            out.join(visit.get(&array, &array.everything())?);
        }
        Ok(array)
    }
}

fn length(array: &ZarritaArray) -> u64 {
    array.shape.first().copied().unwrap_or(1)
}

/// Stored bytes of arrays whose values are looked at.
const MOST_STORED: u64 = 4 << 20;

/// The values of an array that is small.
pub(super) fn small(visit: &mut Visit<'_, '_>, array: &ZarritaArray) -> Tried<Option<Values>> {
    match values::small(visit.look(), &array.node, MOST_STORED) {
        Found::Unknown => Err(Stop::Wait),
        Found::Absent => Ok(None),
        Found::Here(values) => Ok(Some(values)),
    }
}

/// The strings of an array that is small.
pub(super) fn texts(visit: &mut Visit<'_, '_>, array: &ZarritaArray) -> Tried<Option<Vec<String>>> {
    Ok(match small(visit, array)? {
        Some(Values::Texts(texts)) => Some(texts),
        _ => None,
    })
}

/// The names of an index, where they are strings and not too many to look at.
pub(super) fn names(visit: &mut Visit<'_, '_>, index: &Loaded) -> Tried<Option<Vec<String>>> {
    let Some(categories) = &index.categories else { return texts(visit, &index.array) };
    let (Some(categories), Some(Values::Integers(codes))) = (texts(visit, categories)?, small(visit, &index.array)?) else {
        return Ok(None);
    };
    let name = |code: i128| usize::try_from(code).ok().and_then(|code| categories.get(code)).cloned();
    Ok(Some(codes.into_iter().map(|code| name(code).unwrap_or_default()).collect()))
}
