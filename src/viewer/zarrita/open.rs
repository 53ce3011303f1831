//! `open` of zarrita.js: the files that it asks for, and its errors.

use super::array::ZarritaArray;
use super::attrs::Attrs;
use super::url::resolve;
use super::visit::Visit;
use crate::bytes::len_usize;
use crate::viewer::outcome::{Failure, Stop, Tried};
use crate::zarr::json::Document;

/// What a caller wants a node to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{ kind: 'array' }`
    Array,
    /// `{ kind: 'group' }`
    Group,
    /// Not said.
    Any,
}

/// A node that was opened.
#[derive(Clone, Debug)]
pub enum Opened {
    /// An array.
    Array(Box<ZarritaArray>),
    /// A group, with its attributes.
    Group(Attrs),
}

impl Opened {
    /// The attributes.
    pub fn attrs(&self) -> &Attrs {
        match self {
            Self::Array(array) => &array.attrs,
            Self::Group(attrs) => attrs,
        }
    }

    /// The array.
    pub fn array(&self) -> Option<&ZarritaArray> {
        match self {
            Self::Array(array) => Some(array),
            Self::Group(_) => None,
        }
    }
}

impl Visit<'_, '_> {
    /// Opens a node, as `open(location, { kind })` does.
    ///
    /// # Errors
    /// What zarrita throws, or that something has not arrived.
    pub fn open(&mut self, path: &str, kind: Kind) -> Tried<Opened> {
        // `root.resolve(path)`: the location has an address's form from here on.
        let path = resolve("", path)?;
        let v2_first = self.tries_v2_first();
        let first = if v2_first { self.open_v2(&path, kind) } else { self.open_v3(&path, kind) };
        match first {
            Err(Stop::Failed(failure)) if self.goes_on(&failure) => {
                if v2_first {
                    self.open_v3(&path, kind)
                } else {
                    self.open_v2(&path, kind)
                }
            }
            other => other,
        }
    }

    /// Opens an array.
    ///
    /// # Errors
    /// As [`Visit::open`].
    pub fn open_array(&mut self, path: &str) -> Tried<ZarritaArray> {
        match self.open(path, Kind::Array)? {
            Opened::Array(array) => Ok(*array),
            Opened::Group(_) => Err(self.not_found("array", path).into()),
        }
    }

    /// Whether the other version is tried after an error.
    fn goes_on(&self, failure: &Failure) -> bool {
        match self.zarrita.names_errors {
            true => matches!(failure.error, "NotFoundError" | "InvalidMetadataError"),
            false => failure.error == "NodeNotFoundError",
        }
    }

    fn not_found(&self, what: &str, path: &str) -> Failure {
        let (error, message) = match self.zarrita.names_errors {
            true => ("NotFoundError", format!("Not found: {what}")),
            false => ("NodeNotFoundError", format!("Node not found: {what}")),
        };
        Failure::new(error, message).at(path)
    }

    fn open_v2(&mut self, path: &str, kind: Kind) -> Tried<Opened> {
        let attrs = self.document(path, ".zattrs")?;
        if let Some(attrs) = &attrs {
            self.decode(attrs)?;
        }
        let attrs = Attrs::of_v2(attrs);
        if kind == Kind::Group {
            return self.open_v2_group(path, attrs);
        }
        match self.open_v2_array(path, attrs.clone()) {
            Err(Stop::Failed(failure)) if kind == Kind::Any && self.goes_on(&failure) => self.open_v2_group(path, attrs),
            other => other,
        }
    }

    fn open_v2_array(&mut self, path: &str, attrs: Attrs) -> Tried<Opened> {
        let Some(document) = self.document(path, ".zarray")? else {
            return Err(self.not_found("v2 array", path).into());
        };
        self.opened(false);
        self.decode(&document)?;
        let array = ZarritaArray::v2(self.zarrita, path, &document, attrs).map_err(|failure| failure.at(document.key()))?;
        Ok(Opened::Array(Box::new(array)))
    }

    fn open_v2_group(&mut self, path: &str, attrs: Attrs) -> Tried<Opened> {
        let Some(document) = self.document(path, ".zgroup")? else {
            return Err(self.not_found("v2 group", path).into());
        };
        self.opened(false);
        self.decode(&document)?;
        Ok(Opened::Group(attrs))
    }

    fn open_v3(&mut self, path: &str, kind: Kind) -> Tried<Opened> {
        let Some(document) = self.document(path, "zarr.json")? else {
            return Err(self.not_found("v3 array or group", path).into());
        };
        self.decode(&document)?;
        let node_type = document.cursor().and_then(|at| at.get("node_type")).and_then(|at| at.value().as_str());
        let node = if node_type == Some("array") {
            let array = ZarritaArray::v3(self.zarrita, path, &document, Attrs::of_v3(&document));
            Opened::Array(Box::new(array.map_err(|failure| failure.at(document.key()))?))
        } else {
            Opened::Group(Attrs::of_v3(&document))
        };
        self.opened(true);
        self.wanted(node, path, kind)
    }

    fn wanted(&self, node: Opened, path: &str, kind: Kind) -> Tried<Opened> {
        let (wanted, found) = match (&node, kind) {
            (Opened::Array(_), Kind::Group) => ("group", "array"),
            (Opened::Group(_), Kind::Array) => ("array", "group"),
            _ => return Ok(node),
        };
        Err(match self.zarrita.names_errors {
            true => self.not_found(&format!("{wanted} at /{path}"), path),
            false => Failure::new("Error", format!("Expected node of kind {wanted}, found {found}.")).at(path),
        }
        .into())
    }

    /// `JSON.parse`, and the first use of what it gives.
    fn decode(&self, document: &Document) -> Tried<()> {
        if let Some(defect) = document.refusal() {
            let failure = match self.zarrita.names_errors {
                true => Failure::new("InvalidMetadataError", "Failed to decode JSON"),
                false => Failure::new("SyntaxError", syntax_error(document, defect)),
            };
            return Err(failure.at(document.key()).into());
        }
        Ok(())
    }
}

/// What V8 says is wrong with a text.
fn syntax_error(document: &Document, defect: &crate::zarr::Defect) -> String {
    /// Characters of context on each side.
    const AROUND: usize = 10;
    let text: Vec<char> = String::from_utf8_lossy(document.text()).chars().collect();
    let before = defect.place.as_ref().and_then(|place| len_usize(place.byte)).and_then(|at| document.text().get(..at));
    let Some(at) = before.map(|before| String::from_utf8_lossy(before).chars().count()).filter(|at| *at < text.len()) else {
        return "Unexpected end of JSON input".to_owned();
    };
    let found = text.get(at).copied().unwrap_or_default();
    let shown = |from: usize, to: usize| text.get(from..to.min(text.len())).unwrap_or_default().iter().collect::<String>();
    let (from, to) = (at.saturating_sub(AROUND), at.saturating_add(AROUND));
    let context = if text.len() <= AROUND.saturating_mul(2) {
        format!("\"{}\"", shown(0, text.len()))
    } else if at < AROUND {
        format!("\"{}\"...", shown(0, to))
    } else if to < text.len() {
        format!("...\"{}\"...", shown(from, to))
    } else {
        format!("...\"{}\"", shown(from, text.len()))
    };
    format!("Unexpected token '{found}', {context} is not valid JSON")
}
