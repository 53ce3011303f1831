use super::tables::*;
use super::*;

/// From so many on a list of sets is of little use.
const MANY: u64 = 100;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/many-categories",
    title: "{column} has {count} categories",
    why: "Each category becomes a cell set: a line in a list with a colour of its own. There are only nine colours, and long lists make the page slow.",
    fix: Fix { text: "Use a column with fewer categories for cell sets; this one can still be shown as labels.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/utils 4.0.8: PALETTE"],
    run: |facts, found| {
        for column in columns(facts) {
            let categories = facts.contents.columns.get(&column.path).and_then(|values| values.categories);
            if let Some(count) = categories.filter(|count| *count > MANY) {
                found.push(Finding::new(at(&column.path)).with("column", column.path.clone()).with("count", count));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || many(101), near_miss: || many(100) },
};

#[cfg(test)]
fn many(count: usize) -> crate::check::testing::Sample {
    anndata(|keys| {
        let names: Vec<String> = (0..count).map(|number| format!("set {number}")).collect();
        keys.texts("obs/cluster/categories", &names.iter().map(String::as_str).collect::<Vec<_>>());
    })
}
