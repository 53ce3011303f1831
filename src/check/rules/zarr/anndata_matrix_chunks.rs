use super::tables::*;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/matrix-chunks",
    title: "The chunks of {matrix} do not suit single genes: one gene costs {now}{after}",
    why: "A gene is a column of the matrix, and all chunks that it touches are read whole: {chunks} cells and genes each. Many genes per chunk are read for one; many chunks along the cells mean as many requests. Too much here: {slowness}.",
    fix: Fix {
        text: "Write chunks of all cells and few genes: `adata.write_zarr(\"…\", chunks={advice})` for X; layers and the matrices of other tables need `anndata.experimental.write_dispatched` with `chunks={advice}`.",
        command: "",
    },
    affects: &[affects(Vitessce, Slow)],
    evidence: &["@vitessce/zarr 4.0.8: zarrGet(X, [null, gene])", "vitessce data troubleshooting: chunking along var", "anndata: write_zarr(chunks=) is for X alone"],
    run: |facts, found| {
        for element in all_matrices(facts) {
            let Some(array) = dense(element) else { continue };
            let chunks: Vec<String> = array.read_shape().unwrap_or_default().iter().map(u64::to_string).collect();
            let (rows, genes) = advised_chunks(element);
            for (viewer, trace) in facts.in_vitessce() {
                let (Some(slowness), Some(step)) = (slow_gene(trace, element), gene(trace, element)) else { continue };
                let finding = Finding::new(at(&element.path)).with("matrix", element.path.clone()).with("slowness", slowness);
                let finding = finding.with("now", cost(step.spent.requests, step.spent.bytes)).with("after", after(element, step));
                let finding = finding.with("chunks", chunks.join(" x ")).with("advice", format!("({rows}, {genes})"));
                found.push(finding.told(viewer, Slow, ""));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.array("X", &[1200, 300], &[1200, 300], "<f4"); }),
        near_miss: || anndata(|keys| { keys.array("X", &[1200, 300], &[1200, 10], "<f4"); }),
    },
};
