use super::*;
use crate::viewer::Failure;
use crate::zarr::dtype::Class;

pub(super) const RULE: ZarrRule = Rule {
    id: "array/dtype-unsupported",
    title: "{node} has the dtype {dtype}, which browsers cannot read",
    why: "zarrita reads booleans, integers and floats of 8 to 64 bits and strings. In Zarr 3 it accepts type names but no objects. It refuses everything else, often with \"Not found: v3 array or group\", because it then looks for metadata of the other version.",
    fix: Fix { text: "Change the type before writing: {advice}.", command: "" },
    affects: &[affects(Zarrita, Fails)],
    evidence: &["zarrita 0.7.5 and 0.5.4: coerceDtype, isDataType, getCtr", "vitessce data troubleshooting: data types"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            let Some(dtype) = array.node.array().and_then(|array| array.dtype.as_ref()) else { continue };
            let Some(advice) = advice(&dtype.class) else { continue };
            // What the host refuses, and what other members of the metadata are refused for, says nothing of the type.
            let of_others = |failure: &Failure| OTHERS.iter().any(|words| failure.message.contains(words));
            let refused = array.refused.without(of_others);
            let pointer = if array.node.format == crate::zarr::Format::V2 { "/dtype" } else { "/data_type" };
            let at = At { path: Some(array.node.path.clone()), pointer: Some(pointer.to_owned()), ..At::default() };
            let finding = Finding::new(at).with("node", shown_path(&array.node.path)).with("dtype", dtype.name()).with("advice", advice);
            facts.told_of_refusing(finding, &refused, &array.node.path).into_iter().for_each(|finding| found.push(finding));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || bare_array("<M8[ns]"), near_miss: || bare_array("<i4") },
};

/// Words of failures that are not about the type: answers of hosts, names of nodes, codecs, grids and keys of chunks, fill values.
const OTHERS: [&str; 8] =
    ["response status", "URI malformed", "JSON", "(reading 'map')", "(reading 'find')", "property 'name'", "chunk key encoding", "BigInt"];

/// What to do with values of a type; `None` where the type is not what is refused.
fn advice(class: &Class) -> Option<&'static str> {
    Some(match class {
        Class::DateTime(_) => "store dates as strings (`.astype(str)`) or as seconds since 1970 in float64",
        Class::TimeDelta(_) => "store durations as seconds in float32 or float64",
        Class::Complex(_) => "store the real and the imaginary part as two arrays of float32",
        Class::Structured(_) => "store each field as a separate array. In AnnData the field is often one that can go: `del adata.uns[\"rank_genes_groups\"]` before writing",
        Class::Float(16) => "store it as float32: browsers before Chrome 135, Firefox 129 and Safari 18.2 have no 16-bit floats",
        Class::Raw(_) | Class::VariableBytes | Class::Bytes(_) => "store it as uint8 with one more dimension, or as strings",
        Class::Other(_) | Class::Float(128) => "cast it to a type that is built into Zarr: int32, uint32, float32, string",
        _ => "write the type as a plain name (`\"int32\"`), not as an object, and in Zarr 2 with its byte order (`<i4`)",
    })
}
