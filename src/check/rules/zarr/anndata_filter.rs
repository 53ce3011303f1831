use super::tables::*;
use super::*;
use crate::viewer::AskedPart;
use crate::zarr::dtype::Class;
use crate::zarr::path::join;
use crate::zarr::{Expect, Found};

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/filter",
    title: "{column} should choose the genes of the heatmap, but {what}",
    why: "Vitessce takes a gene if its value in the column is true. Any text that is not empty counts as true, even \"False\"; if there are fewer values than genes, the rest is left out.",
    fix: Fix { text: "Choose by a column of booleans with one value for each gene: `adata.var[\"highly_variable\"] = adata.var[\"highly_variable\"].fillna(False).astype(bool)`.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/zarr 4.0.8 ObsFeatureMatrixAnndataLoader._getFilteredGenes"],
    run: |facts, found| {
        let asked = facts.input.asked.iter().filter(|asked| asked.part == AskedPart::FeatureFilter);
        for asked in asked {
            let path = join(&facts.input.path, asked.path.trim_start_matches('/'));
            let (Found::Here(node), _) = facts.store.read(|look| look.node(&path, Expect::Array)) else { continue };
            let Some(array) = node.array() else { continue };
            let genes = facts.tables().first().and_then(|data| data.n_var());
            let rows = array.shape.as_ref().and_then(|shape| shape.first()).copied();
            let text = array.dtype.as_ref().is_some_and(|dtype| {
                matches!(dtype.class, Class::Object | Class::String | Class::Text(_) | Class::Bytes(_))
            });
            let finding = Finding::new(at(&path)).with("column", path.clone());
            if text {
                found.push(finding.with("what", "it holds text, all of which counts as true"));
            } else if let (Some(rows), Some(genes)) = (rows, genes)
                && rows != genes
            {
                found.push(finding.with("what", format!("it has {rows} values for {genes} genes")));
            } else if facts.contents.filters.get(&path).is_some_and(|(chosen, _)| *chosen == 0) {
                found.push(finding.with("what", "it chooses no gene").at_most(Note));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || asking(AskedPart::FeatureFilter, "var/chosen", |keys| { keys.texts("var/chosen", &["True", "False"]); }),
        near_miss: || asking(AskedPart::FeatureFilter, "var/chosen", |keys| { keys.integers("var/chosen", "|b1", &[2], &[1, 0]); }),
    },
};
