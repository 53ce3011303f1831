use super::tables::*;
use super::*;
use crate::check::zarr::contents::is_int64;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/int64",
    title: "{matrix} holds 64-bit integers{what}",
    why: "Vitessce keeps the lower 32 bits of each value of a dense matrix. Values beyond 2,147,483,647 turn into other numbers, without a message; for smaller values twice as many bytes as needed are read.",
    fix: Fix { text: "Store floats or smaller integers: `{python} = {python}.astype(\"float32\")`.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/zarr 4.0.8 convertBigInt64ArrayToInt32Array: \"we are ignoring the upper bits\""],
    run: |facts, found| {
        for element in all_matrices(facts).filter(|element| dense(element).is_some()) {
            if !element.node.as_ref().is_some_and(|node| is_int64(node)) {
                continue;
            }
            let finding = Finding::new(at(&element.path)).with("matrix", element.path.clone()).with("python", python(&element.path));
            found.push(match facts.contents.big.get(&element.path) {
                Some(value) => finding.with("what", format!(", of which Vitessce keeps 32 bits: {value} is shown as another number")),
                None => finding.with("what", "").at_most(Note),
            });
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.integers("X", "<i8", &[3, 2], &[1 << 33, 0, 0, 1, 2, 3]); }),
        near_miss: || anndata(|_| ()),
    },
};
