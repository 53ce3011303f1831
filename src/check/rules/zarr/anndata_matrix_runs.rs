use super::tables::*;
use super::*;
use crate::zarr::anndata::ElementKind;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/matrix-runs",
    title: "The chunks of {matrix} are long, so that one gene costs {now}{after}",
    why: "The values of a gene are stored together in `indices` and `data`, and the chunks that contain them are read whole. Too much here: {slowness}.",
    fix: Fix {
        text: "Write chunks of some ten thousand values: `anndata.experimental.write_dispatched` with `chunks=(20_000,)` for sparse matrices; `write_zarr(chunks=…)` has no effect on them.",
        command: "",
    },
    affects: &[affects(Vitessce, Slow)],
    evidence: &["@vitessce/zarr 4.0.8 ObsFeatureMatrixAnndataLoader._loadCSCGeneSelection"],
    run: |facts, found| {
        for element in all_matrices(facts) {
            if !matches!(&element.kind, ElementKind::Sparse(sparse) if !sparse.by_rows) {
                continue;
            }
            for (viewer, trace) in facts.in_vitessce() {
                let (Some(slowness), Some(step)) = (slow_gene(trace, element), gene(trace, element)) else { continue };
                let finding = Finding::new(at(&element.path)).with("matrix", element.path.clone()).with("slowness", slowness);
                let finding = finding.with("now", cost(step.spent.requests, step.spent.bytes)).with("after", after(element, step));
                found.push(finding.told(viewer, Slow, ""));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || runs(200_000), near_miss: || runs(20_000) },
};

/// A gene with one value in a matrix of 200,000.
#[cfg(test)]
fn runs(chunk: u64) -> crate::check::testing::Sample {
    anndata(|keys| {
        keys.sparse("X", "csc_matrix", &[0, 1, 2], &[0, 1, 2]);
        for name in ["indices", "data"] {
            keys.array(&format!("X/{name}"), &[200_000], &[chunk], "<i4");
        }
    })
}
