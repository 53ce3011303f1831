use super::tables::*;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/code-beyond",
    title: "Cells of {column} have a code without a category (cells: {rows}, categories: {categories})",
    why: "A code is the position of the category in the list. If there is none at that position, Vitessce shows `undefined`, and the view of cell sets may fail altogether.",
    fix: Fix { text: "Write {column} again from data that pandas can read: here categories and codes do not belong together.", command: "" },
    affects: &[says(Vitessce, Wrong, "Cannot read properties of undefined (reading 'set')")],
    evidence: &["@vitessce/sets-utils 4.0.8 codesToCellSetsTree: clusterByCode[code] is undefined"],
    run: |facts, found| {
        for column in columns(facts) {
            let Some(values) = facts.contents.columns.get(&column.path).filter(|values| values.beyond > 0) else { continue };
            let finding = Finding::new(at(&column.path)).with("rows", values.beyond).with("column", column.path.clone());
            found.push(finding.with("categories", values.categories.unwrap_or(0)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.categorical("obs/cluster", &[0, 1, 3]); }),
        near_miss: || anndata(|keys| { keys.categorical("obs/cluster", &[0, -1, 2]); }),
    },
};
