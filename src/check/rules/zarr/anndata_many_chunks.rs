use super::tables::*;
use super::*;

/// From so many files on it is slow to copy them.
const MANY: u64 = 10_000;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/many-chunks",
    title: "{matrix} is stored in {count} chunks",
    why: "Each chunk is a file of its own. Viewers read only those they need, but copying, uploading and deleting so many files takes long.",
    fix: Fix {
        text: "Write fewer chunks, of {advice} cells and genes, or put them into shards (Zarr 3) or a zip archive without compression.",
        command: "",
    },
    affects: &[affects(Vitessce, Note)],
    evidence: &["vitessce data troubleshooting: ten genes in a chunk", "Zarr 3: sharding"],
    run: |facts, found| {
        for element in all_matrices(facts) {
            let count = dense(element).and_then(|array| array.grid()).and_then(|grid| grid.total());
            if let Some(count) = count.filter(|count| *count > MANY) {
                let (rows, genes) = advised_chunks(element);
                let finding = Finding::new(at(&element.path)).with("matrix", element.path.clone()).with("count", count);
                found.push(finding.with("advice", format!("{rows} x {genes}")));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || wide(10_001), near_miss: || wide(10_000) },
};

/// A matrix with chunks of one gene, of which none is there.
#[cfg(test)]
fn wide(genes: u64) -> crate::check::testing::Sample {
    anndata(|keys| {
        keys.change("X/.zarray", |meta| {
            meta.insert("shape".to_owned(), json!([3, genes]));
            meta.insert("chunks".to_owned(), json!([3, 1]));
        });
    })
}
