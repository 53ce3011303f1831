use super::tables::*;
use super::*;
use crate::zarr::anndata::ColumnKind;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/category-missing",
    title: "Cells have no category in {column} (cells: {rows})",
    why: "Code -1 means that a cell has no category. Vitessce puts such cells into a cell set of their own, called \"---\".",
    fix: Fix {
        text: "Nothing has to be done. To give them a name: `{python} = {python}.cat.add_categories(\"unknown\").fillna(\"unknown\")`.",
        command: "",
    },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/sets-utils 4.0.8: MISSING_VALUE_PLACEHOLDER"],
    run: |facts, found| {
        for column in columns(facts).filter(|column| matches!(column.kind, ColumnKind::Categorical(_))) {
            let Some(values) = facts.contents.columns.get(&column.path).filter(|values| values.missing > 0) else { continue };
            let finding = Finding::new(at(&column.path)).with("rows", values.missing).with("column", column.path.clone());
            found.push(finding.with("python", python(&column.path)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.categorical("obs/cluster", &[0, -1, 2]); }),
        near_miss: || anndata(|_| ()),
    },
};
