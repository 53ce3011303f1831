use super::tables::*;
use super::*;
use crate::zarr::anndata::ElementKind;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/sparse-chunks",
    title: "The chunks of {matrix}/indices and {matrix}/data differ: {indices} and {data}",
    why: "The values of a gene are at the same positions of both. If their chunks differ, more chunks are read than necessary.",
    fix: Fix { text: "Write both with the same chunks, as AnnData does.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/zarr 4.0.8 ObsFeatureMatrixAnndataLoader._scanCsrColumns: reads slices of data then"],
    run: |facts, found| {
        for element in all_matrices(facts) {
            let ElementKind::Sparse(sparse) = &element.kind else { continue };
            let [indices, data] = [&sparse.indices, &sparse.data].map(|node| node.as_ref()?.array()?.read_shape()?.first().copied());
            if let (Some(indices), Some(data)) = (indices, data)
                && indices != data
            {
                let finding = Finding::new(at(&element.path)).with("matrix", element.path.clone());
                found.push(finding.with("indices", indices).with("data", data));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.sparse("X", "csc_matrix", &[0, 1, 3], &[0, 1, 2]).array("X/data", &[3], &[2], "<i4"); }),
        near_miss: || anndata(|keys| { keys.sparse("X", "csc_matrix", &[0, 1, 3], &[0, 1, 2]); }),
    },
};
