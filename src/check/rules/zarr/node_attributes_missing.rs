use super::*;
use crate::zarr::Format;

pub(super) const RULE: ZarrRule = Rule {
    id: "node/attributes-missing",
    title: "The zarr.json of {node} has no `attributes`",
    why: "The member is optional in Zarr 3, and TensorStore leaves it out. Viv and Vitessce look into it without asking whether it is there, and fail with a TypeError that does not say what is missing. Attributes in a .zattrs file beside zarr.json do not count.",
    fix: Fix { text: "Add `\"attributes\": {...}` to {key}, with `multiscales` of the image in it (in OME-NGFF 0.5 under `ome`).", command: "" },
    affects: &[affects(Viv, Fails), affects(Vitessce, Fails)],
    evidence: &["@vivjs/loaders 0.21.0: 'ome' in rootAttrs", "@vitessce/spatial-zarr 4.0.8 loadOmeZarr: 'multiscales' in root.attrs", "Zarr core specification version 3: attributes are optional"],
    run: |facts, found| {
        let Some(node) = facts.node().filter(|node| node.format == Format::V3 && node.attributes_document().is_none()) else { return };
        let stops = |trace: &crate::viewer::Trace| {
            let failure = trace.failure_at(&node.path).map(|failure| failure.message.clone());
            failure.filter(|said| said.ends_with("in undefined"))
        };
        let key = crate::zarr::path::join(&node.path, "zarr.json");
        let finding = Finding::new(At::key(&key)).with("node", shown_path(&node.path)).with("key", key);
        let told = facts.traces.iter().filter_map(|(viewer, trace)| Some((viewer, stops(trace)?)));
        let finding = told.fold(finding, |finding, (viewer, said)| finding.told(viewer, Fails, said));
        if !finding.told.is_empty() {
            found.push(finding);
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || group_of_v3(&json!({"zarr_format": 3, "node_type": "group"})),
        near_miss: || group_of_v3(&json!({"zarr_format": 3, "node_type": "group", "attributes": {}})),
    },
};
