use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/root-below",
    title: "There is nothing at this address; the store is at {below}",
    why: "Viewers look for metadata at the address that they are given. Here it is one folder below, as happens when an archive is unpacked or a folder is copied into another.",
    fix: Fix { text: "Add /{below} to the address.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails)],
    evidence: &["zarrita 0.7.5: \"Not found: v3 array or group\""],
    run: |facts, found| {
        let Some(below) = facts.probe.root_is_below() else { return };
        let at = At { path: Some(facts.probe.path.clone()), ..At::default() };
        let finding = Finding::new(at).with("below", below.path.clone());
        found.push(facts.first_failures(finding));
    },
    #[cfg(test)]
    examples: Examples { triggers: || moved(image(|_| ()), "cells.ome.zarr"), near_miss: || image(|_| ()) },
};
