//! What is known of the nodes of a store, whatever the store is: metadata, and a few chunks of each array.

use super::input::StoreInput;
use super::outcome::{Failure, Stop};
use super::trace::Traces;
use super::versions::{Version, Zarrita};
use super::zarrita::{Kind, Opened, Visit};
use crate::sort::{Gather, sort};
use crate::zarr::chunk::{Decoder, Elements};
use crate::zarr::grid::candidate_keys;
use crate::zarr::path::join;
use crate::zarr::{Expect, Format, Found, Look, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Nodes that are gone through.
const MOST_NODES: usize = 512;
/// Arrays of which chunks are looked for.
const MOST_SAMPLED: usize = 128;
/// Bytes of a chunk that is decoded here, and of its elements.
const MOST_BYTES: u64 = 1 << 20;
const MOST_ELEMENTS: usize = 8 << 20;

/// The nodes of a store.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Nodes, in the order of their paths.
    pub nodes: Vec<Arc<Node>>,
    /// Those of them that are arrays.
    pub arrays: Vec<Surveyed>,
    /// Paths that have nodes of both versions.
    pub twins: Vec<String>,
    /// Names below groups that are no part of Zarr: `.DS_Store`.
    pub litter: Vec<String>,
    /// Paths that are one where upper and lower case are the same.
    pub collisions: Vec<(String, String)>,
    /// Whether there are more nodes.
    pub more: bool,
    /// Whether the store can list its names; if not, these are the nodes that viewers asked for.
    pub listed: bool,
}

/// An array.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// Its node.
    pub node: Arc<Node>,
    /// What the versions of zarrita.js that viewers hold say when they open it.
    pub refused: Refusals,
    /// What they say when they decode a chunk of it: codecs that they do not know.
    pub unreadable: Refusals,
    /// The first, the middle and the last chunk.
    pub samples: Vec<Sample>,
}

/// Versions of zarrita.js with what they say to something.
#[derive(Clone, Debug, Default)]
pub struct Refusals(Vec<(&'static Version, Failure)>);

impl Refusals {
    /// The versions, with what each says.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Version, &Failure)> {
        self.0.iter().map(|(zarrita, failure)| (*zarrita, failure))
    }

    /// Those whose words are of another sort.
    #[must_use]
    pub fn without(&self, sort: impl Fn(&Failure) -> bool) -> Self {
        Self(self.0.iter().filter(|(_, failure)| !sort(failure)).cloned().collect())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the zarrita.js of a viewer says.
    pub fn by(&self, viewer: &'static Version) -> Option<&Failure> {
        let (own, _) = viewer.zarrita()?;
        self.iter().find(|(zarrita, _)| zarrita.does == own.does).map(|(_, failure)| failure)
    }
}

/// A chunk that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Where it has to be.
    pub key: String,
    /// What is there.
    pub state: State,
}

/// What was found of a chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// So many bytes.
    Here(u64),
    /// Nothing; but under another key, as another writer has it, there is something.
    Elsewhere(String),
    /// Nothing. Whether what is beside it goes on up to its edge, so that it should not be empty.
    Missing {
        /// The share of elements at the edge of a neighbour that are not the fill value, in percent.
        beside: Option<u64>,
    },
}

impl Survey {
    /// An array by its path.
    pub fn array(&self, path: &str) -> Option<&Surveyed> {
        self.arrays.iter().find(|array| array.node.path == path)
    }
}

/// Goes through the nodes of a store; `None` while metadata is on its way.
pub fn survey(look: &mut Look<'_>, input: &StoreInput, traces: &Traces) -> Option<Survey> {
    let mut survey = Survey::default();
    let paths = listing(look, &input.path, &mut survey)?;
    survey.listed = !paths.is_empty();
    let asked = traces.iter().flat_map(|(_, trace)| trace.arrays.iter().chain(trace.steps.iter().filter_map(failed_path)));
    let all: BTreeSet<String> = paths.into_iter().chain(asked.cloned()).chain([input.path.clone()]).gather();
    survey.more |= all.len() > MOST_NODES;
    let mut waits = false;
    for path in all.into_iter().take(MOST_NODES) {
        let v2 = look.node_of(&path, Format::V2, Expect::Node);
        let v3 = look.node_of(&path, Format::V3, Expect::Node);
        waits |= matches!((&v2, &v3), (Found::Unknown, _) | (_, Found::Unknown));
        if let (Found::Here(_), Found::Here(_)) = (&v2, &v3) {
            survey.twins.push(path.clone());
        }
        if let Some(node) = v2.here().or(v3.here()) {
            survey.nodes.push(node);
        }
    }
    if waits {
        return None;
    }
    let arrays: Vec<Arc<Node>> = survey.nodes.iter().filter(|node| !node.is_group()).cloned().collect();
    let zarritas = zarritas(input);
    for (number, node) in arrays.into_iter().enumerate() {
        match surveyed(look, &zarritas, node, number < MOST_SAMPLED) {
            Some(array) => survey.arrays.push(array),
            None => waits = true,
        }
    }
    (!waits).then_some(survey)
}

/// The node that a step gave up at.
fn failed_path(step: &super::trace::Step) -> Option<&String> {
    step.failure.as_ref().map(|_| &step.path)
}

/// Paths of all nodes below one, that one first; `None` while names are on their way. Arrays are not looked into: they may have
/// a hundred thousand chunks.
pub(super) fn listing(look: &mut Look<'_>, path: &str, survey: &mut Survey) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut waits = false;
    let mut next = vec![path.to_owned()];
    // Ends: every turn takes a path, and at most MOST_NODES are put in.
    while let Some(path) = next.pop() {
        let array = match look.node(&path, Expect::Node) {
            Found::Unknown => {
                waits = true;
                continue;
            }
            Found::Here(node) => !node.is_group(),
            Found::Absent => false,
        };
        if array {
            found.push(path);
            continue;
        }
        let names = match look.names(&path) {
            Found::Here(names) => names,
            Found::Absent => continue,
            Found::Unknown => {
                waits = true;
                continue;
            }
        };
        let has = |name: &str| names.contains(name);
        if has(".zgroup") || has(".zattrs") || has("zarr.json") {
            found.push(path.clone());
        }
        notice(&path, &names, survey);
        let below: Vec<&String> = names.iter().filter(|name| !name.starts_with('.') && *name != "zarr.json").collect();
        let room = MOST_NODES.saturating_sub(found.len().saturating_add(next.len()));
        survey.more |= below.len() > room;
        next.extend(below.into_iter().take(room).map(|name| join(&path, name)));
    }
    sort(&mut found);
    (!waits).then_some(found)
}

/// What is worth knowing of the names in a group.
fn notice(path: &str, names: &BTreeSet<String>, survey: &mut Survey) {
    let litter = names
        .iter()
        .filter(|name| matches!(name.as_str(), ".DS_Store" | "__MACOSX" | "Thumbs.db" | "desktop.ini") || name.starts_with("._"));
    survey.litter.extend(litter.map(|name| join(path, name)));
    let mut seen: BTreeMap<String, &String> = BTreeMap::new();
    for name in names {
        if let Some(other) = seen.insert(name.to_lowercase(), name) {
            survey.collisions.push((join(path, other), join(path, name)));
        }
    }
}

/// The versions of zarrita.js that viewers hold which are followed: of those that do the same, one.
fn zarritas(input: &StoreInput) -> Vec<(&'static Version, &'static Zarrita)> {
    let mut found: Vec<(&'static Version, &'static Zarrita)> = Vec::new();
    for (version, does) in input.followed().into_iter().filter_map(Version::zarrita) {
        if !found.iter().any(|(_, known)| *known == does) {
            found.push((version, does));
        }
    }
    found
}

fn surveyed(
    look: &mut Look<'_>,
    zarritas: &[(&'static Version, &'static Zarrita)],
    node: Arc<Node>,
    sampled: bool,
) -> Option<Surveyed> {
    let (mut refused, mut unreadable) = (Refusals::default(), Refusals::default());
    let mut waits = false;
    for (version, zarrita) in zarritas {
        match Visit::plain(look, zarrita).open(&node.path, Kind::Any) {
            Ok(Opened::Array(array)) => {
                if let Err(failure) = array.codecs_known(zarrita) {
                    unreadable.0.push((version, failure));
                }
            }
            Ok(Opened::Group(_)) => {}
            Err(Stop::Wait) => waits = true,
            Err(Stop::Failed(failure)) => refused.0.push((version, failure)),
        }
    }
    let samples = if sampled { samples(look, &node) } else { Some(Vec::new()) };
    if waits { None } else { Some(Surveyed { node, refused, unreadable, samples: samples? }) }
}

fn samples(look: &mut Look<'_>, node: &Node) -> Option<Vec<Sample>> {
    let Some(grid) =
        node.array().and_then(crate::zarr::array::Array::grid).filter(|grid| grid.items().is_some_and(|items| items > 0))
    else {
        return Some(Vec::new());
    };
    let counts = grid.counts();
    let at = |place: fn(u64) -> u64| counts.iter().map(|count| place(*count)).collect::<Vec<u64>>();
    let mut indices = vec![at(|_| 0), at(|count| count >> 1), at(|count| count.saturating_sub(1))];
    indices.dedup();
    let mut samples = Vec::new();
    let mut waits = false;
    for index in indices {
        match sample(look, node, &index) {
            Some(sample) => samples.extend(sample),
            None => waits = true,
        }
    }
    (!waits).then_some(samples)
}

/// `None` while something is on its way; `Some(None)` where no key can be made.
fn sample(look: &mut Look<'_>, node: &Node, index: &[u64]) -> Option<Option<Sample>> {
    let Some(name) = node.array().and_then(|array| array.keys.key(index)) else { return Some(None) };
    let key = node.key(&name);
    let state = match look.size(&key) {
        Found::Unknown => return None,
        Found::Here(size) => State::Here(size),
        Found::Absent => {
            let others: Vec<Found<String>> = candidate_keys(index)
                .into_iter()
                .filter(|other| *other != name)
                .map(|other| node.key(&other))
                .map(|other| match look.size(&other) {
                    Found::Here(_) => Found::Here(other),
                    Found::Absent => Found::Absent,
                    Found::Unknown => Found::Unknown,
                })
                .collect();
            if others.contains(&Found::Unknown) {
                return None;
            }
            match others.into_iter().find_map(Found::here) {
                Some(other) => State::Elsewhere(other),
                None => State::Missing { beside: beside(look, node, index)? },
            }
        }
    };
    Some(Some(Sample { key, state }))
}

/// How much of the edge of the chunk before a missing one is not the fill value, in percent; of the last axis that has one.
fn beside(look: &mut Look<'_>, node: &Node, index: &[u64]) -> Option<Option<u64>> {
    let Some(array) = node.array().filter(|array| array.pipeline.sharding().is_none()) else { return Some(None) };
    for (axis, at) in index.iter().enumerate().rev() {
        let Some(before) = at.checked_sub(1) else { continue };
        let mut other = index.to_vec();
        if let Some(place) = other.get_mut(axis) {
            *place = before;
        }
        let Some(key) = array.keys.key(&other).map(|name| node.key(&name)) else { continue };
        match look.size(&key) {
            Found::Unknown => return None,
            Found::Here(size) if size <= MOST_BYTES => {}
            _ => continue,
        }
        let bytes = match look.bytes(&key) {
            Found::Unknown => return None,
            Found::Here(bytes) => bytes,
            Found::Absent => continue,
        };
        return Some(edge(array, &bytes, axis));
    }
    Some(None)
}

fn edge(array: &crate::zarr::array::Array, bytes: &[u8], axis: usize) -> Option<u64> {
    let decoder = Decoder::new(array).ok()?;
    let size = decoder.item_size()?;
    let (Elements::Fixed(own), Elements::Fixed(fill)) =
        (decoder.decode(bytes, MOST_ELEMENTS).ok()?, decoder.filled(MOST_ELEMENTS).ok()?)
    else {
        return None;
    };
    let shape = decoder.shape();
    let inner = shape.get(axis.saturating_add(1)..)?.iter().product::<usize>();
    let along = *shape.get(axis)?;
    let nothing = fill.get(..size)?;
    let (mut all, mut set) = (0u64, 0u64);
    for (number, element) in own.chunks_exact(size).enumerate() {
        let place = number.checked_div(inner)?.checked_rem(along)?;
        if place.saturating_add(1) == along {
            all = all.saturating_add(1);
            set = set.saturating_add(u64::from(element != nothing));
        }
    }
    set.saturating_mul(100).checked_div(all)
}
