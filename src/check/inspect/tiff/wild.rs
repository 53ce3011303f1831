//! Reading what viewers take for IFDs, and are none.

use crate::bytes::len_usize;
use crate::check::TiffFacts;
use crate::need::{Lack, Range, Window};
use crate::viewer::geotiff::{Source, read_wild};
use crate::viewer::{Does, Software, VERSIONS, Version, usual};
use std::collections::BTreeSet;

/// Places of a file that are looked at.
const MOST: usize = 32;

/// Reads as much as the bytes that are here allow; says what else is needed, nothing when finished.
pub(super) fn advance(window: &Window, facts: &mut TiffFacts) -> Vec<Range> {
    let (Some(header), Some(size), Some(geotiff)) = (facts.file.header, facts.file.size, geotiff()) else { return Vec::new() };
    let Does::Geotiff(does) = &geotiff.does else { return Vec::new() };
    let source = Source::new(size, does);
    // Ends: every turn adds a place, of which there are only so many, or returns.
    loop {
        let wanted = wanted(facts);
        if wanted.is_empty() || facts.file.wild.len().saturating_add(wanted.len()) > MOST {
            return Vec::new();
        }
        let mut missing = Vec::new();
        for at in wanted {
            match read_wild(header, &source, at, |at, len| padded(window, at, len)) {
                Ok(wild) => drop(facts.file.wild.insert(at, wild)),
                Err(range) => missing.push(range),
            }
        }
        if !missing.is_empty() {
            return missing;
        }
    }
}

/// The geotiff.js of the viewers.
fn geotiff() -> Option<&'static Version> {
    usual(VERSIONS).into_iter().find_map(|viewer| viewer.part(Software::Geotiff))
}

/// Where they go that nothing is known of.
fn wanted(facts: &TiffFacts) -> BTreeSet<u64> {
    let ways = usual(VERSIONS).into_iter().filter_map(|viewer| facts.opening(viewer));
    ways.flat_map(|(_, wanted)| wanted).filter(|at| !facts.file.wild.contains_key(at)).collect()
}

/// A range, with zeros behind the end of the file.
fn padded(window: &Window, at: u64, len: u64) -> Result<Vec<u8>, Range> {
    let range = Range { start: at, len };
    let mut bytes = match window.get(range) {
        Ok(bytes) => bytes.into_owned(),
        Err(Lack::Missing(missing)) => return Err(missing),
        Err(Lack::PastEnd(end)) => match window.get(Range { start: at, len: end.saturating_sub(at) }) {
            Ok(bytes) => bytes.into_owned(),
            Err(Lack::Missing(missing)) => return Err(missing),
            Err(Lack::PastEnd(_)) => Vec::new(),
        },
    };
    bytes.resize(len_usize(len).unwrap_or(bytes.len()), 0);
    Ok(bytes)
}
