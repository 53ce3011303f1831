//! Numbers in lower levels of label images that the full resolution has not: levels that were made by averaging.

use crate::sort::Gather;
use crate::viewer::Waits;
use crate::viewer::{Limits, region};
use crate::zarr::ngff::Image;
use crate::zarr::{Look, Node};
use std::collections::BTreeSet;
use std::ops::Range;

/// Pixels of a lower level that are compared, along y and x.
const WINDOW: u64 = 128;
/// A level that is smaller by more is not compared.
const MOST_SMALLER: u64 = 8;
/// Chunks that are read of a level.
const MOST_CHUNKS: u64 = 16;

/// The first level with such a number, and the number.
///
/// # Errors
/// That something has not arrived.
pub fn strays(look: &mut Look<'_>, image: &Image) -> Result<Option<(usize, f64)>, Waits> {
    let node = |level: usize| image.levels.get(level).and_then(|level| level.node.as_deref());
    let Some(full) = node(0) else { return Ok(None) };
    let mut waits = Ok(());
    for level in 1..image.levels.len().min(4) {
        let Some(own) = node(level) else { continue };
        // The middle of an image is rarely empty, and its corner is rarely cut by a chunk.
        for middle in [true, false] {
            match stray(look, full, own, middle) {
                Ok(Some(label)) => return Ok(Some((level, label))),
                Ok(None) => {}
                Err(wait) => waits = Err(wait),
            }
        }
    }
    waits.map(|()| None)
}

fn stray(look: &mut Look<'_>, full: &Node, own: &Node, middle: bool) -> Result<Option<f64>, Waits> {
    let shape = |node: &Node| node.array().and_then(|array| array.shape.clone());
    let (Some(full_shape), Some(own_shape)) = (shape(full), shape(own)) else { return Ok(None) };
    if full_shape.len() != own_shape.len() {
        return Ok(None);
    }
    let plane = own_shape.len().saturating_sub(2);
    let (mut of_full, mut of_own) = (Vec::new(), Vec::new());
    for (axis, (full, own)) in full_shape.iter().zip(&own_shape).enumerate() {
        let begins = if middle { (own / 2).saturating_sub(WINDOW / 2) } else { 0 };
        if axis < plane {
            // The same slice of both, where there are as many.
            if full != own {
                return Ok(None);
            }
            let at = if middle { full / 2 } else { 0 };
            of_full.push(at..at.saturating_add(1));
            of_own.push(at..at.saturating_add(1));
            continue;
        }
        let range = begins..begins.saturating_add(WINDOW).min(*own);
        let Some(around) = around(&range, *full, *own) else { return Ok(None) };
        of_full.push(around);
        of_own.push(range);
    }
    if !(few(full, &of_full) && few(own, &of_own)) {
        return Ok(None);
    }
    let limits = Limits { chunks: MOST_CHUNKS, values: u64::MAX, bytes: 16 << 20, whole: true };
    let (above, below) = (region(look, full, &of_full, limits), region(look, own, &of_own, limits));
    let (Some(above), Some(below)) = (above?, below?) else { return Ok(None) };
    let known: BTreeSet<u64> = above.iter().map(|label| label.to_bits()).gather();
    Ok(below.into_iter().find(|label| !known.contains(&label.to_bits())))
}

/// What of the full resolution lies under a range of a level, with a margin of two of its pixels.
fn around(range: &Range<u64>, full: u64, own: u64) -> Option<Range<u64>> {
    let smaller = full.checked_div(own).filter(|smaller| (1..=MOST_SMALLER).contains(smaller))?;
    let margin = smaller.saturating_add(1).saturating_mul(2);
    let at = |at: u64| at.saturating_mul(full).checked_div(own).unwrap_or(0);
    Some(at(range.start).saturating_sub(margin)..at(range.end).saturating_add(margin).min(full))
}

fn few(node: &Node, ranges: &[Range<u64>]) -> bool {
    let grid = node.array().and_then(|array| array.grid());
    grid.and_then(|grid| grid.touched(ranges)?.count()).is_some_and(|count| count <= MOST_CHUNKS)
}
