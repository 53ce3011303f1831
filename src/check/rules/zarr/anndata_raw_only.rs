use super::tables::*;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/raw-only",
    title: "There is no X, only {raw}",
    why: "View configs usually name `X`. The matrix of `raw` can be shown by its own path, but the gene names are those of `var`, not those of `raw/var`.",
    fix: Fix { text: "Name `raw/X` in the view config if `raw` has the genes of `var`; otherwise `adata = adata.raw.to_adata()`, and write the store again.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource.loadVarIndex: var, for all matrices"],
    run: |facts, found| {
        for data in facts.tables().into_iter().filter(|data| !data.x.exists()) {
            if let Some(raw) = data.raw_x.as_ref().filter(|raw| raw.exists()) {
                found.push(Finding::new(at(&raw.path)).with("raw", raw.path.clone()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || with_raw(false), near_miss: || with_raw(true) },
};

#[cfg(test)]
fn with_raw(x: bool) -> crate::check::testing::Sample {
    anndata(|keys| {
        keys.group("raw", &serde_json::json!({"encoding-type": "raw"})).integers("raw/X", "<i4", &[3, 2], &[1, 2, 3, 4, 5, 6]);
        keys.0.retain(|key, _| x || !key.starts_with("X/"));
    })
}
