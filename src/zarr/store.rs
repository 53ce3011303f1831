//! What has arrived of a store, and what is still needed.
//!
//! A reader of facts looks at a [`Look`] and gets what is there; what is not is noted. It runs again from the start when
//! more has arrived, until nothing is noted any more: then its facts are whole. In between they are what is known so far.

use super::Format;
use super::archive::Archive;
use super::consolidated::{self, Consolidated};
use super::json::Document;
use super::node::{Node, Part};
use super::parquet::Footers;
use super::path::{is_plain, join, split};
use crate::bytes::len_usize;
use crate::need::KeyPart;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The answer to a question for a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The bytes of the object.
    Bytes(Vec<u8>),
    /// There is no such key.
    Absent,
    /// The key may be there, but is not given out; why, in words.
    Denied(String),
}

/// What readers still need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Keys whose objects are needed.
    pub keys: BTreeSet<String>,
    /// Paths whose names are needed. Where a store cannot list, [`Store::supply_names`] says so.
    pub names: BTreeSet<String>,
    /// Keys of which only the size is needed.
    pub sizes: BTreeSet<String>,
    /// Parts of objects that are needed.
    pub parts: BTreeSet<KeyPart>,
}

/// What the store says to a key that is not absent.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Metadata.
    Document(Arc<Document>),
    /// Bytes of a chunk.
    Bytes(Arc<Vec<u8>>),
    /// It may be there, but is not given out; why, in words.
    Denied(String),
}

impl Needs {
    /// Whether nothing is needed.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.names.is_empty() && self.sizes.is_empty() && self.parts.is_empty()
    }
}

/// Something that may not have arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<T> {
    /// Here it is.
    Here(T),
    /// It does not exist.
    Absent,
    /// It is not known yet; the question has been noted.
    Unknown,
}

impl<T> Found<T> {
    /// What is here.
    pub fn here(self) -> Option<T> {
        match self {
            Self::Here(found) => Some(found),
            Self::Absent | Self::Unknown => None,
        }
    }

    /// Whether it is known not to exist.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// What has arrived of a store.
#[derive(Debug, Default)]
pub struct Store {
    objects: BTreeMap<String, Object>,
    names: BTreeMap<String, Option<BTreeSet<String>>>,
    sizes: BTreeMap<String, Option<u64>>,
    parts: BTreeMap<KeyPart, Option<Arc<Vec<u8>>>>,
    consolidated: Vec<Consolidated>,
    trust: bool,
    archive: Option<Archive>,
    /// Nodes that have been read: readers run once a round, and files do not change.
    nodes: RefCell<BTreeMap<NodeKey, Arc<Node>>>,
    /// Footers of Parquet files that have been read, by key.
    pub(super) footers: Footers,
}

/// Path, specification, and what was expected.
type NodeKey = (String, Format, Expect);

#[derive(Debug)]
enum Object {
    Document(Arc<Document>),
    Bytes(Arc<Vec<u8>>),
    Absent,
    Denied(String),
}

/// Names of files that hold metadata.
const METADATA: [&str; 6] = [".zarray", ".zgroup", ".zattrs", "zarr.json", ".zmetadata", "zmetadata"];

impl Store {
    /// A store of which nothing has arrived.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nodes are taken from consolidated metadata where it has them, instead of from their own files. Viewers
    /// read the files; this saves requests, and says the same as long as the metadata is not stale.
    pub fn trust_consolidated(&mut self, trust: bool) {
        self.trust = trust;
    }

    /// Says that the store lies in an archive.
    pub fn lies_in(&mut self, archive: Archive) {
        self.archive = Some(archive);
    }

    /// The archive that it lies in.
    pub fn archive(&self) -> Option<&Archive> {
        self.archive.as_ref()
    }

    /// Takes an answer.
    pub fn supply(&mut self, key: &str, reply: Reply) {
        let name = key.rsplit('/').next().unwrap_or(key);
        let object = match reply {
            Reply::Bytes(bytes) if METADATA.contains(&name) => Object::Document(Arc::new(Document::read(key, &bytes))),
            Reply::Bytes(bytes) => Object::Bytes(Arc::new(bytes)),
            Reply::Absent => Object::Absent,
            Reply::Denied(why) => Object::Denied(why),
        };
        self.consolidated.retain(|consolidated| consolidated.document.key() != key);
        if let Object::Document(document) = &object {
            self.learn_consolidated(key, document);
        }
        if self.objects.insert(key.to_owned(), object).is_some() {
            self.nodes.borrow_mut().clear();
            self.footers.borrow_mut().clear();
        }
    }

    /// Takes the names right below a path, of folders and files, or `None` where the store cannot list.
    pub fn supply_names(&mut self, path: &str, names: Option<Vec<String>>) {
        self.names.insert(path.to_owned(), names.map(|names| names.into_iter().filter(|name| is_plain(name)).collect()));
    }

    /// Takes how many bytes the object at a key has, `None` where there is none.
    pub fn supply_size(&mut self, key: &str, size: Option<u64>) {
        self.sizes.insert(key.to_owned(), size);
    }

    /// Takes a part of an object, `None` where there is none. It may be shorter than asked where the object ends before.
    pub fn supply_part(&mut self, part: KeyPart, bytes: Option<Vec<u8>>) {
        self.parts.insert(part, bytes.map(Arc::new));
    }

    /// Lets go of the chunks that have arrived: whoever looks at one again asks for it again.
    pub fn forget_chunks(&mut self) {
        self.objects.retain(|_, object| !matches!(object, Object::Bytes(_)));
    }

    /// Consolidated metadata that has arrived.
    pub fn consolidated(&self) -> &[Consolidated] {
        &self.consolidated
    }

    /// Keys that are not given out, and why.
    pub fn denied(&self) -> impl Iterator<Item = (&str, &str)> {
        self.objects.iter().filter_map(|(key, object)| match object {
            Object::Denied(why) => Some((key.as_str(), why.as_str())),
            _ => None,
        })
    }

    /// Keys for which a page of HTML came instead of an object, as some hosts answer for what is not there.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.objects.iter().filter_map(|(key, object)| match object {
            Object::Document(document) if document.is_page() => Some(key.as_str()),
            _ => None,
        })
    }

    /// Names right below a path, where they were listed.
    pub fn names_at(&self, path: &str) -> Option<&BTreeSet<String>> {
        self.names.get(path)?.as_ref()
    }

    /// Whether a key was asked for and is not there.
    pub fn is_absent(&self, key: &str) -> bool {
        matches!(self.objects.get(key), Some(Object::Absent))
    }

    /// Reads facts from what is here: the facts as far as they are known, and what is needed to know more.
    pub fn read<T>(&self, reader: impl FnOnce(&mut Look<'_>) -> T) -> (T, Needs) {
        let mut look = Look { store: self, needs: Needs::default() };
        let facts = reader(&mut look);
        (facts, look.needs)
    }

    fn learn_consolidated(&mut self, key: &str, document: &Arc<Document>) {
        let (path, name) = key.rsplit_once('/').unwrap_or(("", key));
        let found = if name == "zarr.json" {
            Consolidated::v3(path, document)
        } else {
            consolidated::KEYS.contains(&name).then(|| Consolidated::v2(path, document)).flatten()
        };
        // Groups within a hierarchy that is known have empty ones.
        if let Some(found) = found.filter(|found| found.len() > 1 || self.consolidated.is_empty()) {
            self.consolidated.push(found);
        }
    }
}

/// A look at a store that notes what is missing.
#[derive(Debug)]
pub struct Look<'s> {
    store: &'s Store,
    needs: Needs,
}

/// What a path is expected to be: keys of the other kind are asked for only if it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expect {
    /// An array.
    Array,
    /// A group.
    Group,
    /// Either.
    Node,
}

impl<'s> Look<'s> {
    /// The store.
    pub fn store(&self) -> &'s Store {
        self.store
    }

    /// The bytes of a chunk.
    pub fn bytes(&mut self, key: &str) -> Found<Arc<Vec<u8>>> {
        match self.object(key) {
            Found::Here(Object::Bytes(bytes)) => Found::Here(bytes.clone()),
            Found::Unknown => Found::Unknown,
            _ => Found::Absent,
        }
    }

    /// What the store says to a key.
    pub fn answer(&mut self, key: &str) -> Found<Answer> {
        if !is_plain(key) || key.is_empty() {
            return Found::Absent;
        }
        if !self.store.objects.contains_key(key) {
            self.needs.keys.insert(key.to_owned());
            return Found::Unknown;
        }
        self.known(key).map_or(Found::Absent, Found::Here)
    }

    /// What the store has said to a key, if it was asked.
    pub fn known(&self, key: &str) -> Option<Answer> {
        Some(match self.store.objects.get(key)? {
            Object::Absent => return None,
            Object::Document(document) => Answer::Document(document.clone()),
            Object::Bytes(bytes) => Answer::Bytes(bytes.clone()),
            Object::Denied(why) => Answer::Denied(why.clone()),
        })
    }

    /// Bytes of an object, which end early where it does.
    pub fn part(&mut self, key: &str, start: u64, len: u64) -> Found<Arc<Vec<u8>>> {
        if !is_plain(key) || key.is_empty() {
            return Found::Absent;
        }
        let part = KeyPart { key: key.to_owned(), start, len };
        match (self.store.parts.get(&part), self.store.objects.get(key)) {
            (Some(Some(bytes)), _) => Found::Here(bytes.clone()),
            (Some(None), _) | (None, Some(Object::Absent | Object::Denied(_))) => Found::Absent,
            (None, Some(Object::Bytes(bytes))) => {
                let range = len_usize(start).zip(len_usize(start.saturating_add(len)));
                let bytes = range.and_then(|(start, end)| bytes.get(start..end.min(bytes.len())));
                Found::Here(Arc::new(bytes.unwrap_or_default().to_vec()))
            }
            _ => {
                self.needs.parts.insert(part);
                Found::Unknown
            }
        }
    }

    /// How many bytes the object at a key has. Absent where there is no such key.
    pub fn size(&mut self, key: &str) -> Found<u64> {
        if !is_plain(key) || key.is_empty() {
            return Found::Absent;
        }
        match (self.store.sizes.get(key), self.store.objects.get(key)) {
            (Some(Some(size)), _) => Found::Here(*size),
            (Some(None), _) | (_, Some(Object::Absent | Object::Denied(_))) => Found::Absent,
            (_, Some(Object::Bytes(bytes))) => Found::Here(crate::bytes::len64(bytes.len())),
            _ => {
                self.needs.sizes.insert(key.to_owned());
                Found::Unknown
            }
        }
    }

    /// A document of metadata.
    pub fn document(&mut self, key: &str) -> Found<Arc<Document>> {
        match self.object(key) {
            // What a host says instead of 404 is no metadata, whatever viewers make of it.
            Found::Here(Object::Document(document)) if document.is_page() => Found::Absent,
            Found::Here(Object::Document(document)) => Found::Here(document.clone()),
            Found::Unknown => Found::Unknown,
            _ => Found::Absent,
        }
    }

    fn object(&mut self, key: &str) -> Found<&'s Object> {
        if !is_plain(key) || key.is_empty() {
            return Found::Absent;
        }
        match self.store.objects.get(key) {
            Some(Object::Absent | Object::Denied(_)) => Found::Absent,
            Some(object) => Found::Here(object),
            None => {
                self.needs.keys.insert(key.to_owned());
                Found::Unknown
            }
        }
    }

    /// A node. The specification that the group around it follows is tried first, the other one if there is nothing.
    pub fn node(&mut self, path: &str, expect: Expect) -> Found<Arc<Node>> {
        if !is_plain(path) {
            return Found::Absent;
        }
        if let Some(node) = self.trusted(path) {
            return Found::Here(Arc::new(node));
        }
        let formats = match self.store.format_near(path) {
            Some(Format::V3) => [Format::V3, Format::V2],
            Some(Format::V2) => [Format::V2, Format::V3],
            // Nothing is known of the store: both at once, and Zarr 2 wins, as with zarrita.
            None => return self.either(path, expect),
        };
        formats
            .into_iter()
            .map(|format| self.node_of(path, format, expect))
            .find(|found| !found.is_absent())
            .unwrap_or(Found::Absent)
    }

    fn trusted(&self, path: &str) -> Option<Node> {
        if !self.store.trust {
            return None;
        }
        self.store.consolidated.iter().find_map(|consolidated| consolidated.node(path))
    }

    fn either(&mut self, path: &str, expect: Expect) -> Found<Arc<Node>> {
        let (v2, v3) = (self.node_of(path, Format::V2, expect), self.node_of(path, Format::V3, expect));
        match (v2, v3) {
            (Found::Absent, other) => other,
            (Found::Unknown, _) => Found::Unknown,
            // Attributes alone are no node where there is one of Zarr 3.
            (Found::Here(node), here @ Found::Here(_)) if node.is_bare() => here,
            (here, _) => here,
        }
    }

    /// A node as one specification has it.
    pub fn node_of(&mut self, path: &str, format: Format, expect: Expect) -> Found<Arc<Node>> {
        let key = (path.to_owned(), format, expect);
        if let Some(node) = self.store.nodes.borrow().get(&key) {
            return Found::Here(node.clone());
        }
        let found = match format {
            Format::V2 => self.v2(path, expect),
            Format::V3 => self.v3(path),
        };
        if let Found::Here(node) = &found {
            self.store.nodes.borrow_mut().insert(key, node.clone());
        }
        found
    }

    fn v3(&mut self, path: &str) -> Found<Arc<Node>> {
        match self.document(&join(path, "zarr.json")) {
            Found::Here(document) => Found::Here(Arc::new(Node::v3(path, Part::whole(&document)))),
            Found::Absent => Found::Absent,
            Found::Unknown => Found::Unknown,
        }
    }

    fn v2(&mut self, path: &str, expect: Expect) -> Found<Arc<Node>> {
        let zattrs = self.document(&join(path, ".zattrs"));
        let array = |look: &mut Self| look.document(&join(path, ".zarray"));
        let group = |look: &mut Self| look.document(&join(path, ".zgroup"));
        let (zarray, zgroup) = match expect {
            Expect::Node => (array(self), group(self)),
            Expect::Array => {
                let zarray = array(self);
                let zgroup = if zarray.is_absent() { group(self) } else { Found::Absent };
                (zarray, zgroup)
            }
            Expect::Group => {
                let zgroup = group(self);
                let zarray = if zgroup.is_absent() { array(self) } else { Found::Absent };
                (zarray, zgroup)
            }
        };
        let attributes = match zattrs {
            Found::Here(document) => Some(Part::whole(&document)),
            Found::Absent => None,
            Found::Unknown => return Found::Unknown,
        };
        let node = match (zarray, zgroup, attributes) {
            (Found::Here(document), _, attributes) => Node::v2_array(path, Part::whole(&document), attributes),
            (Found::Absent, Found::Here(document), attributes) => Node::v2_group(path, Part::whole(&document), attributes),
            (Found::Absent, Found::Absent, Some(attributes)) => Node::v2_attributes(path, attributes),
            (Found::Absent, Found::Absent, None) => return Found::Absent,
            _ => return Found::Unknown,
        };
        Found::Here(Arc::new(node))
    }

    /// Consolidated metadata of a group: `.zmetadata` or `zmetadata` of Zarr 2, or that in the `zarr.json` of Zarr 3.
    pub fn consolidated(&mut self, path: &str) -> Found<&'s Consolidated> {
        let keys = match self.store.format_near(path) {
            Some(Format::V3) => vec![join(path, "zarr.json")],
            _ => consolidated::KEYS.iter().map(|name| join(path, name)).collect(),
        };
        let unknown = keys.iter().map(|key| self.document(key)).filter(|found| *found == Found::Unknown).count();
        let found = self.store.consolidated.iter().find(|consolidated| keys.iter().any(|key| key == consolidated.document.key()));
        match (found, unknown) {
            (Some(found), _) => Found::Here(found),
            (None, 0) => Found::Absent,
            (None, _) => Found::Unknown,
        }
    }

    /// Names right below a path, folders and files: as listed, or the nodes of consolidated metadata. Absent where
    /// neither is to be had.
    pub fn names(&mut self, path: &str) -> Found<BTreeSet<String>> {
        match self.store.names.get(path) {
            Some(Some(names)) => return Found::Here(names.clone()),
            Some(None) => {}
            None => {
                self.needs.names.insert(path.to_owned());
                return Found::Unknown;
            }
        }
        let covers = |look: &Self| look.store.consolidated.iter().find(|consolidated| consolidated.covers(path));
        // Where nothing is listed, the metadata of all nodes together says what there is.
        if covers(self).is_none() && matches!(self.consolidated(""), Found::Unknown) {
            return Found::Unknown;
        }
        covers(self).map_or(Found::Absent, |consolidated| Found::Here(consolidated.children(path).into_iter().collect()))
    }

    /// Names of the nodes below a group, as far as they can be told: from a listing (files of metadata left out), from
    /// consolidated metadata, else nothing.
    pub fn children(&mut self, path: &str) -> Found<Vec<String>> {
        match self.names(path) {
            Found::Here(names) => Found::Here(names.into_iter().filter(|name| is_child(name)).collect()),
            Found::Absent => Found::Absent,
            Found::Unknown => Found::Unknown,
        }
    }

    /// Asks for keys whose answer will be looked at later, so that they come in the same round.
    pub fn announce(&mut self, keys: impl IntoIterator<Item = String>) {
        for key in keys {
            let _ = self.object(&key);
        }
    }
}

/// Whether a name below a group can be that of a node: no file of metadata, nothing hidden, no litter of file systems.
fn is_child(name: &str) -> bool {
    !METADATA.contains(&name) && !name.starts_with('.') && name != "__MACOSX" && name != "Thumbs.db" && name != "desktop.ini"
}

impl Store {
    /// Which specification the nearest group around a path (or the node there) follows, as far as it has arrived.
    pub fn format_near(&self, path: &str) -> Option<Format> {
        // Ends: each turn goes up by one.
        let around = std::iter::successors(Some(path), |path| split(path).map(|(parent, _)| parent));
        around.into_iter().find_map(|path| self.format_at(path))
    }

    /// Which specification the files at a path follow. Where there are files of both, those of Zarr 2 count, as with zarrita.
    fn format_at(&self, path: &str) -> Option<Format> {
        let here =
            |name: &str| matches!(self.objects.get(&join(path, name)), Some(Object::Document(document)) if !document.is_page());
        if here(".zgroup") || here(".zarray") {
            return Some(Format::V2);
        }
        let v3 = || here("zarr.json").then_some(Format::V3);
        v3().or_else(|| here(".zattrs").then_some(Format::V2))
    }
}
