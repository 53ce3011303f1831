//! What people type for the path of a part of a table (`adata.obs["leiden"]`, `X_umap`), as the path that views need.

use super::facts::ZarrFacts;
use crate::sort::Gather;
use crate::zarr::anndata::{AnnData, translate};
use std::collections::BTreeSet;

/// A path that was typed, as a path of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorePath {
    /// The path, as it was understood; relative to what is judged.
    pub path: String,
    /// Whether there is such a thing.
    pub exists: bool,
    /// What else could be meant, the likeliest first.
    pub near: Vec<String>,
}

/// Understands what was typed: a path of the store, Python, or the name of something alone. In MuData and SpatialData names
/// are looked for in all modalities and tables.
pub fn store_path(text: &str, facts: &ZarrFacts) -> StorePath {
    let tables = facts.tables();
    let base = facts.input.path.as_str();
    let known: BTreeSet<String> = tables.iter().flat_map(|data| named(data, base)).gather();
    let index = |data: &AnnData, obs: bool| {
        let frame = if obs { data.obs_frame() } else { data.var_frame() };
        frame.and_then(|frame| frame.index_name.clone())
    };
    let of_one = match tables.as_slice() {
        [one] => [index(one, true), index(one, false)],
        _ => [None, None],
    };
    let [obs, var] = &of_one;
    let found = translate(text, &known, [obs.as_deref(), var.as_deref()]);
    // `mod/rna` for `obs/leiden` of a MuData: the same path below one of the tables.
    let below: Vec<String> = known.iter().filter(|path| !found.exists && is_below(path, &found.path)).cloned().collect();
    let near = below.into_iter().chain(found.near);
    let mut seen = BTreeSet::new();
    let near = near.filter(|path| seen.insert(path.clone())).take(MOST_NEAR).collect();
    StorePath { path: found.path, exists: found.exists, near }
}

/// Most paths that are offered.
const MOST_NEAR: usize = 5;

/// Paths of a table, relative to what is judged.
fn named(data: &AnnData, base: &str) -> Vec<String> {
    let prefix = data.path.strip_prefix(base).unwrap_or(&data.path).trim_start_matches('/');
    data.paths().into_iter().map(|path| crate::zarr::path::join(prefix, &path)).collect()
}

fn is_below(path: &str, end: &str) -> bool {
    !end.is_empty() && path.strip_suffix(end).is_some_and(|before| before.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::tables::anndata;
    use crate::check::testing::{Sample, store::Keys};
    use serde_json::json;

    fn meant(sample: &Sample, text: &str) -> (String, bool, Vec<String>) {
        let session = sample.store_facts();
        let StorePath { path, exists, near } = store_path(text, session.facts());
        (path, exists, near)
    }

    #[test]
    fn what_people_type_is_a_path_of_the_store() {
        let sample = anndata(|keys: &mut Keys| {
            keys.integers("obsm/X pca", "<i4", &[3, 2], &[0; 6]);
        });
        for (text, path) in [
            ("adata.obs[\"cluster\"]", "obs/cluster"),
            ("adata.obs['cluster']", "obs/cluster"),
            ("adata.obsm['X_umap']", "obsm/X_umap"),
            ("X_umap", "obsm/X_umap"),
            ("obs.cluster", "obs/cluster"),
            ("/obs/cluster", "obs/cluster"),
            ("adata.obs_names", "obs/_index"),
            ("adata.obsm['X pca']", "obsm/X pca"),
            ("adata.X", "X"),
        ] {
            assert_eq!(meant(&sample, text), (path.to_owned(), true, vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_almost_right_is_offered() {
        let sample = anndata(|_| ());
        assert_eq!(meant(&sample, "obs/Cluster"), ("obs/Cluster".to_owned(), false, vec!["obs/cluster".to_owned()]));
        assert_eq!(meant(&sample, "obsm/umap"), ("obsm/umap".to_owned(), false, vec!["obsm/X_umap".to_owned()]));
        assert!(!meant(&sample, "layers/counts").1);
    }

    #[test]
    fn paths_of_modalities_are_offered_for_those_of_an_anndata() {
        let mut keys = Keys::default();
        keys.group("", &json!({"encoding-type": "MuData"})).group("mod", &json!({"mod-order": ["rna"]}));
        keys.frame("obs", &["a"], &[]).frame("var", &["b"], &[]);
        for (key, bytes) in anndata(|_| ()).keys {
            keys.0.insert(format!("mod/rna/{key}"), bytes);
        }
        let sample = Sample::store(keys.0);
        assert_eq!(meant(&sample, "obs/cluster").2.first().unwrap(), "mod/rna/obs/cluster");
        assert_eq!(meant(&sample, "mdata.mod['rna'].obs['cluster']"), ("mod/rna/obs/cluster".to_owned(), true, vec![]));
        assert_eq!(meant(&sample, "X_umap"), ("mod/rna/obsm/X_umap".to_owned(), true, vec![]));
    }
}
