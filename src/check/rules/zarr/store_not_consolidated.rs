use super::*;
use crate::zarr::path::join;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/not-consolidated",
    title: "The store has no consolidated metadata",
    why: "Vitessce reads stores without them all the same. But when it creates a view config from the address alone, it cannot list a store: without consolidated metadata it finds none of the elements of SpatialData and none of the columns of AnnData. These would be left out: {missing}.",
    fix: Fix {
        text: "Consolidate the metadata, or write the view config by hand. In Python: `sdata.write_consolidated_metadata()` for SpatialData, `zarr.consolidate_metadata(\"{name}\")` for others.",
        command: "omescope fix {folder} --write",
    },
    affects: &[affects(AutoConfig, Wrong), affects(Vitessce, Note)],
    evidence: &["@vitessce/config 4.0.8 generateConfig: parsedUrlToZmetadata"],
    run: |facts, found| {
        let configured = facts.traces.by(Way::AutoConfig).find_map(|(viewer, trace)| Some((viewer, trace.configured.as_ref()?)));
        let configured = configured.filter(|(_, known)| known.consolidated.is_none() && !known.missing.is_empty());
        let Some((viewer, known)) = configured else { return };
        let missing: Vec<&str> = known.missing.iter().map(String::as_str).collect();
        let at = At { path: Some(join(&facts.input.path, "zmetadata")), ..At::default() };
        let finding = Finding::new(at).with("missing", missing.join(", ")).with("name", facts.input.name.clone());
        found.push(finding.told(viewer, Wrong, "").told_by(Vitessce, Note, ""));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::raster(&sd::identity("cyx", "global")).named("cells.sdata.zarr"),
        near_miss: || consolidated(&["images/blobs"]),
    },
};

/// A store of one image whose consolidated metadata have these groups beside the root and those of groups of elements.
#[cfg(test)]
pub(super) fn consolidated(groups: &[&str]) -> crate::check::testing::Sample {
    let sample = sd::raster(&sd::identity("cyx", "global")).named("cells.sdata.zarr");
    let mut metadata = serde_json::Map::new();
    for path in ["", "images"].iter().chain(groups) {
        metadata.insert(join(path, ".zgroup"), serde_json::json!({"zarr_format": 2}));
    }
    let document = serde_json::json!({"zarr_consolidated_format": 1, "metadata": metadata});
    sd::with(sample, ".zmetadata", document.to_string().into_bytes())
}
