use super::tables::*;
use super::*;
use crate::zarr::anndata::{ElementKind, Sparse};
use crate::check::zarr::contents::SparseValues;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/sparse-broken",
    title: "The parts of the sparse matrix {matrix} do not belong together: {what}",
    why: "`indptr` says where each gene (or cell) begins in `indices` and `data`, and `indices` which cells (or genes) the values belong to. Vitessce does not compare them: values are lost or shown at the wrong place, without a message.",
    fix: Fix { text: "Write the matrix again from its source; `{python}.check_format()` of SciPy says what is wrong with it.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/zarr 4.0.8: geneData[rows[r]] = vals[r], for whatever is in indices", "SciPy: sparse matrices, check_format"],
    run: |facts, found| {
        for element in all_matrices(facts) {
            let ElementKind::Sparse(sparse) = &element.kind else { continue };
            let values = facts.contents.sparse.get(&element.path).copied().unwrap_or_default();
            if let Some((part, what)) = broken(sparse, values) {
                let path = format!("{}/{part}", element.path);
                let finding = Finding::new(at(&path)).with("matrix", element.path.clone()).with("what", what);
                found.push(finding.with("python", python(&element.path)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.sparse("X", "csc_matrix", &[0, 1, 3], &[0, 1, 3]); }),
        near_miss: || anndata(|keys| { keys.sparse("X", "csc_matrix", &[0, 1, 3], &[0, 1, 2]); }),
    },
};

/// Which part is wrong, and how.
fn broken(sparse: &Sparse, values: SparseValues) -> Option<(&'static str, String)> {
    let len = |node: &Option<std::sync::Arc<crate::zarr::Node>>| node.as_ref()?.array()?.shape.as_ref()?.first().copied();
    let (pointers, indices, data) = (len(&sparse.indptr)?, len(&sparse.indices)?, len(&sparse.data)?);
    let outer = sparse.shape.as_ref()?.get(usize::from(!sparse.by_rows)).copied()?;
    if pointers != outer.saturating_add(1) {
        let what = if sparse.by_rows { "rows" } else { "columns" };
        return Some(("indptr", format!("indptr has {pointers} values for {outer} {what}, but needs one more than there are {what}")));
    }
    if indices != data {
        return Some(("data", format!("there are {indices} indices for {data} values")));
    }
    if let Some(end) = values.end.filter(|end| *end != i128::from(data)) {
        return Some(("indptr", format!("indptr ends at {end}, but there are {data} values")));
    }
    if values.falls {
        return Some(("indptr", "a value of indptr is less than the one before".to_owned()));
    }
    let beyond = values.beyond?;
    let inner = sparse.shape.as_ref()?.get(usize::from(sparse.by_rows)).copied()?;
    Some(("indices", format!("the index {beyond} is not between 0 and {}", inner.saturating_sub(1))))
}
