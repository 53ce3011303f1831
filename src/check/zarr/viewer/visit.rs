//! A viewer's way through a store.

use super::url::resolve;
use crate::zarr::json::Document;
use crate::zarr::{Answer, Found, Look};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a viewer says when it gives up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Name of the error, as JavaScript has it.
    pub error: &'static str,
    /// Its message.
    pub message: String,
    /// What a person needs and the message does not say: the node or key that it is about; empty where nothing is known.
    pub at: String,
}

impl Failure {
    /// A failure that is not yet known to be about a key.
    pub(in crate::check) fn new(error: &'static str, message: impl Into<String>) -> Self {
        Self { error, message: message.into(), at: String::new() }
    }

    /// The same, about a key.
    #[must_use]
    pub(in crate::check) fn at(self, key: &str) -> Self {
        if self.at.is_empty() { Self { at: key.to_owned(), ..self } } else { self }
    }
}

/// Why a visit does not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) enum Stop {
    /// Something has not arrived; it was noted.
    Wait,
    /// The viewer gives up.
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// What a part of a visit comes to.
pub(in crate::check) type Tried<T> = Result<T, Stop>;

/// Things that a viewer does at once (`Promise.all`): everything is begun; the first failure counts.
pub(in crate::check) fn all<T>(parts: impl IntoIterator<Item = Tried<T>>) -> Tried<Vec<T>> {
    let parts: Vec<Tried<T>> = parts.into_iter().collect();
    if parts.iter().any(|part| matches!(part, Err(Stop::Wait))) {
        return Err(Stop::Wait);
    }
    parts.into_iter().collect()
}

/// A version of zarrita.js. Viewers hold one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Release {
    /// 0.5.4, in Viv 0.21
    V0_5,
    /// 0.7.5, in Vitessce 4.0.8
    V0_7,
}

/// What was asked of a store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Requests.
    pub requests: u64,
    /// Bytes of the answers.
    pub bytes: u64,
    /// Whether both are counted and not estimated.
    pub estimated: bool,
}

impl Spent {
    pub(in crate::check) fn add(&mut self, requests: u64, bytes: u64) {
        self.requests = self.requests.saturating_add(requests);
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

/// A viewer on its way through a store.
#[derive(Debug)]
pub(in crate::check) struct Visit<'l, 's> {
    pub(super) look: &'l mut Look<'s>,
    pub(super) release: Release,
    /// Whether 403 counts as absent, as Vitessce's own `fetch` has it.
    forbidden_is_absent: bool,
    /// What was asked since the last [`Visit::take`].
    pub(super) spent: Spent,
    /// Keys that were answered, for viewers that keep answers.
    kept: Option<BTreeSet<String>>,
    /// Nodes opened so far, of Zarr 2 and of Zarr 3: zarrita tries first what it found more often.
    opened: [u32; 2],
    /// Documents that consolidated metadata stand for.
    consolidated: BTreeMap<String, Arc<Document>>,
    /// While things are done at once: which is tried first.
    first: Option<bool>,
    /// Whether answers are neither taken from those that were kept, nor kept.
    uncached: bool,
    /// Shards whose index is here.
    pub(super) shards: BTreeSet<String>,
    /// Shards whose index was asked for since; 0.5 asks again until it is here.
    pub(super) asked_shards: BTreeSet<String>,
    /// Chunks that are gone through in one read.
    pub(super) most_chunks: u64,
    /// Bytes of chunks that are decoded in one read, and what is left of them.
    pub(super) most_decoded: u64,
    pub(super) decodes_left: u64,
    /// Paths of arrays that were read.
    pub(in crate::check) arrays: BTreeSet<String>,
}

impl<'l, 's> Visit<'l, 's> {
    /// A page that was just opened with Vitessce.
    pub(in crate::check) fn vitessce(look: &'l mut Look<'s>) -> Self {
        Self { forbidden_is_absent: true, kept: Some(BTreeSet::new()), ..Self::plain(look, Release::V0_7) }
    }

    /// zarrita by itself, as Viv uses it.
    pub(in crate::check) fn plain(look: &'l mut Look<'s>, release: Release) -> Self {
        Self {
            look,
            release,
            forbidden_is_absent: false,
            spent: Spent::default(),
            kept: None,
            opened: [0; 2],
            consolidated: BTreeMap::new(),
            first: None,
            uncached: false,
            shards: BTreeSet::new(),
            asked_shards: BTreeSet::new(),
            arrays: BTreeSet::new(),
            most_chunks: super::read::MOST_CHUNKS,
            most_decoded: u64::MAX,
            decodes_left: 0,
        }
    }

    /// The same, going through fewer chunks in one read, and decoding no more than so many bytes of them.
    pub(in crate::check) fn at_most(mut self, chunks: u64, decoded: u64) -> Self {
        (self.most_chunks, self.most_decoded) = (chunks, decoded);
        self
    }

    /// What was asked since the last time.
    pub(in crate::check) fn take(&mut self) -> Spent {
        std::mem::take(&mut self.spent)
    }

    /// Drops answers that were kept, as a page does after half a minute.
    pub(in crate::check) fn forget(&mut self) {
        if let Some(kept) = &mut self.kept {
            kept.clear();
        }
    }

    /// Reads without what was kept, and keeps nothing: what is gone through once would only fill memory.
    pub(in crate::check) fn uncached<T>(&mut self, parts: impl FnOnce(&mut Self) -> T) -> T {
        self.uncached = true;
        let done = parts(self);
        self.uncached = false;
        done
    }

    /// Takes documents from consolidated metadata from now on, where they are there.
    pub(super) fn consolidate(&mut self, documents: impl IntoIterator<Item = (String, Arc<Document>)>) {
        self.consolidated.extend(documents);
    }

    /// Notes that what is asked next is a guess.
    pub(in crate::check) fn guess(&mut self) {
        self.spent.estimated = true;
    }

    /// What is here of the store.
    pub(in crate::check) fn look(&mut self) -> &mut Look<'s> {
        self.look
    }

    /// Counts a request, unless its answer was kept. Whether it was counted.
    pub(super) fn ask(&mut self, key: &str, bytes: u64) -> bool {
        let kept = self.kept.as_mut().filter(|_| !self.uncached);
        let fresh = kept.is_none_or(|kept| kept.insert(key.to_owned()));
        if fresh {
            self.spent.add(1, bytes);
        }
        fresh
    }

    /// A document of metadata below a path.
    ///
    /// # Errors
    /// Where the key cannot be made, or the host answers with a status that the viewer does not take.
    pub(super) fn document(&mut self, path: &str, name: &str) -> Tried<Option<Arc<Document>>> {
        let key = resolve(path, name)?;
        if let Some(document) = self.consolidated.get(&key) {
            return Ok(Some(document.clone()));
        }
        match self.look.answer(&key) {
            Found::Unknown => Err(Stop::Wait),
            Found::Absent => {
                self.ask(&key, 0);
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
    pub(super) fn denied(&mut self, key: &str, why: &str) -> Tried<()> {
        self.ask(key, 0);
        if self.forbidden_is_absent && why.starts_with("403") {
            return Ok(());
        }
        Err(Failure::new("Error", format!("Unexpected response status {why}")).at(key).into())
    }

    /// Whether Zarr 2 is tried first.
    pub(super) fn tries_v2_first(&self) -> bool {
        let [v2, v3] = self.opened;
        self.first.unwrap_or(v3 <= v2)
    }

    /// Notes that a node was opened.
    pub(super) fn opened(&mut self, v3: bool) {
        if let Some(count) = self.opened.get_mut(usize::from(v3)) {
            *count = count.saturating_add(1);
        }
    }

    /// Everything that was begun has come, unless more is under way.
    pub(super) fn settle(&mut self) {
        if self.first.is_none() {
            self.shards.append(&mut self.asked_shards);
        }
    }

    /// Does things that the viewer begins at once: none of them knows yet what the others found.
    pub(in crate::check) fn at_once<T>(&mut self, parts: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.first;
        self.first = Some(self.tries_v2_first());
        let done = parts(self);
        self.first = before;
        self.settle();
        done
    }
}
