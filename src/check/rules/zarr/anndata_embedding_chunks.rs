use super::tables::*;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/embedding-chunks",
    title: "Showing {embedding} costs {cost} for {shown} of coordinates",
    why: "A scatterplot needs two columns of the array, but reads whole chunks: {chunks} values each. If many columns share a chunk, all of them are read. Too much here: {slowness}.",
    fix: Fix {
        text: "Store the two columns as a separate array and write the store again: `adata.obsm[\"{name}_2d\"] = numpy.asarray({python}[:, :2], dtype=\"float32\")`.",
        command: "",
    },
    affects: &[affects(Vitessce, Slow)],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource.loadNumericForDims"],
    run: |facts, found| {
        let of = |element| facts.in_vitessce().map(move |(viewer, trace)| (element, viewer, trace));
        for (element, viewer, trace) in embeddings(facts).flat_map(of) {
            let step = steps(trace, &element.path).find(|step| step.name.contains("embedding "));
            let Some((step, slowness)) = step.and_then(|step| Some((step, step.slowness()?))) else { continue };
            let name = element.path.rsplit('/').next().unwrap_or_default().to_owned();
            let chunks = dense(element).and_then(|array| array.read_shape()).unwrap_or_default();
            let chunks: Vec<String> = chunks.iter().map(u64::to_string).collect();
            let finding = Finding::new(at(&element.path)).with("embedding", element.path.clone()).with("name", name);
            let finding = finding.with("cost", cost(step.spent.requests, step.spent.bytes)).with("slowness", slowness);
            let finding = finding.with("shown", size(step.shown.unwrap_or(0))).with("chunks", chunks.join(" x "));
            found.push(finding.with("python", python(&element.path)).told(viewer, Slow, ""));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.array("obsm/X_pca", &[6000, 50], &[6000, 50], "<f4"); }),
        near_miss: || anndata(|keys| { keys.array("obsm/X_pca", &[6000, 50], &[6000, 2], "<f4"); }),
    },
};
