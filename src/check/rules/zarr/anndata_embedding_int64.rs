use super::tables::*;
use super::*;
use crate::zarr::dtype::Class;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/embedding-int64",
    title: "{embedding} holds 64-bit integers, which cannot be drawn",
    why: "In JavaScript these are BigInts, and a scatterplot writes coordinates into an array of 32-bit floats, which does not accept them: nothing is drawn.",
    fix: Fix { text: "Store it as float32: `{python} = {python}.astype(\"float32\")`.", command: "" },
    affects: &[says(Vitessce, Fails, "Cannot convert a BigInt value to a number")],
    evidence: &["zarrita 0.7.5: BigInt64Array", "deck.gl: attributes are Float32Array"],
    run: |facts, found| {
        for element in embeddings(facts) {
            let class = dense(element).and_then(|array| array.dtype.as_ref()).map(|dtype| &dtype.class);
            let drawn = facts.in_vitessce().any(|(_, trace)| steps(trace, &element.path).next().is_some());
            if drawn && matches!(class, Some(Class::Int(64) | Class::Uint(64))) {
                let finding = Finding::new(at(&element.path)).with("embedding", element.path.clone());
                found.push(given_up(facts, finding.with("python", python(&element.path)), &element.path));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.integers("obsm/spatial", "<i8", &[3, 2], &[1, 2, 3, 4, 5, 6]); }),
        near_miss: || anndata(|keys| { keys.integers("obsm/spatial", "<i4", &[3, 2], &[1, 2, 3, 4, 5, 6]); }),
    },
};
