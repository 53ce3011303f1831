use super::tables::*;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/heatmap-large",
    title: "A heatmap of the whole matrix {matrix} needs {bytes}",
    why: "A heatmap for which no genes were chosen loads the whole matrix: {cells} cells and {genes} genes. If that is more than a browser can hold, the view fails; otherwise it is slow.",
    fix: Fix {
        text: "Let the heatmap show chosen genes only (`initialFeatureFilterPath: \"var/highly_variable\"` in the view config), or leave it out.",
        command: "",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/zarr 4.0.8 ObsFeatureMatrixAnndataLoader.loadCellXGene, MatrixTooLargeError"],
    run: |facts, found| {
        let of = |element| facts.in_vitessce().map(move |(viewer, trace)| (element, viewer, trace));
        for (element, viewer, trace) in all_matrices(facts).flat_map(of) {
            let Some(step) = steps(trace, &element.path).find(|step| step.name.ends_with(" whole")) else { continue };
            let size_of = |axis: usize| element.shape().and_then(|shape| shape.get(axis)).copied().unwrap_or(0);
            let too_large = step.failure.as_ref().filter(|failure| failure.error == "MatrixTooLargeError");
            let held = size_of(0).saturating_mul(size_of(1)).saturating_mul(4);
            let bytes = if too_large.is_some() { format!("{} of memory", size(held)) } else { cost(step.spent.requests, step.spent.bytes) };
            let finding = Finding::new(at(&element.path)).with("matrix", element.path.clone()).with("bytes", bytes);
            let finding = finding.with("cells", size_of(0)).with("genes", size_of(1));
            match too_large {
                Some(failure) => found.push(finding.told(viewer, Fails, failure.message.clone())),
                None if step.slowness().is_some() => found.push(finding.told(viewer, Slow, "")),
                None => {}
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.array("X", &[3000, 800], &[3000, 100], "<f4"); }),
        near_miss: || anndata(|keys| { keys.array("X", &[3000, 80], &[3000, 10], "<f4"); }),
    },
};
