//! A viewer's way through a store.

use super::url::resolve;
use crate::viewer::outcome::{Failure, Spent, Stop, Tried};
use crate::viewer::versions::Zarrita;
use crate::zarr::json::Document;
use crate::zarr::{Answer, Archive, Found, Look};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Chunks whose keys are gone through; of more the cost is estimated from so many at equal distances.
const MOST_CHUNKS: u64 = 2048;

/// The end of an archive, where its directory is looked for: the end record with the longest comment.
const TAIL: u64 = 22 + 0xffff;
/// The locator and the record of ZIP64, asked for one after the other.
const ZIP64: u64 = 20 + 56;
/// The header before an object, without its name.
const HEADER: u64 = 30;

/// A viewer on its way through a store.
#[derive(Debug)]
pub struct Visit<'l, 's> {
    pub(crate) look: &'l mut Look<'s>,
    pub(crate) zarrita: &'static Zarrita,
    /// Whether 403 counts as absent, as Vitessce's own `fetch` has it.
    forbidden_is_absent: bool,
    /// What was asked since the last [`Visit::take`].
    pub(crate) spent: Spent,
    /// Keys that were answered, for viewers that keep answers.
    kept: Option<BTreeSet<String>>,
    /// Nodes opened so far, of Zarr 2 and of Zarr 3: zarrita tries first what it found more often.
    opened: [u32; 2],
    /// Documents that consolidated metadata stand for.
    consolidated: BTreeMap<String, Arc<Document>>,
    /// While things are done at once: which is tried first.
    first: Option<bool>,
    /// Whether an archive is taken for a folder, in which there is nothing.
    pub(super) beside: bool,
    /// Whether the directory of the archive was read.
    pub(super) opened_archive: bool,
    /// Whether answers are neither taken from those that were kept, nor kept.
    uncached: bool,
    /// Shards whose index is here.
    pub(crate) shards: BTreeSet<String>,
    /// Shards whose index was asked for since; where it is not shared, it is asked for again until it is here.
    pub(crate) asked_shards: BTreeSet<String>,
    /// Chunks that are gone through in one read.
    pub(crate) most_chunks: u64,
    /// Bytes of chunks that are decoded in one read, and what is left of them.
    pub(crate) most_decoded: u64,
    pub(crate) decodes_left: u64,
    /// Paths of arrays that were read.
    pub arrays: BTreeSet<String>,
}

impl<'l, 's> Visit<'l, 's> {
    /// A page that was just opened with Vitessce.
    pub fn vitessce(look: &'l mut Look<'s>, zarrita: &'static Zarrita) -> Self {
        Self { forbidden_is_absent: true, kept: Some(BTreeSet::new()), ..Self::plain(look, zarrita) }
    }

    /// zarrita by itself, as Viv uses it.
    pub fn plain(look: &'l mut Look<'s>, zarrita: &'static Zarrita) -> Self {
        Self {
            look,
            zarrita,
            forbidden_is_absent: false,
            spent: Spent::default(),
            kept: None,
            opened: [0; 2],
            consolidated: BTreeMap::new(),
            first: None,
            beside: false,
            opened_archive: false,
            uncached: false,
            shards: BTreeSet::new(),
            asked_shards: BTreeSet::new(),
            arrays: BTreeSet::new(),
            most_chunks: MOST_CHUNKS,
            most_decoded: u64::MAX,
            decodes_left: 0,
        }
    }

    /// The same, by a reader that knows no archives, and asks the host for keys below the address of one.
    pub fn beside_archives(mut self) -> Self {
        self.beside = self.look.store().archive().is_some();
        self
    }

    /// The same, going through fewer chunks in one read, and decoding no more than so many bytes of them.
    pub fn at_most(mut self, chunks: u64, decoded: u64) -> Self {
        (self.most_chunks, self.most_decoded) = (chunks, decoded);
        self
    }

    /// What was asked since the last time.
    pub fn take(&mut self) -> Spent {
        std::mem::take(&mut self.spent)
    }

    /// Drops answers that were kept, as a page does after half a minute.
    pub fn forget(&mut self) {
        if let Some(kept) = &mut self.kept {
            kept.clear();
        }
    }

    /// Reads without what was kept, and keeps nothing: what is gone through once would only fill memory.
    pub fn uncached<T>(&mut self, parts: impl FnOnce(&mut Self) -> T) -> T {
        self.uncached = true;
        let done = parts(self);
        self.uncached = false;
        done
    }

    /// Takes documents from consolidated metadata from now on, where they are there.
    pub(crate) fn consolidate(&mut self, documents: impl IntoIterator<Item = (String, Arc<Document>)>) {
        self.consolidated.extend(documents);
    }

    /// Notes that what is asked next is a guess.
    pub fn guess(&mut self) {
        self.spent.estimated = true;
    }

    /// What is here of the store.
    pub fn look(&mut self) -> &mut Look<'s> {
        self.look
    }

    /// Whether the answer was not kept; it is from now on.
    pub(super) fn is_fresh(&mut self, name: &str) -> bool {
        let kept = self.kept.as_mut().filter(|_| !self.uncached);
        kept.is_none_or(|kept| kept.insert(name.to_owned()))
    }

    /// A document of metadata below a path.
    ///
    /// # Errors
    /// Where the key cannot be made, or the host answers with a status that the viewer does not take.
    pub(crate) fn document(&mut self, path: &str, name: &str) -> Tried<Option<Arc<Document>>> {
        let key = resolve(path, name)?;
        if let Some(document) = self.consolidated.get(&key) {
            return Ok(Some(document.clone()));
        }
        if self.beside {
            self.ask_absent(&key);
            return Ok(None);
        }
        match self.look.answer(&key) {
            Found::Unknown => Err(Stop::Wait),
            Found::Absent => {
                self.ask_absent(&key);
                Ok(None)
            }
            Found::Here(Answer::Document(document)) => {
                self.ask(&key, document.size());
                Ok(Some(document.clone()))
            }
            Found::Here(Answer::Bytes(bytes)) => {
                self.ask(&key, crate::bytes::len64(bytes.len()));
                Ok(Some(Arc::new(Document::read(&key, &bytes))))
            }
            Found::Here(Answer::Denied(why)) => self.denied(&key, &why).map(|()| None),
        }
    }

    /// What a viewer makes of an answer that is neither the object nor that there is none.
    pub(crate) fn denied(&mut self, key: &str, why: &str) -> Tried<()> {
        self.ask_absent(key);
        if self.forbidden_is_absent && why.starts_with("403") {
            return Ok(());
        }
        Err(Failure::new("Error", format!("Unexpected response status {why}")).at(key).into())
    }

    /// Whether Zarr 2 is tried first.
    pub(crate) fn tries_v2_first(&self) -> bool {
        let [v2, v3] = self.opened;
        self.first.unwrap_or(v3 <= v2)
    }

    /// Notes that a node was opened.
    pub(crate) fn opened(&mut self, v3: bool) {
        if let Some(count) = self.opened.get_mut(usize::from(v3)) {
            *count = count.saturating_add(1);
        }
    }

    /// Everything that was begun has come, unless more is under way.
    pub(crate) fn settle(&mut self) {
        if self.first.is_none() {
            self.shards.append(&mut self.asked_shards);
        }
    }

    /// Does things that the viewer begins at once: none of them knows yet what the others found.
    pub fn at_once<T>(&mut self, parts: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.first;
        self.first = Some(self.tries_v2_first());
        let done = parts(self);
        self.first = before;
        self.settle();
        done
    }
}

/// What is asked of a host for an object: one request where the store is a folder, more where it is an archive (`ZipFileStore` of
/// `@zarrita/storage`, with unzipit).
impl Visit<'_, '_> {
    /// Asks for something that is not there. In an archive its directory says so.
    pub(crate) fn ask_absent(&mut self, name: &str) {
        if !self.in_archive() {
            self.request(name, 1, 0);
        }
    }

    /// Asks for the size of an object, which the directory of an archive knows.
    pub(crate) fn ask_size(&mut self, name: &str) {
        self.ask_absent(name);
    }

    /// Asks for an object.
    pub(crate) fn ask(&mut self, key: &str, bytes: u64) {
        if self.in_archive() {
            let packed = self.archive().and_then(|archive| archive.packed.get(key)).copied().unwrap_or(bytes);
            self.entry(key, packed);
        } else {
            self.request(key, 1, bytes);
        }
    }

    /// Asks for a part of an object. What is compressed in an archive is read whole.
    pub(crate) fn ask_part(&mut self, key: &str, name: &str, bytes: u64) {
        if self.in_archive() {
            let packed = self.archive().and_then(|archive| archive.packed.get(key)).copied();
            self.entry(name, packed.unwrap_or(bytes));
        } else {
            self.request(name, 1, bytes);
        }
    }

    fn archive(&self) -> Option<&Archive> {
        self.look.store().archive().filter(|_| !self.beside)
    }

    /// Whether the store is an archive, whose directory is read now if it was not before.
    fn in_archive(&mut self) -> bool {
        let Some(archive) = self.archive() else { return false };
        let (size, directory, zip64) = (archive.size, archive.directory, archive.needs_zip64);
        if !self.opened_archive {
            self.opened_archive = true;
            self.spent.add(2, size.map_or(TAIL, |size| size.min(TAIL)));
            if zip64 {
                self.spent.add(2, ZIP64);
            }
            self.spent.add(u64::from(directory > 0), directory);
        }
        true
    }

    /// The header of an object, and the object.
    fn entry(&mut self, name: &str, bytes: u64) {
        self.request(name, if bytes > 0 { 2 } else { 1 }, HEADER.saturating_add(bytes));
    }

    /// Counts requests, unless their answer was kept.
    fn request(&mut self, name: &str, requests: u64, bytes: u64) {
        if self.is_fresh(name) {
            self.spent.add(requests, bytes);
        }
    }
}
