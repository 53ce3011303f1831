use super::tables::*;
use super::*;
use crate::zarr::dtype::Class;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/embedding-unfit",
    title: "{embedding} {what}, so a scatterplot cannot show it",
    why: "A scatterplot takes the first two columns of an array as numbers. {comes}.",
    fix: Fix { text: "Leave it out of the view config. {advice}.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource.loadNumericForDims", "zarrita 0.7.5: BoolArray has get(index) and no [index]"],
    run: |facts, found| {
        for element in embeddings(facts) {
            let Some(array) = dense(element) else { continue };
            let python = python(&element.path);
            let booleans = array.dtype.as_ref().is_some_and(|dtype| dtype.class == Class::Bool);
            let one = array.shape.as_ref().is_some_and(|shape| shape.get(1).is_none_or(|width| *width == 1));
            let (what, comes, advice, effect) = if booleans {
                let advice = format!("To show it, store it as numbers: `{python} = {python}.astype(\"float32\")`");
                ("holds booleans", "Of booleans it gets no numbers, and draws no point, without a message", advice, Wrong)
            } else if one {
                let advice = format!("To show its values as colours, put them into a column: `adata.obs[\"value\"] = {python}.ravel()`");
                ("has one column", "With one column it fails: \"index out of bounds for dimension with length 1\"", advice, Note)
            } else {
                continue;
            };
            let finding = Finding::new(at(&element.path)).with("embedding", element.path.clone()).with("what", what);
            found.push(finding.with("comes", comes).with("advice", advice).at_most(effect));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.integers("obsm/X_mask", "|b1", &[3, 2], &[1, 0, 0, 1, 1, 1]).integers("obsm/X_time", "<i4", &[3, 1], &[1, 2, 3]); }),
        near_miss: || anndata(|_| ()),
    },
};
