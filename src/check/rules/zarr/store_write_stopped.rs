use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/write-stopped",
    title: "Writing this AnnData did not end: {has} is there, and {lacks} is not",
    why: "anndata writes one part after the other, and says at last what the store is. Where it stops at a column that it cannot write (dates, objects), what was written until then stays behind: a group that no viewer opens.",
    fix: Fix { text: "Delete the store, see what the program that wrote it said, and write it again; columns of dates have to be text: `adata.obs[\"date\"] = adata.obs[\"date\"].astype(str)`.", command: "" },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["anndata 0.13.4 and 0.12.19: IORegistryError in the middle of write_zarr"],
    run: |facts, found| {
        let Some((has, lacks)) = stopped(facts) else { return };
        let at = At { path: Some(facts.probe.path.clone()), ..At::default() };
        let finding = Finding::new(at).with("has", has).with("lacks", lacks);
        found.push(facts.first_failures(finding));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            anndata(|keys| {
                keys.0.retain(|key, _| key.starts_with("obs/") || key == ".zgroup");
            })
        },
        near_miss: || anndata(|_| ()),
    },
};

/// What there is and is not of an AnnData that was not written to its end.
pub(super) fn stopped(facts: &ZarrFacts) -> Option<(&'static str, &'static str)> {
    let names = facts.probe.names.as_ref().filter(|_| facts.probe.kind == Kind::Group)?;
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    match (has("obs"), has("var")) {
        (true, false) => Some(("obs", "var")),
        (false, true) => Some(("var", "obs")),
        _ => None,
    }
}
