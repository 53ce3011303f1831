use super::*;
use crate::zarr::array::RECTILINEAR;

pub(super) const RULE: ZarrRule = Rule {
    id: "array/chunks-unequal",
    title: "{node} is stored in chunks of unequal sizes, which browsers do not read",
    why: "zarr-python from 3.4 on can give each chunk a size of its own (chunk_grid \"rectilinear\"). zarrita knows grids of equal chunks only: it opens the array, and everything that asks for the size of a chunk fails.",
    fix: Fix {
        text: "Write the array again with one chunk size for each axis, a number instead of a list: `create_array(..., chunks=(1, 256, 256))`. The last chunk of an axis may be smaller than the others without that.",
        command: "",
    },
    affects: &[affects(Zarrita, Fails)],
    evidence: &["zarr-python 3.4.2: chunk_grid rectilinear, array.rectilinear_chunks", "zarrita 0.7.5 and 0.5.4: chunk_grid.configuration.chunk_shape alone"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            if array.node.array().is_some_and(|own| own.chunk_grid == RECTILINEAR) {
                let at = At { path: Some(array.node.path.clone()), pointer: Some("/chunk_grid".to_owned()), ..At::default() };
                let finding = Finding::new(at).with("node", shown_path(&array.node.path));
                found.push(facts.told_of_failing(finding, &array.node.path));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            array_of_v3(|meta| {
                let unequal = json!({"name": "rectilinear", "configuration": {"kind": "inline", "chunk_shapes": [[1, 3], [[2, 2]]]}});
                drop(meta.insert("chunk_grid".to_owned(), unequal));
            })
        },
        near_miss: || array_of_v3(|_| ()),
    },
};
