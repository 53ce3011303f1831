use super::tables::*;
use super::*;
use crate::zarr::anndata::{AnnData, Element};

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/lengths",
    title: "{part} has {has} {axis}, but {frame} has {names} names",
    why: "Values belong to names only by their position. If there are more of one than of the other, names and values do not match from some position on, and Vitessce does not say so.",
    fix: Fix { text: "Read the store with AnnData, which refuses it, and write it again from data that fit together.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/zarr 4.0.8: lengths are not compared", "AnnData: all parts are aligned to obs and var"],
    run: |facts, found| {
        for data in facts.tables() {
            for part in parts(data) {
                if part.has != part.names {
                    let finding = Finding::new(at(part.path)).with("part", part.path).with("has", part.has).with("axis", part.axis);
                    found.push(finding.with("names", part.names).with("frame", part.frame));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.texts("obs/_index", &["cell0", "cell1"]); }),
        near_miss: || anndata(|_| ()),
    },
};

/// A part that is aligned to a frame.
struct Part<'a> {
    path: &'a str,
    axis: &'static str,
    has: u64,
    frame: &'static str,
    names: u64,
}

fn parts(data: &AnnData) -> Vec<Part<'_>> {
    let (obs, var) = (data.n_obs(), data.n_var());
    let mut parts = Vec::new();
    let mut add = |path, axis, has: Option<u64>, frame, names: Option<u64>| {
        if let (Some(has), Some(names)) = (has, names) {
            parts.push(Part { path, axis, has, frame, names });
        }
    };
    let side = |element: &Element, axis: usize| element.shape().and_then(|shape| shape.get(axis)).copied();
    for element in matrices(data) {
        add(&element.path, "rows", side(element, 0), "obs", obs);
        add(&element.path, "columns", side(element, 1), "var", var);
    }
    for element in &data.obsm.elements {
        add(&element.path, "rows", element.rows(), "obs", obs);
    }
    for (frame, name, rows) in [(data.obs_frame(), "obs", obs), (data.var_frame(), "var", var)] {
        for column in frame.into_iter().flat_map(|frame| frame.chosen()) {
            add(&column.path, "values", column.len(), name, rows);
        }
    }
    parts
}
