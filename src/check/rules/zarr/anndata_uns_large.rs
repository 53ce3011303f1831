use super::tables::*;
use super::*;
use crate::zarr::path::join;

/// From so many bytes on it is worth a word.
const LARGE: u64 = 100_000;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/uns-large",
    title: "{group} holds {size} of arrays that no view reads",
    why: "Vitessce reads nothing of `uns`. It does not make views slower, but it makes copies of the store and its consolidated metadata larger.",
    fix: Fix { text: "Leave out what only the analysis needs before writing: `del adata.uns[\"{name}\"]`.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/zarr 4.0.8: of uns only spatialdata_attrs is read"],
    run: |facts, found| {
        for data in facts.tables() {
            let group = join(&data.path, "uns");
            let arrays = facts.survey.arrays.iter().filter_map(|array| {
                let below = array.node.path.strip_prefix(&group)?.strip_prefix('/')?;
                Some((below.split('/').next().unwrap_or(below), array.node.array()?.bytes()?))
            });
            let arrays: Vec<(&str, u64)> = arrays.collect();
            let bytes = arrays.iter().fold(0u64, |sum, (_, bytes)| sum.saturating_add(*bytes));
            let largest = arrays.iter().max_by_key(|(_, bytes)| *bytes);
            if let Some((name, _)) = largest.filter(|_| bytes >= LARGE) {
                let finding = Finding::new(at(&group)).with("group", group.clone()).with("name", *name);
                found.push(finding.with("size", size(bytes)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.array("uns/neighbors", &[20_000], &[20_000], "<f8"); }),
        near_miss: || anndata(|keys| { keys.array("uns/neighbors", &[2_000], &[2_000], "<f8"); }),
    },
};
