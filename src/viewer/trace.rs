//! What a viewer did with a store, interaction by interaction.

use super::outcome::{Failure, Spent, Stop, Tried, Waits};
use super::shown::ImageShown;
use super::versions::{Version, Way};
use super::zarrita::{ReadOut, Visit};
use std::collections::BTreeSet;

/// One interaction: opening, a gene, a tile.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it is, as `obs column leiden`.
    pub name: String,
    /// The node of the store that it is about.
    pub path: String,
    /// What was asked for.
    pub spent: Spent,
    /// Bytes of what a person sees of it, where this is known.
    pub shown: Option<u64>,
    /// Whether all chunks of something are its due, so that their number says nothing of how it is stored.
    pub whole: bool,
    /// Whether its cost counts at all.
    pub counted: bool,
    /// Where the viewer gave up, if it did.
    pub failure: Option<Failure>,
    /// What reading its chunks came to.
    pub read: ReadOut,
}

/// What a viewer did, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// The interactions.
    pub steps: Vec<Step>,
    /// Paths of arrays of which something was read.
    pub arrays: BTreeSet<String>,
    /// Images that were loaded, as they are about to be shown.
    pub images: Vec<ImageShown>,
    /// What a view config was made of, where one was made.
    pub configured: Option<Configured>,
}

/// What a generated view config knows of a store, and what there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configured {
    /// The key of the consolidated metadata that it was made of; `None` where there are none.
    pub consolidated: Option<String>,
    /// What it shows, as `obsSets obs/leiden`.
    pub found: BTreeSet<String>,
    /// What it would show if it knew all of the store, and does not.
    pub missing: BTreeSet<String>,
    /// What it shows and there is none of.
    pub gone: BTreeSet<String>,
}

/// An interaction is slow above these.
pub(super) const SLOW_REQUESTS: u64 = 32;
/// Bytes of one interaction.
pub(super) const SLOW_BYTES: u64 = 8 << 20;
/// Bytes fetched for a byte that is shown. Says nothing of small data: it counts above [`AMPLIFIED_FROM`].
pub(super) const SLOW_AMPLIFICATION: u64 = 8;
/// See [`SLOW_AMPLIFICATION`].
pub(super) const AMPLIFIED_FROM: u64 = 1 << 20;

/// What is said of an interaction beside its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// As in [`Step`].
    pub shown: Option<u64>,
    /// As in [`Step`].
    pub whole: bool,
    /// As in [`Step`].
    pub counted: bool,
}

impl About {
    /// An interaction whose cost counts.
    pub const COUNTED: Self = Self { shown: None, whole: false, counted: true };
    /// One whose cost does not: opening.
    pub const FREE: Self = Self { shown: None, whole: false, counted: false };

    /// One that shows so many bytes.
    pub const fn shows(bytes: u64) -> Self {
        Self { shown: Some(bytes), whole: false, counted: true }
    }
}

impl Trace {
    /// Runs an interaction and records it. Its value, if it came to one.
    ///
    /// # Errors
    /// That something has not arrived.
    pub fn step<T>(
        &mut self,
        visit: &mut Visit<'_, '_>,
        (name, path): (&str, &str),
        about: About,
        action: impl FnOnce(&mut Visit<'_, '_>, &mut ReadOut) -> Tried<T>,
    ) -> Result<Option<T>, Waits> {
        let mut read = ReadOut::default();
        visit.take();
        let done = action(visit, &mut read);
        let spent = visit.take();
        self.arrays.append(&mut visit.arrays);
        let About { shown, whole, counted } = about;
        let (value, failure) = match done {
            Ok(value) => (Some(value), None),
            Err(Stop::Failed(failure)) => (None, Some(failure)),
            Err(Stop::Wait) => return Err(Waits),
        };
        let (name, path) = (name.to_owned(), path.to_owned());
        self.steps.push(Step { name, path, spent, shown, whole, counted, failure, read });
        Ok(value)
    }

    /// The first interaction that the viewer gave up.
    pub fn first_failure(&self) -> Option<(&Step, &Failure)> {
        self.steps.iter().find_map(|step| step.failure.as_ref().map(|failure| (step, failure)))
    }

    /// The first failure that is about a node: its metadata or, where it is an array, a chunk.
    pub fn failure_at(&self, node: &str) -> Option<&Failure> {
        const METADATA: [&str; 4] = [".zarray", ".zattrs", ".zgroup", "zarr.json"];
        let about = |at: &str| {
            let rest =
                at.strip_prefix(node).map(|rest| if node.is_empty() { rest } else { rest.strip_prefix('/').unwrap_or(rest) });
            rest.is_some_and(|rest| {
                rest.is_empty() || METADATA.contains(&rest) || rest.starts_with(|c: char| c.is_ascii_digit() || c == 'c')
            })
        };
        self.steps.iter().filter_map(|step| step.failure.as_ref()).find(|failure| about(&failure.at))
    }

    /// An interaction by its name.
    pub fn named(&self, name: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.name == name)
    }
}

/// What viewers did, each by itself.
#[derive(Clone, Debug, Default)]
pub struct Traces(Vec<(&'static Version, Trace)>);

impl Traces {
    /// Takes what a viewer did.
    pub fn insert(&mut self, viewer: &'static Version, trace: Trace) {
        let place = self.0.partition_point(|(other, _)| other.id() < viewer.id());
        self.0.insert(place, (viewer, trace));
    }

    /// All of it, in the order of the viewers' names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Version, &Trace)> {
        self.0.iter().map(|(viewer, trace)| (*viewer, trace))
    }

    /// What those did that go one way.
    pub fn by(&self, way: Way) -> impl Iterator<Item = (&'static Version, &Trace)> {
        self.iter().filter(move |(viewer, _)| viewer.way() == Some(way))
    }

    /// What a viewer did, or one that does the same.
    pub fn of(&self, viewer: &'static Version) -> Option<&Trace> {
        self.iter().find(|(other, _)| other.does_alike(viewer)).map(|(_, trace)| trace)
    }
}

impl Step {
    /// Why it is slow, if it is: requests, bytes, or bytes for what is shown.
    pub fn slowness(&self) -> Option<String> {
        let Spent { requests, bytes, .. } = self.spent;
        if !self.counted || self.failure.is_some() {
            return None;
        }
        let mut said = Vec::new();
        if requests > SLOW_REQUESTS && !self.whole {
            said.push(format!("{requests} requests"));
        }
        if bytes > SLOW_BYTES {
            said.push(format!("{bytes} bytes"));
        }
        let most = self.shown.map(|shown| shown.saturating_mul(SLOW_AMPLIFICATION));
        if let Some(shown) = self.shown.filter(|_| bytes > AMPLIFIED_FROM && most.is_some_and(|most| bytes > most)) {
            said.push(format!("{bytes} bytes for {shown} that are shown"));
        }
        (!said.is_empty()).then(|| said.join(", "))
    }
}
