use super::tables::*;
use super::*;
use crate::zarr::anndata::ElementKind;
use crate::zarr::dtype::Class;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/sparse-booleans",
    title: "The sparse matrix {matrix} holds booleans, and every value that is set is shown as nothing",
    why: "Vitessce copies the values of a sparse matrix by their places. Of booleans zarrita gives an array that has no values at places, so that each of them becomes NaN, without a message. Dense matrices of booleans are shown.",
    fix: Fix { text: "Store it as numbers: `{python} = {python}.astype(\"uint8\")`.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/zarr 4.0.8: geneData[rows[r]] = vals[r]", "zarrita 0.7.5: BoolArray has get(index) and no [index]"],
    run: |facts, found| {
        for element in all_matrices(facts) {
            let ElementKind::Sparse(sparse) = &element.kind else { continue };
            let dtype = sparse.data.as_ref().and_then(|data| data.array()?.dtype.as_ref());
            if dtype.is_some_and(|dtype| dtype.class == Class::Bool) {
                let finding = Finding::new(at(&format!("{}/data", element.path))).with("matrix", element.path.clone());
                found.push(finding.with("python", python(&element.path)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| {
            keys.sparse("X", "csc_matrix", &[0, 1, 3], &[0, 1, 2]).integers("X/data", "|b1", &[3], &[1, 1, 1]);
        }),
        near_miss: || anndata(|keys| { keys.sparse("X", "csc_matrix", &[0, 1, 3], &[0, 1, 2]); }),
    },
};
