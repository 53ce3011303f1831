use super::tables::*;
use super::*;
use crate::zarr::anndata::Frame;
use crate::zarr::path::join;
use crate::zarr::Found;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/frame-missing",
    title: "The data frame {frame} {what}",
    why: "The names of the cells are in `obs` and those of the genes in `var`; nearly every view needs them. Before AnnData 0.7 they were arrays of records, which no viewer reads.",
    fix: Fix { text: "Read the data with AnnData and write them again: `anndata.read_h5ad(\"…\").write_zarr(\"…\")`.", command: "" },
    affects: &[says(Vitessce, Fails, "Not found: v3 array or group")],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource.loadObsIndex, loadVarIndex", "AnnData: on-disk format"],
    run: |facts, found| {
        for data in facts.tables() {
            for (name, frame) in [("obs", &data.obs), ("var", &data.var)] {
                let path = join(&data.path, name);
                if let Some(what) = missing(frame) {
                    let finding = Finding::new(at(&path)).with("frame", path.clone()).with("what", what);
                    found.push(given_up(facts, finding, &path));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || anndata(|keys| keys.0.retain(|key, _| !key.starts_with("var/"))), near_miss: || anndata(|_| ()) },
};

fn missing(frame: &Found<Box<Frame>>) -> Option<&'static str> {
    match frame {
        Found::Absent => Some("is missing"),
        Found::Here(frame) if !frame.node.is_group() => Some("is an array of records, as before AnnData 0.7"),
        Found::Here(_) | Found::Unknown => None,
    }
}
