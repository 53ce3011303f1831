//! Interactions with a page that shows an AnnData group.

use super::source::Source;
use super::walk::Walk;
use crate::viewer::outcome::{Tried, Waits};
use crate::viewer::trace::{About, Trace};
use crate::viewer::zarrita::{ReadOut, Visit};
use crate::zarr::Look;

/// Chunks that are gone through in one read: a heatmap of all has thousands, which cost alike.
pub(super) const MOST_CHUNKS: u64 = 256;
/// Bytes that are decoded of one read.
pub(super) const DECODED: u64 = 32 << 20;

/// Interactions one after the other.
pub(super) struct Run<'r, 's, 'w> {
    pub(super) look: &'r mut Look<'s>,
    pub(super) walk: &'w Walk<'w>,
    pub(super) trace: &'r mut Trace,
    pub(super) waits: Result<(), Waits>,
}

impl<'w> Run<'_, '_, 'w> {
    /// An interaction of a page that was just opened; `None` where it fails, or waits.
    pub(super) fn step<T>(
        &mut self,
        name: &str,
        path: &str,
        about: About,
        action: impl FnOnce(&mut Source<'w>, &mut Visit<'_, '_>, &mut ReadOut) -> Tried<T>,
    ) -> Option<T> {
        let mut visit = Visit::vitessce(self.look, self.walk.zarrita).at_most(MOST_CHUNKS, DECODED);
        let mut source = Source::new(self.walk);
        let name = format!("{}{name}", self.walk.says);
        let done = self.trace.step(&mut visit, (&name, path), about, |visit, out| action(&mut source, visit, out));
        self.take(done)
    }

    pub(super) fn take<T>(&mut self, done: Result<Option<T>, Waits>) -> Option<T> {
        done.unwrap_or_else(|Waits| {
            self.waits = Err(Waits);
            None
        })
    }
}
