use super::tables::*;
use super::*;
#[cfg(test)]
use crate::viewer::AskedPart;
use crate::check::zarr::paths::store_path;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/path",
    title: "There is no {path} in the store{instead}",
    why: "A view config names parts of a table by their paths in the store, such as `obs/leiden` or `obsm/X_umap`, with `mod/rna/` before them in MuData. The view that asks for {part} fails.",
    fix: Fix { text: "Put the right path into the view config{instead}.", command: "" },
    affects: &[says(Vitessce, Fails, "Not found: v3 array or group")],
    evidence: &["@vitessce/zarr 4.0.8: paths of view configs are opened as they are", "vitessce data troubleshooting: specifying paths"],
    run: |facts, found| {
        for asked in &facts.input.asked {
            let meant = store_path(&asked.path, facts);
            let path = asked.path.trim_start_matches('/');
            if meant.exists && meant.path == path {
                continue;
            }
            let near = meant.exists.then_some(&meant.path).or(meant.near.first());
            let instead = near.map_or(String::new(), |near| format!("; it is probably {near}"));
            let finding = Finding::new(at(path)).with("path", asked.path.clone()).with("part", asked.part.name());
            let place = crate::zarr::path::join(&facts.input.path, path);
            found.push(given_up(facts, finding.with("instead", instead), &place));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || asking(AskedPart::ObsSets, "obs/clusters", |_| ()),
        near_miss: || asking(AskedPart::ObsSets, "obs/cluster", |_| ()),
    },
};
