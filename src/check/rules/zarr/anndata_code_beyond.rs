use super::tables::*;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/code-beyond",
    title: "{rows} cells of {column} have a code for which there is no category: there are {categories}",
    why: "A code is the place of the category in the list. Where there is none, Vitessce shows `undefined`, and the view of sets of cells may fail altogether.",
    fix: Fix { text: "Write {column} again from data where pandas can read it: categories and codes do not belong together here.", command: "" },
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
