use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "array/shards-uneven",
    title: "The size of the shards of {node} is not a multiple of the size of their chunks",
    why: "The specification requires a whole number of chunks in a shard. zarrita divides all the same and continues with fractions, so that it reads the wrong chunks.",
    fix: Fix { text: "Write the array again with shards whose sizes are multiples of the chunk sizes.", command: "" },
    affects: &[affects(Zarrita, Wrong), affects(NgffSpec, Wrong)],
    evidence: &["ZEP 2: shapes of shards", "zarrita 0.7.5 createShardedChunkGetter"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            let Some(own) = array.node.array() else { continue };
            let inner = own.pipeline.sharding().and_then(|sharding| sharding.chunk_shape.as_ref());
            let (Some(inner), Some(shard)) = (inner, &own.chunks) else { continue };
            if shard.iter().zip(inner).any(|(shard, inner)| *inner == 0 || !shard.is_multiple_of(*inner)) {
                let at = At { path: Some(array.node.path.clone()), pointer: Some("/chunk_grid".to_owned()), ..At::default() };
                let finding = Finding::new(at).with("node", shown_path(&array.node.path));
                found.push(facts.told_of_reading(finding, &array.node.path, Wrong));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || sharded_array("end", 4, 3, &[]), near_miss: || sharded_array("end", 4, 2, &[]) },
};
