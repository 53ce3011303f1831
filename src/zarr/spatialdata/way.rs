//! Ways between coordinate systems, as Vitessce finds them.

use crate::sort::Gather;
use crate::zarr::ngff::Transformation;
use std::collections::BTreeSet;
use std::iter::once;

/// Why a coordinate system is not reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWay {
    /// There are no transformations.
    Nothing,
    /// None leads to a coordinate system of that name.
    NoOutput,
    /// Some do, but none of them from the intrinsic one.
    NoPath,
}

/// The way between two coordinate systems: depth first, in the order of the list; of two transformations between the same
/// systems the later one counts.
///
/// # Errors
/// Where there is no way.
pub fn way<'t>(all: &'t [Transformation], from: &str, to: &str) -> Result<Vec<&'t Transformation>, NoWay> {
    if all.is_empty() {
        return Err(NoWay::Nothing);
    }
    let mut visited = once(from.to_owned()).gather::<BTreeSet<String>>();
    let mut way: Vec<&Transformation> = Vec::new();
    let mut here = from.to_owned();
    // Ends: each turn visits a system that was not visited, or goes back by one.
    while here != to {
        let next = all.iter().find(|edge| {
            edge.input_name() == Some(here.as_str()) && edge.output_name().is_some_and(|output| !visited.contains(output))
        });
        match next.and_then(|edge| last(all, edge)) {
            Some(edge) => {
                here = edge.output_name().unwrap_or_default().to_owned();
                visited.insert(here.clone());
                way.push(edge);
            }
            None => match way.pop() {
                Some(edge) => here = edge.input_name().unwrap_or_default().to_owned(),
                None => {
                    let led_to = all.iter().any(|edge| edge.output_name() == Some(to));
                    return Err(if led_to { NoWay::NoPath } else { NoWay::NoOutput });
                }
            },
        }
    }
    Ok(way)
}

/// The last transformation between the same systems.
fn last<'t>(all: &'t [Transformation], edge: &Transformation) -> Option<&'t Transformation> {
    all.iter().rfind(|other| other.input_name() == edge.input_name() && other.output_name() == edge.output_name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zarr::Defects;
    use crate::zarr::json::Document;
    use crate::zarr::ngff::transformations;

    fn edges(pairs: &[(&str, &str)]) -> Vec<Transformation> {
        let items: Vec<String> = pairs
            .iter()
            .map(|(from, to)| format!(r#"{{"type": "identity", "input": {{"name": "{from}"}}, "output": {{"name": "{to}"}}}}"#))
            .collect();
        let document = Document::read("x", format!("[{}]", items.join(",")).as_bytes());
        transformations(&document.cursor().unwrap(), &mut Defects::default())
    }

    /// The way as indices of the list.
    fn found(pairs: &[(&str, &str)], from: &str, to: &str) -> Result<Vec<String>, NoWay> {
        let edges = edges(pairs);
        way(&edges, from, to).map(|way| way.iter().map(|edge| edge.pointer.to_string()).collect())
    }

    #[test]
    fn ways_are_those_that_vitessce_finds() {
        assert_eq!(found(&[("cyx", "global")], "cyx", "global"), Ok(vec!["/0".into()]));
        assert_eq!(
            found(&[("cyx", "a"), ("a", "b"), ("cyx", "c"), ("c", "global")], "cyx", "global"),
            Ok(vec!["/2".into(), "/3".into()])
        );
        assert_eq!(found(&[("cyx", "a"), ("a", "cyx"), ("a", "global")], "cyx", "global"), Ok(vec!["/0".into(), "/2".into()]));
        assert_eq!(found(&[("cyx", "global"), ("cyx", "global")], "cyx", "global"), Ok(vec!["/1".into()]));
        assert_eq!(found(&[("cyx", "global")], "cyx", "cyx"), Ok(vec![]));
    }

    #[test]
    fn where_there_is_no_way_it_says_why() {
        assert_eq!(found(&[], "cyx", "global"), Err(NoWay::Nothing));
        assert_eq!(found(&[("cyx", "other")], "cyx", "global"), Err(NoWay::NoOutput));
        assert_eq!(found(&[("yx", "global"), ("cyx", "a")], "cyx", "global"), Err(NoWay::NoPath));
    }

    #[test]
    fn circles_of_many_systems_end() {
        let names: Vec<String> = (0..300).map(|n| n.to_string()).collect();
        let mut pairs = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let next = names.get(index.saturating_add(1)).unwrap_or(&names[0]);
            pairs.extend([(name.as_str(), next.as_str()), (next.as_str(), name.as_str())]);
        }
        assert_eq!(found(&pairs, "0", "nowhere"), Err(NoWay::NoOutput));
    }
}
