//! What people call an IFD: the plane that it holds, with the name of its channel.

use super::facts::TiffFacts;
use super::rules::tiff::reading::is_own;
use crate::ome::{OmeImage, PlanePlace, plane_map};
use std::cell::OnceCell;
use std::collections::HashMap;

/// Names of the planes of a file, worked out when the first one is asked for.
pub(super) struct PlaneNames<'a> {
    facts: &'a TiffFacts,
    names: OnceCell<HashMap<u64, String>>,
}

/// Longest name of a channel that is shown.
const MOST_NAME: usize = 40;

impl<'a> PlaneNames<'a> {
    /// The names of a file's planes.
    pub(super) fn new(facts: &'a TiffFacts) -> Self {
        Self { facts, names: OnceCell::new() }
    }

    /// An IFD by its path and what it holds: `3 (channel DAPI, z 4)`, `3.0 (level 1 of channel DAPI, z 4)`; `None` where the path
    /// says all there is to say.
    pub(super) fn named(&self, path: &str) -> Option<String> {
        let (main, below) = path.split_once('.').map_or((path, None), |(main, below)| (main, Some(below)));
        let name = self.names.get_or_init(|| names(self.facts)).get(&main.parse().ok()?)?;
        let level = below.and_then(|below| below.parse::<u64>().ok()?.checked_add(1));
        match (below, level) {
            (None, _) => Some(format!("{path} ({name})")),
            (Some(_), Some(level)) => Some(format!("{path} (level {level} of {name})")),
            (Some(_), None) => None,
        }
    }
}

/// Names of planes by the number of their IFD in the main chain. Where there is but one plane it needs none.
fn names(facts: &TiffFacts) -> HashMap<u64, String> {
    let mut names = HashMap::new();
    if facts.file.main < 2 {
        return names;
    }
    let several = facts.file.document().is_some_and(|document| document.images.len() > 1);
    for (number, _) in facts.file.images() {
        let Some((_, image)) = facts.file.pixels(number) else { continue };
        let Some(map) = plane_map(image, is_own(facts, image)) else { continue };
        for (place, plane) in map.iter().zip(0u64..) {
            let PlanePlace::Ifd(ifd) = *place else { continue };
            let prefix = several.then(|| format!("image {number}"));
            let words: Vec<String> = prefix.into_iter().chain(words(image, plane)).collect();
            if !words.is_empty() {
                names.entry(ifd).or_insert_with(|| words.join(", "));
            }
        }
    }
    names
}

/// A plane by those of its axes that have more than one place: `channel DAPI`, `z 4`, `t 0`.
fn words(image: &OmeImage, plane: u64) -> Vec<String> {
    let (planes, sections) = (image.planes_c(), image.size_z);
    let c = plane.checked_rem(planes).unwrap_or(0);
    let rest = plane.checked_div(planes).unwrap_or(0);
    let (z, t) = (rest.checked_rem(sections).unwrap_or(0), rest.checked_div(sections).unwrap_or(0));
    let name =
        usize::try_from(c).ok().and_then(|c| image.channels.get(c)?.name.as_deref()).filter(|name| !name.trim().is_empty());
    let channel = name.map_or_else(|| c.to_string(), |name| name.chars().take(MOST_NAME).collect());
    let axes = [(planes, format!("channel {channel}")), (sections, format!("z {z}")), (image.size_t, format!("t {t}"))];
    axes.into_iter().filter(|(size, _)| *size > 1).map(|(_, words)| words).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Ome, Page, Sample, file};
    use super::*;

    fn named(c: u64, z: u64, paths: &[&str]) -> Vec<Option<String>> {
        let page = Page::new(256, 256).pyramid(2);
        let ome = Ome { c, z, channel: r#"Name="DAPI""#.to_owned(), ..Ome::new(&page) };
        let session = Sample::from(file(&page, &ome)).facts();
        let names = PlaneNames::new(session.facts());
        paths.iter().map(|path| names.named(path)).collect()
    }

    #[test]
    fn an_ifd_is_called_by_what_it_holds() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            named(2, 2, &["1", "2.0", "7"]),
            [text("1 (channel DAPI, z 1)"), text("2.0 (level 1 of channel DAPI, z 0)"), None]
        );
        assert_eq!(named(1, 1, &["0", "0.0"]), [None, None]);
    }
}
