use super::*;
use crate::zarr::codec::IndexLocation;

pub(super) const RULE: ZarrRule = Rule {
    id: "array/index-at-start",
    title: "The shards of {node} have their index at the start",
    why: "zarrita looks for the index at the end of a shard, wherever it really is. What it finds there is not the index, so it shows noise or fails to decode.",
    fix: Fix { text: "Write the array again with `index_location=\"end\"`, the default of zarr-python.", command: "" },
    affects: &[affects(Zarrita, Wrong)],
    evidence: &["zarrita 0.7.5 createShardedChunkGetter: suffixLength", "ZEP 2: index_location"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            let Some(sharding) = array.node.array().and_then(|array| array.pipeline.sharding()) else { continue };
            if sharding.index_location != IndexLocation::End {
                let at = At { path: Some(array.node.path.clone()), pointer: Some("/codecs".to_owned()), ..At::default() };
                let finding = Finding::new(at).with("node", shown_path(&array.node.path));
                found.push(facts.told_of_reading(finding, &array.node.path, Wrong));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || sharded_array("start", 4, 2, &[]), near_miss: || sharded_array("end", 4, 2, &[]) },
};
