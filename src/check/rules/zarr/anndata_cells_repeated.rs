use super::tables::*;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/cells-repeated",
    title: "Cells have a name that another cell has too, such as \"{name}\" (cells: {rows})",
    why: "Vitessce tells cells apart by their names. Cells with the same name are treated as one: they appear in each other's cell sets, and selecting or colouring one affects all of them.",
    fix: Fix { text: "Give each cell its own name and write the store again: `adata.obs_names_make_unique()`.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["vitessce 4.0.8: sets and selections are maps by the names of obs"],
    run: |facts, found| {
        for data in facts.tables() {
            let Some(frame) = data.obs_frame() else { continue };
            if let Some(repeated) = facts.contents.repeated.get(&frame.node.path) {
                let path = frame.index.as_ref().map_or(&frame.node.path, |index| &index.path);
                found.push(Finding::new(at(path)).with("rows", repeated.rows).with("name", repeated.name.clone()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.texts("obs/_index", &["cell0", "cell1", "cell0"]); }),
        near_miss: || anndata(|keys| { keys.texts("obs/_index", &["cell0", "cell1", "Cell0"]); }),
    },
};
