//! Points of a rectangle: which row groups the search along the Morton curve reads (`loadParquetTableInRect`).
//!
//! Values are not read for this: the extremes in the statistics of a row group stand for its first and its last row, which they
//! are where points are in the order of the curve.

use super::parquet::Part;
use crate::bytes::len64;
use crate::sort::sort;
use crate::viewer::outcome::{Failure, Tried};
use crate::viewer::zarrita::Visit;
use crate::zarr::parquet::RowGroup;
use std::collections::{BTreeMap, BTreeSet};

/// The rectangle begins at a tenth of the extent and goes on for a fifth of it, and at most this far.
const SIDE: f64 = 256.0;
/// The largest number of a coordinate on the curve.
const CURVE: f64 = 65_535.0;
/// Turns of the search that are followed, and row groups that it looks at.
const MOST_TURNS: u32 = 512;
const MOST_KNOWN: usize = 4096;
/// Bits of a coordinate on the curve.
const BITS: u32 = 16;

/// Points in parts, ordered along the curve.
pub(super) struct Points<'a> {
    key: &'a str,
    parts: &'a [Part],
    groups: Vec<(usize, &'a RowGroup)>,
    morton: &'a str,
}

/// What was learned of row groups: the codes of their first and last rows.
type Known = BTreeMap<usize, (f64, f64)>;

impl<'a> Points<'a> {
    pub(super) fn new(key: &'a str, parts: &'a [Part], morton: &'a str) -> Self {
        let groups =
            parts.iter().enumerate().flat_map(|(part, found)| found.footer.groups.iter().map(move |group| (part, group)));
        Self { key, parts, groups: groups.collect(), morton }
    }

    /// The row groups that a rectangle needs, in order; they, and those that the search looked at, are asked for.
    pub(super) fn covered(&self, visit: &mut Visit<'_, '_>) -> Tried<BTreeSet<usize>> {
        self.ask(visit, 0)?;
        let Some(intervals) = self.rectangle().map(|rectangle| cover(&rectangle)) else {
            // Without statistics nothing is known of where points are.
            visit.guess();
            return Ok((0..self.groups.len().min(4)).collect());
        };
        let mut search = Search { points: self, known: Known::new(), found: BTreeMap::new() };
        let mut covered = BTreeSet::new();
        let mut next = vec![(0, intervals.len().saturating_sub(1))];
        // Ends: a turn takes one stretch and puts in two that are shorter, or none; and there are not more than MOST_TURNS.
        let mut turns = 0u32;
        while let Some((start, end)) = next.pop() {
            turns = turns.saturating_add(1);
            if turns > MOST_TURNS || search.known.len() > MOST_KNOWN {
                visit.guess();
                break;
            }
            let (Some(first), Some(last)) = (intervals.get(start), intervals.get(end)) else { continue };
            let (from, to) = (search.bisect(visit, first.0)?, search.bisect(visit, last.1)?);
            if from.abs_diff(to) <= 1 || start == end {
                covered.extend(from.min(to)..=from.max(to));
            } else {
                let middle = start.midpoint(end);
                next.push((start, middle));
                next.push((middle.saturating_add(1), end));
            }
        }
        Ok(covered)
    }

    /// Loads row groups, and puts their columns together.
    pub(super) fn load(&self, visit: &mut Visit<'_, '_>, groups: &BTreeSet<usize>, columns: &[&str]) -> Tried<()> {
        let mut room = 0u64;
        for number in groups {
            self.ask(visit, *number)?;
            // Room is made for as many rows as the first row group of the part has.
            let first = self.groups.get(*number).and_then(|(part, _)| self.parts.get(*part)?.footer.groups.first());
            room = room.saturating_add(first.map_or(0, |group| group.rows));
        }
        for number in groups {
            let Some((part, group)) = self.groups.get(*number) else { continue };
            let footer = self.parts.get(*part).map(|part| &part.footer);
            if footer.is_some_and(|footer| columns.iter().any(|name| footer.column(name).is_none())) {
                let said =
                    format!("Missing required column in parquet table at {}. Required columns: x, y, feature_index", self.key);
                return Err(Failure::new("Error", said).at(self.key).into());
            }
            let Some(left) = room.checked_sub(group.rows) else {
                return Err(Failure::new("RangeError", "offset is out of bounds").at(self.key).into());
            };
            room = left;
        }
        Ok(())
    }

    /// Asks for a row group.
    fn ask(&self, visit: &mut Visit<'_, '_>, number: usize) -> Tried<()> {
        let Some((part, group)) = self.groups.get(number) else {
            let count = self.groups.len();
            let said = format!("Row group index {number} is out of bounds for parquet table with {count} row groups.");
            return Err(Failure::new("Error", said).at(self.key).into());
        };
        let key = self.parts.get(*part).map_or(self.key, |part| part.key.as_str());
        visit.ask_part(key, &format!("{key} {} {}", group.start(), group.size()), group.size());
        Ok(())
    }

    /// The extremes of a column in a row group.
    fn extremes(&self, number: usize) -> Option<(f64, f64)> {
        let (part, group) = self.groups.get(number)?;
        let column = self.parts.get(*part)?.footer.column(self.morton)?;
        let chunk = group.chunks.get(column.leaf)?;
        Some((column.number(chunk.min.as_deref()?)?, column.number(chunk.max.as_deref()?)?))
    }

    /// A rectangle on the curve: from, to, of x and y. The four points that come first span all the others.
    fn rectangle(&self) -> Option<[[u32; 2]; 2]> {
        let of = |name: &str| {
            let all: Option<Vec<(f64, f64)>> = self.parts.iter().map(|part| part.footer.extremes(name)).collect();
            all?.into_iter().reduce(|(min, max), (low, high)| (min.min(low), max.max(high)))
        };
        let side = |(min, max): (f64, f64)| {
            let extent = max - min;
            let from = extent / 10.0;
            let to = from + (extent / 5.0).min(SIDE);
            let place = |at: f64| whole(at / extent * CURVE);
            (extent > 0.0).then(|| [place(from), place(to)])
        };
        Some([side(of("x")?)?, side(of("y")?)?])
    }
}

/// A number on the curve: rounded down, and no less than 0.
fn whole(at: f64) -> u32 {
    let floor = at.floor().clamp(0.0, CURVE);
    // The number is a whole one between 0 and 65535.
    format!("{floor:.0}").parse().unwrap_or(0)
}

/// `_bisectRowGroupsRight`, with what it keeps.
struct Search<'p, 'a> {
    points: &'p Points<'a>,
    known: Known,
    found: BTreeMap<u64, usize>,
}

impl Search<'_, '_> {
    /// The first row group whose last code is not below a code; the number of row groups if there is none.
    fn bisect(&mut self, visit: &mut Visit<'_, '_>, code: u64) -> Tried<usize> {
        if let Some(found) = self.found.get(&code) {
            return Ok(*found);
        }
        let wanted = number(code);
        let (mut low, mut high) = (0usize, self.points.groups.len());
        // Ends: every turn makes the stretch shorter.
        while low < high {
            if let Some(better) = self.known.range(low..high).rev().find(|(at, (_, max))| **at > low && wanted >= *max) {
                low = high.min(better.0.saturating_add(1));
            }
            if let Some(better) = self.known.range(low.min(high)..high).find(|(_, (min, _))| wanted < *min) {
                high = low.max(better.0.saturating_sub(1));
            }
            if low >= high {
                break;
            }
            let middle = low.midpoint(high);
            match self.last_code(visit, middle)? {
                Some(last) if wanted > last => low = middle.saturating_add(1),
                _ => high = middle,
            }
        }
        self.found.insert(code, low);
        Ok(low)
    }

    fn last_code(&mut self, visit: &mut Visit<'_, '_>, group: usize) -> Tried<Option<f64>> {
        self.points.ask(visit, group)?;
        let found = self.points.extremes(group);
        if let Some(codes) = found {
            self.known.insert(group, codes);
        }
        Ok(found.map(|(_, last)| last))
    }
}

fn number(code: u64) -> f64 {
    u32::try_from(code).map_or(f64::from(u32::MAX), f64::from)
}

/// `zcoverRectangle`: stretches of the curve that make up a rectangle.
fn cover([[left, right], [top, bottom]]: &[[u32; 2]; 2]) -> Vec<(u64, u64)> {
    let mut found: Vec<(u64, u64)> = Vec::new();
    // A square of the curve: the code of its corner divided by the codes in it, its level, its corner.
    let mut next = vec![(0u64, 0u32, 0u32, 0u32)];
    // Ends: a turn takes a square and puts in smaller ones, down to points; only those at the border of the rectangle.
    while let Some((prefix, level, x, y)) = next.pop() {
        let side = 1u32.checked_shl(BITS.saturating_sub(level)).unwrap_or(0);
        let (to_x, to_y) = (x.saturating_add(side).saturating_sub(1), y.saturating_add(side).saturating_sub(1));
        if to_x < *left || *right < x || to_y < *top || *bottom < y {
            continue;
        }
        if *left <= x && to_x <= *right && *top <= y && to_y <= *bottom {
            let codes = u64::from(side).saturating_mul(u64::from(side));
            let from = prefix.saturating_mul(codes);
            found.push((from, from.saturating_add(codes).saturating_sub(1)));
            continue;
        }
        let half = side / 2;
        for (quarter, dx, dy) in [(0, 0, 0), (1, half, 0), (2, 0, half), (3, half, half)] {
            let prefix = prefix.saturating_mul(4).saturating_add(quarter);
            next.push((prefix, level.saturating_add(1), x.saturating_add(dx), y.saturating_add(dy)));
        }
    }
    merged(found)
}

/// Stretches that touch become one.
fn merged(mut all: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    sort(&mut all);
    let mut merged: Vec<(u64, u64)> = Vec::with_capacity(all.len().min(1 << 16));
    for (from, to) in all {
        match merged.last_mut() {
            Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    debug_assert!(len64(merged.len()) <= 1 << 18, "a border has no more points");
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_are_stretches_of_the_curve() {
        assert_eq!(cover(&[[0, 65535], [0, 65535]]), [(0, u64::from(u32::MAX))]);
        assert_eq!(cover(&[[0, 1], [0, 1]]), [(0, 3)]);
        assert_eq!(cover(&[[1, 2], [0, 0]]), [(1, 1), (4, 4)]);
        let points: u64 = cover(&[[6553, 19660], [6553, 19660]]).iter().map(|(from, to)| to - from + 1).sum();
        assert_eq!(points, 13108 * 13108);
    }

    #[test]
    fn places_on_the_curve_are_whole() {
        assert_eq!([-1.0, 0.0, 6553.5, 70_000.0].map(whole), [0, 0, 6553, 65535]);
    }
}
