use super::tables::*;
use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/sharded",
    title: "{node} is stored in shards (other such arrays: {count})",
    why: "To read from a shard, a viewer asks first for its size (HEAD), then for its index, then for each chunk as a range of bytes. The host must answer HEAD and Range, and allow both to other sites.",
    fix: Fix { text: "Make sure that the host allows HEAD and Range (CORS: `GET, HEAD`; `Range` among the headers), or write without shards: `anndata.settings.auto_shard_zarr_v3 = False`.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["zarrita 0.7.5: shards by HEAD and Range", "AnnData 0.13: shards are the default of Zarr 3"],
    run: |facts, found| {
        let elements = facts.tables().into_iter().flat_map(|data| matrices(data).chain(&data.obsm.elements)).filter_map(|element| element.node.as_ref());
        let columns = frames(facts).flat_map(|frame| frame.columns.iter().chain(&frame.index)).filter_map(|column| column.main());
        let sharded = |node: &&std::sync::Arc<crate::zarr::Node>| node.array().is_some_and(|array| array.pipeline.sharding().is_some());
        let nodes: Vec<_> = elements.chain(sparse_arrays(facts)).chain(columns).filter(sharded).collect();
        if let Some((first, others)) = nodes.split_first() {
            found.push(Finding::new(at(&first.path)).with("node", first.path.clone()).with("count", others.len()));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| {
            let codec = serde_json::json!({"name": "bytes", "configuration": {"endian": "little"}});
            let sharding = serde_json::json!({"name": "sharding_indexed", "configuration": {"chunk_shape": [1, 2], "codecs": [codec], "index_codecs": [codec]}});
            keys.0.retain(|key, _| !key.starts_with("X/"));
            keys.json("X/zarr.json", &serde_json::json!({
                "zarr_format": 3, "node_type": "array", "shape": [3, 2], "data_type": "int32", "fill_value": 0, "codecs": [sharding],
                "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [3, 2]}},
                "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}}, "attributes": {},
            }));
        }),
        near_miss: || anndata(|_| ()),
    },
};
