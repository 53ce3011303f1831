use super::*;
use crate::zarr::codec::Step;

/// Bytes of a chunk above which compression would be felt.
const LARGE: u64 = 1_000_000;

pub(super) const RULE: ZarrRule = Rule {
    id: "array/uncompressed",
    title: "The chunks of {node} are not compressed; each has {bytes} bytes",
    why: "Every byte of a chunk is sent over the network. With zstd, microscopy images get two to four times smaller, label masks a hundred times. Some versions of ome-zarr write without compression unless told otherwise.",
    fix: Fix { text: "Write the array again with Blosc and zstd: `storage_options={\"compressor\": numcodecs.Blosc(\"zstd\")}` for ome-zarr, `compressors=\"auto\"` for zarr-python 3.", command: "" },
    affects: &[affects(Zarrita, Effect::Note)],
    evidence: &["ome-zarr 0.18 FormatV04: compressor null, run"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            let Some(own) = array.node.array() else { continue };
            let compresses = |step: &Step| matches!(step, Step::Gzip | Step::Zlib | Step::Zstd | Step::Lz4 | Step::Blosc { .. } | Step::Other);
            let outer = own.pipeline.codecs().map(|codec| &codec.step);
            let inner = own.pipeline.sharding().into_iter().flat_map(|sharding| sharding.codecs.iter()).map(|codec| &codec.step);
            let bytes = own.read_bytes().unwrap_or(0).min(own.bytes().unwrap_or(0));
            if bytes > LARGE && !outer.chain(inner).any(compresses) {
                let at = At { path: Some(array.node.path.clone()), ..At::default() };
                found.push(Finding::new(at).with("node", shown_path(&array.node.path)).with("bytes", bytes));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || array_of(&[1200, 1200], &[1200, 1200], "|u1"), near_miss: || array_of(&[1200, 1200], &[600, 600], "|u1") },
};
