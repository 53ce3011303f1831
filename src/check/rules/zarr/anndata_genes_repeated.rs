use super::tables::*;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/genes-repeated",
    title: "Genes have a name that an earlier gene has too, such as \"{name}\" (genes: {rows})",
    why: "Vitessce looks a gene up by its name and takes the first one with that name. The others are listed, but show the values of the first.",
    fix: Fix { text: "Give each gene its own name and write the store again: `adata.var_names_make_unique()`.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/zarr 4.0.8 ObsFeatureMatrixAnndataLoader._getGeneIndices: geneNames.indexOf(gene)"],
    run: |facts, found| {
        for data in facts.tables() {
            let Some(frame) = data.var_frame() else { continue };
            if let Some(repeated) = facts.contents.repeated.get(&frame.node.path) {
                let path = frame.index.as_ref().map_or(&frame.node.path, |index| &index.path);
                found.push(Finding::new(at(path)).with("rows", repeated.rows).with("name", repeated.name.clone()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.texts("var/_index", &["gene0", "gene0"]); }),
        near_miss: || anndata(|keys| { keys.texts("var/_index", &["gene0", "GENE0"]); }),
    },
};
