use super::tables::*;
use super::*;
use crate::zarr::anndata::ElementKind;

/// What zarrita says when it reads all of an array in which there is nothing.
const EMPTY: &str = "Input contains an empty iterator.";

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/matrix-all-zero",
    title: "The sparse matrix {matrix} has no values but zeros, and a heatmap of it fails",
    why: "A sparse matrix stores what is not zero, here nothing. Single genes are shown as zeros; a heatmap reads all of the empty arrays, which zarrita refuses.",
    fix: Fix { text: "See whether the matrix was meant to be empty. If so, leave the heatmap out of the view config, or store it dense: `{python} = {python}.toarray()`.", command: "" },
    affects: &[says(Vitessce, Fails, EMPTY)],
    evidence: &["@vitessce/zarr 4.0.8 _loadSparseCellXGene: get of all indices", "zarrita 0.7.5: product of no chunks"],
    run: |facts, found| {
        for element in all_matrices(facts) {
            let ElementKind::Sparse(sparse) = &element.kind else { continue };
            let len = sparse.indices.as_ref().and_then(|indices| indices.array()?.shape.as_ref()?.first().copied());
            if len == Some(0) {
                let finding = Finding::new(at(&element.path)).with("matrix", element.path.clone());
                let fails = |trace: &crate::viewer::Trace| {
                    steps(trace, &element.path).any(|step| step.failure.as_ref().is_some_and(|failure| failure.message == EMPTY))
                };
                facts.told_where(finding.with("python", python(&element.path)), fails).into_iter().for_each(|finding| found.push(finding));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.sparse("X", "csc_matrix", &[0, 0, 0], &[]); }),
        near_miss: || anndata(|keys| { keys.sparse("X", "csc_matrix", &[0, 1, 3], &[0, 1, 2]); }),
    },
};
