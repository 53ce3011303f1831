use super::*;
use crate::zarr::codec::Step;

pub(super) const RULE: ZarrRule = Rule {
    id: "array/codecs-around-shards",
    title: "{node} has the codec {codec} in addition to sharding, which browsers ignore",
    why: "For arrays with sharding_indexed zarrita ignores the codecs before and after it, and does not support shards inside shards. Transposed shards are shown transposed; a compressor around whole shards makes their index unreadable.",
    fix: Fix { text: "Write the array again with all other codecs inside `sharding_indexed`.", command: "" },
    affects: &[affects(Zarrita, Fails)],
    evidence: &["zarrita 0.7.5 and 0.5.4: createContext takes the codecs of the sharding alone"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            let Some(own) = array.node.array().filter(|array| array.pipeline.sharding().is_some()) else { continue };
            let inner = own.pipeline.sharding().into_iter().flat_map(|sharding| sharding.codecs.iter());
            let nested = inner.filter(|codec| matches!(codec.step, Step::Sharding(_)));
            let beside = own.pipeline.codecs().filter(|codec| !matches!(codec.step, Step::Sharding(_)));
            if let Some(codec) = beside.chain(nested).next() {
                let at = At { path: Some(array.node.path.clone()), pointer: Some(codec.pointer.to_string()), ..At::default() };
                let finding = Finding::new(at).with("node", shown_path(&array.node.path)).with("codec", codec.name.clone());
                found.push(facts.told_of_misreading(finding, &array.node.path));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || sharded_array("end", 4, 2, &["gzip"]), near_miss: || sharded_array("end", 4, 2, &[]) },
};
