use super::tables::*;
use super::*;
use crate::zarr::anndata::ElementKind;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/embedding-not-array",
    title: "{embedding} is a {what}, not a plain array",
    why: "Vitessce reads coordinates from an array with a row for each cell. A data frame or a sparse matrix is a group of arrays, and a view that uses it fails.",
    fix: Fix { text: "Store it as an array: {snippet}.", command: "" },
    affects: &[says(Vitessce, Fails, "Expected a zarr array at {embedding}, but found a group.")],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource.loadNumericForDims, ZarrDataSource.openArray"],
    run: |facts, found| {
        for element in embeddings(facts) {
            let python = python(&element.path);
            let (what, snippet) = match &element.kind {
                ElementKind::Frame(_) => ("data frame", format!("`{python} = {python}.to_numpy(dtype=\"float32\")`")),
                ElementKind::Sparse(_) => ("sparse matrix", format!("`{python} = {python}.toarray().astype(\"float32\")`")),
                ElementKind::Other(_) => ("group of another encoding", format!("`{python} = numpy.asarray({python}, dtype=\"float32\")`")),
                _ => continue,
            };
            let finding = Finding::new(at(&element.path)).with("embedding", element.path.clone()).with("what", what);
            found.push(given_up(facts, finding.with("snippet", snippet), &element.path));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.sparse("obsm/X_umap", "csr_matrix", &[0, 1, 2, 3], &[0, 1, 0]); }),
        near_miss: || anndata(|_| ()),
    },
};
