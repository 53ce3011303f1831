//! The tree of IFDs: the main chain, then the SubIFDs of each level, many at a time.

use super::prefetch::{Reach, clamp};
use crate::bytes::len64;
use crate::need::{Range, Window};
use crate::tiff::{
    Chain, Defect, DefectCode, Defects, Header, Ifd, Kinds, Limits, NumberOf, Place, Reading, Survey, read_ifd, read_survey,
};
use serde::Serialize;
use std::collections::{BinaryHeap, VecDeque};

/// What is kept of each IFD of a tree.
pub trait Record: Sized {
    /// What the records of a tree have in common.
    type Shared: Default + std::fmt::Debug;
    /// Reads the IFD at a place, or says which bytes are missing for that.
    fn read(place: Place<'_>, window: &Window, shared: &mut Self::Shared) -> Reading<Self>;
    /// Offsets of its SubIFDs as far as the limit allows, how many there are, and its next IFD.
    fn links(&self) -> (&[u64], u64, u64);
}

impl Record for Ifd {
    type Shared = ();

    fn read(place: Place<'_>, window: &Window, (): &mut ()) -> Reading<Self> {
        read_ifd(place, window)
    }

    fn links(&self) -> (&[u64], u64, u64) {
        (&self.sub_ifds, self.sub_ifd_count, self.next)
    }
}

impl Record for Survey {
    type Shared = Kinds;

    fn read(place: Place<'_>, window: &Window, kinds: &mut Kinds) -> Reading<Self> {
        read_survey(place, window, kinds)
    }

    fn links(&self) -> (&[u64], u64, u64) {
        (&self.sub_ifds, self.sub_ifd_count, self.next)
    }
}

/// An IFD with those below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IfdNode<'a> {
    /// Place in the tree: `3` in the main chain, `3.0` its first SubIFD, `3.0.1` one deeper.
    pub path: &'a str,
    /// Whether it was reached by the next-IFD pointer of a SubIFD instead of the SubIFDs tag. Such a chain
    /// is legal, but viewers do not follow it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub chained: bool,
    /// What the IFD says.
    #[serde(flatten)]
    pub ifd: &'a Ifd,
    /// Its SubIFDs, in the order of the tag; chained ones behind them.
    pub sub_ifds: Vec<IfdNode<'a>>,
}

/// IFDs that are parsed in one go.
const BATCH: usize = 4096;
/// Places apart from each other that are asked for in one round.
const PLACES: usize = 256;
/// Ranges with a smaller gap between them are one question.
const GAP: u64 = 512;

/// An IFD that was pointed to, read or not.
#[derive(Debug)]
struct Slot<R> {
    path: String,
    offset: u64,
    parent: Option<usize>,
    depth: usize,
    chained: bool,
    /// Facts, once read; stays empty where the IFD is broken.
    ifd: Option<R>,
    children: Vec<usize>,
    /// Number of the next chained child: they come behind all that the SubIFDs tag lists.
    next_child: usize,
}

/// The tree while it grows.
#[derive(Debug)]
pub struct Tree<R: Record> {
    limits: Limits,
    shared: R::Shared,
    slots: Vec<Slot<R>>,
    /// Slots of the main chain.
    main: usize,
    /// Slots to read, with the bytes to expect.
    todo: VecDeque<(usize, u64)>,
    seen: NumberOf,
    defects: Defects,
    /// Whether the limit on IFDs was met; it is said once.
    full: bool,
    /// Whether cycles of next-IFD pointers among SubIFDs were looked for.
    linked: bool,
}

impl<R: Record> Tree<R> {
    /// With the main chain, whose IFDs are still to be read.
    pub fn new(chain: &Chain, limits: Limits) -> Self {
        let mut tree = Self {
            limits,
            shared: R::Shared::default(),
            slots: Vec::new(),
            main: chain.offsets().len(),
            todo: VecDeque::new(),
            seen: NumberOf::default(),
            defects: Defects::default(),
            full: false,
            linked: false,
        };
        // Without this it doubles until it is large enough, and holds twice as much meanwhile.
        let _ = tree.slots.try_reserve_exact(tree.main);
        for (index, (offset, entries)) in chain.offsets().iter().zip(chain.entries()).enumerate() {
            let len = chain.header().map_or(0, |header| header.ifd_len(u64::from(*entries)));
            tree.push(index.to_string(), *offset, None, false, len);
        }
        tree
    }

    fn push(&mut self, path: String, offset: u64, parent: Option<usize>, chained: bool, len: u64) -> usize {
        let slot = self.slots.len();
        let depth = parent.and_then(|parent| self.slots.get(parent)).map_or(0, |parent| parent.depth.saturating_add(1));
        self.slots.push(Slot { path, offset, parent, depth, chained, ifd: None, children: Vec::new(), next_child: 0 });
        self.seen.insert(offset, slot);
        self.todo.push_back((slot, len));
        slot
    }

    /// Reads as much as the bytes that are here allow; says what else is needed, nothing when finished.
    pub fn advance(&mut self, header: Header, window: &Window, reach: Reach) -> Vec<Range> {
        // Ends: every turn without a question takes IFDs off the list, and the limits bound what is put on it.
        loop {
            let batch: Vec<(usize, u64)> = self.todo.drain(..self.todo.len().min(BATCH)).collect();
            if batch.is_empty() {
                self.find_link_cycles();
                return Vec::new();
            }
            let mut missing: Vec<Range> = Vec::new();
            let (mut asked, mut places) = (0u64, 0usize);
            let mut waiting = Vec::new();
            for (slot, len) in batch {
                // IFD by IFD and no more than the window keeps: what arrives must not drive out what it goes with.
                if asked > Window::BUDGET / 2 || places > PLACES {
                    waiting.push((slot, len));
                    continue;
                }
                let Some(at) = self.slots.get(slot).map(|slot| slot.offset) else {
                    continue;
                };
                match self.read(slot, header, window) {
                    Reading::Missing(ranges) => {
                        for range in ranges {
                            let range = expect(range, at, len.max(reach.peek()));
                            asked = asked.saturating_add(range.len);
                            let apart = missing.last().is_none_or(|last| range.start > last.end().saturating_add(GAP));
                            places = places.saturating_add(usize::from(apart));
                            missing.push(range);
                        }
                        waiting.push((slot, len));
                    }
                    // In the order of the list, however the bytes come: it decides who is whose duplicate.
                    _ if !waiting.is_empty() => waiting.push((slot, len)),
                    reading => self.take(slot, reading),
                }
            }
            for entry in waiting.into_iter().rev() {
                self.todo.push_front(entry);
            }
            if !missing.is_empty() {
                return merge(missing).into_iter().flat_map(|range| clamp(range, window)).collect();
            }
        }
    }

    fn read(&mut self, index: usize, header: Header, window: &Window) -> Reading<R> {
        match self.slots.get(index) {
            Some(slot) => {
                let place = Place { header, offset: slot.offset, path: &slot.path, limits: self.limits };
                R::read(place, window, &mut self.shared)
            }
            None => Reading::Missing(Vec::new()),
        }
    }

    fn take(&mut self, index: usize, reading: Reading<R>) {
        match reading {
            Reading::Missing(_) => {}
            Reading::Broken(defect) => self.defects.push(defect),
            Reading::Done(ifd, defects) => {
                defects.into_iter().for_each(|defect| self.defects.push(defect));
                let (sub_ifds, count, next) = ifd.links();
                let sub_ifds = sub_ifds.to_vec();
                if let Some(slot) = self.slots.get_mut(index) {
                    slot.next_child = sub_ifds.len();
                    slot.ifd = Some(ifd);
                }
                self.plan_sub_ifds(index, &sub_ifds, count);
                self.plan_chained(index, next);
            }
        }
    }

    fn plan_sub_ifds(&mut self, parent: usize, offsets: &[u64], count: u64) {
        let Some(slot) = self.slots.get(parent) else {
            return;
        };
        let allowed = if slot.depth < self.limits.depth { self.limits.sub_ifds } else { 0 };
        if count > len64(allowed) {
            let what = format!(
                "has {count} SubIFDs, of which {allowed} are read (limits: {} for each IFD, {} deep)",
                self.limits.sub_ifds, self.limits.depth,
            );
            self.defect(DefectCode::IfdLimit, parent, &what);
        }
        for (index, offset) in offsets.iter().take(allowed).enumerate() {
            self.plan(parent, index, *offset, false);
        }
    }

    /// A SubIFD may have a next IFD of its own. Writers link SubIFDs in many ways (tifffile the levels of a plane,
    /// Bio-Formats a level across planes), so a link to a known IFD is no defect. The main chain was walked before,
    /// and what the SubIFDs tags of its IFDs list is planned before any of it is read.
    fn plan_chained(&mut self, from: usize, next: u64) {
        if next == 0 || self.seen.get(next).is_some() {
            return;
        }
        let Some(parent) = self.slots.get(from).and_then(|slot| slot.parent) else {
            return;
        };
        let Some(slot) = self.slots.get_mut(parent) else {
            return;
        };
        let index = slot.next_child;
        if index >= self.limits.sub_ifds {
            let what = format!("has more than {} SubIFDs with those chained to them (limit)", self.limits.sub_ifds);
            self.defect(DefectCode::IfdLimit, parent, &what);
            return;
        }
        slot.next_child = index.saturating_add(1);
        self.plan(parent, index, next, true);
    }

    /// SubIFDs that lead back to themselves by their next-IFD pointers: a reader that follows those never ends.
    fn find_link_cycles(&mut self) {
        if std::mem::replace(&mut self.linked, true) {
            return;
        }
        let next = |slot: usize| {
            let (_, _, to) = self.slots.get(slot)?.ifd.as_ref().map(R::links)?;
            self.seen.get(to).filter(|slot| *slot >= self.main)
        };
        let mut walk_of = vec![0usize; self.slots.len()];
        let mut closing = Vec::new();
        for start in self.main..self.slots.len() {
            let mut at = Some(start);
            // Ends: every turn marks a slot that was not marked before.
            while let Some((slot, mark)) = at.and_then(|slot| walk_of.get_mut(slot).map(|mark| (slot, mark))) {
                if *mark != 0 {
                    break;
                }
                *mark = start;
                at = next(slot);
                if at.and_then(|to| walk_of.get(to)) == Some(&start) {
                    closing.push(slot);
                    break;
                }
            }
        }
        for slot in closing {
            let to = self.slots.get(slot).and_then(|slot| slot.ifd.as_ref()).map_or(0, |ifd| ifd.links().2);
            self.defect(DefectCode::IfdCycle, slot, &format!("leads back to itself over its next IFD at byte {to}"));
        }
    }

    fn plan(&mut self, parent: usize, index: usize, offset: u64, chained: bool) {
        let Some(path) = self.slots.get(parent).map(|slot| format!("{}.{index}", slot.path)) else {
            return;
        };
        if let Some(first) = self.seen.get(offset) {
            let first_path = self.slots.get(first).map_or("", |slot| slot.path.as_str());
            let what = format!("names byte {offset} as IFD {path}, but that is IFD {first_path} already");
            let cycle = self.is_ancestor(first, parent);
            let code = if cycle { DefectCode::IfdCycle } else { DefectCode::IfdDuplicate };
            self.defect(code, parent, &what);
            return;
        }
        if u64::try_from(self.slots.len()).is_ok_and(|count| count >= self.limits.ifds) {
            let what = format!("has SubIFDs that are not read: there are more than {} IFDs (limit)", self.limits.ifds);
            if !std::mem::replace(&mut self.full, true) {
                self.defect(DefectCode::IfdLimit, parent, &what);
            }
            return;
        }
        let child = self.push(path, offset, Some(parent), chained, 0);
        if let Some(slot) = self.slots.get_mut(parent) {
            slot.children.push(child);
        }
    }

    /// Ends: parents have smaller numbers.
    fn is_ancestor(&self, ancestor: usize, of: usize) -> bool {
        let mut at = Some(of);
        while let Some(index) = at {
            if index == ancestor {
                return true;
            }
            at = self.slots.get(index).and_then(|slot| slot.parent);
        }
        false
    }

    fn defect(&mut self, code: DefectCode, slot: usize, what: &str) {
        let Some(slot) = self.slots.get(slot) else {
            return;
        };
        let what = format!("IFD {}: it {what}", slot.path);
        self.defects.push(Defect { code, ifd: slot.path.clone(), byte: slot.offset, what });
    }

    /// The IFDs in the order in which they were met: the main chain first, then level by level.
    pub fn into_records(self) -> impl Iterator<Item = TreeEntry<R>> {
        self.slots.into_iter().map(|Slot { path, parent, chained, ifd, .. }| TreeEntry { path, parent, chained, record: ifd })
    }

    /// What is broken in it.
    pub fn defects(&self) -> &Defects {
        &self.defects
    }

    /// How many IFDs were met so far.
    pub fn found(&self) -> u64 {
        len64(self.slots.len())
    }
}

/// An IFD of a finished tree.
#[derive(Debug)]
pub struct TreeEntry<R> {
    /// Place in the tree, as of [`IfdNode`].
    pub path: String,
    /// Number of the entry that it is a SubIFD of.
    pub parent: Option<usize>,
    /// Whether it was reached by the next-IFD pointer of a SubIFD.
    pub chained: bool,
    /// Nothing where the IFD could not be read.
    pub record: Option<R>,
}

impl Tree<Ifd> {
    /// The IFDs of the main chain, each with those below it.
    pub fn ifds(&self) -> Vec<IfdNode<'_>> {
        (0..self.main).filter_map(|slot| self.node(slot)).collect()
    }

    /// Recurses at most as deep as the limit on nested SubIFDs.
    fn node(&self, slot: usize) -> Option<IfdNode<'_>> {
        let slot = self.slots.get(slot)?;
        Some(IfdNode {
            path: &slot.path,
            chained: slot.chained,
            ifd: slot.ifd.as_ref()?,
            sub_ifds: slot.children.iter().filter_map(|child| self.node(*child)).collect(),
        })
    }
}

/// A missing start of an IFD is asked for along with what is expected behind it.
fn expect(missing: Range, ifd: u64, len: u64) -> Range {
    let at_start = missing.start >= ifd && missing.start < ifd.saturating_add(len);
    let end = if at_start { missing.end().max(ifd.saturating_add(len)) } else { missing.end() };
    Range { start: missing.start, len: end.saturating_sub(missing.start) }
}

/// One range for those that overlap or nearly touch.
fn merge(ranges: Vec<Range>) -> Vec<Range> {
    let mut merged: Vec<Range> = Vec::new();
    for range in BinaryHeap::from(ranges).into_sorted_vec() {
        match merged.last_mut() {
            Some(last) if range.start <= last.end().saturating_add(GAP) => {
                last.len = range.end().max(last.end()).saturating_sub(last.start);
            }
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_nearly_touch_are_asked_for_as_one() {
        let range = |start, len| Range { start, len };
        let asked = vec![range(5000, 100), range(0, 100), range(150, 10), range(90, 20)];
        assert_eq!(merge(asked), [range(0, 160), range(5000, 100)]);
    }
}
