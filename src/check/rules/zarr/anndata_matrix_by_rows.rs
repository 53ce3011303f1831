use super::tables::*;
use super::*;
use crate::zarr::anndata::ElementKind;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/matrix-by-rows",
    title: "{matrix} is stored by rows (CSR), so that showing any gene reads all of it: {now}{after}",
    why: "The values of a gene are spread over all rows. For every gene that is chosen, Vitessce reads all of `indices` and the parts of `data` in which the gene has a value, and refuses if that is more than a browser can hold.",
    fix: Fix {
        text: "Store it by columns, in chunks of some ten thousand values: `{python} = scipy.sparse.csc_matrix({python})`, then `anndata.experimental.write_dispatched` with `chunks=(20_000,)` for sparse matrices; `write_zarr(chunks=…)` has no effect on them.",
        command: "",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/zarr 4.0.8 ObsFeatureMatrixAnndataLoader._loadCSRGeneSelection, extractCsrColumns", "vitessce#2570"],
    run: |facts, found| {
        for element in all_matrices(facts) {
            if !matches!(&element.kind, ElementKind::Sparse(sparse) if sparse.by_rows) {
                continue;
            }
            for (viewer, trace) in facts.in_vitessce() {
                let failure = steps(trace, &element.path).find_map(|step| step.failure.as_ref());
                let too_large = failure.filter(|failure| failure.error == "MatrixTooLargeError");
                let finding = Finding::new(at(&element.path)).with("matrix", element.path.clone()).with("python", python(&element.path));
                if let Some(failure) = too_large {
                    let finding = finding.with("now", "too much for a browser").with("after", "");
                    found.push(finding.told(viewer, Fails, failure.message.clone()));
                } else if let Some(step) = gene(trace, element) {
                    let effect = if slow_gene(trace, element).is_some() { Slow } else { Note };
                    let finding = finding.with("now", cost(step.spent.requests, step.spent.bytes)).with("after", after(element, step));
                    found.push(finding.told(viewer, effect, ""));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.sparse("X", "csr_matrix", &[0, 1, 2, 3], &[0, 1, 0]); }),
        near_miss: || anndata(|keys| { keys.sparse("X", "csc_matrix", &[0, 1, 3], &[0, 1, 2]); }),
    },
};
