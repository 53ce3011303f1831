use super::tables::*;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/nothing-to-show",
    title: "There are no {what}",
    why: "A scatterplot needs coordinates in `obsm`, and cell sets need a column in `obs`. The list of genes and the heatmap need neither.",
    fix: Fix { text: "Compute them and write the store again, for example with `scanpy.tl.umap(adata)` and `scanpy.tl.leiden(adata)`.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["vitessce: views of anndata.zarr and their data types"],
    run: |facts, found| {
        // Tables of SpatialData and modalities of MuData need not have either.
        for data in facts.anndata.iter() {
            let embeddings = data.obsm.complete && data.obsm.elements.iter().all(|element| !element.exists());
            let columns = data.obs_frame().is_some_and(|frame| frame.chosen().next().is_none());
            let what = match (embeddings, columns) {
                (true, true) => "embeddings and no columns that describe cells",
                (true, false) => "embeddings",
                (false, true) => "columns that describe cells",
                (false, false) => continue,
            };
            found.push(Finding::new(at(&data.path)).with("what", what));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || anndata(|keys| keys.0.retain(|key, _| !key.starts_with("obsm/X"))), near_miss: || anndata(|_| ()) },
};
