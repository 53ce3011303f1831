use super::*;
use crate::zarr::dtype::Class;

pub(super) const RULE: ZarrRule = Rule {
    id: "image/dtype",
    title: "The pixels are {dtype}, which viewers cannot draw",
    why: "Viv draws integers of 8 to 32 bits and floats of 32 and 64 bits. Other types are not drawn; with 64-bit integers already the statistics fail, because JavaScript does not mix them with other numbers.",
    fix: Fix { text: "Write the pixels as uint8, uint16 or float32; labels as uint32 or int32: `data.astype(\"uint32\")`.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource: \"Dtype not supported\"", "@vitessce/spatial-zarr 4.0.8: getV2DataType, Viv 0.16: \"Zarr dtype not supported, got i8.\""],
    run: |facts, found| {
        for one in images(facts) {
            for (level, array) in one.levels().into_iter().enumerate() {
                let Some(dtype) = array.and_then(|array| array.dtype.as_ref()) else { continue };
                let known = matches!(dtype.class, Class::Int(8 | 16 | 32) | Class::Uint(8 | 16 | 32) | Class::Float(32 | 64));
                if !known {
                    let finding = Finding::new(one.at_level(level)).with("dtype", dtype.name());
                    found.push(one.fails_or(facts, finding, WORDS, Note));
                    break;
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 64, 64]], &[1, 64, 64], "<i8", |_| ()), near_miss: || image_of(&[&[1, 64, 64]], &[1, 64, 64], "<i4", |_| ()) },
};

/// What viewers say of such types.
const WORDS: &[&str] = &["dtype", "Dtype", "BigInt", "arr.filter", "Not found", "data_type"];
