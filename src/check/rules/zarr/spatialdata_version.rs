use super::*;
use crate::check::zarr::spatial::place;
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "spatialdata/version",
    title: "The store states {version} of the SpatialData format, which omescope does not know",
    why: "Known versions are 0.1 (Zarr 2) and 0.2 (Zarr 3). Vitessce ignores the version of the store, so this alone has no effect there, but newer versions may hold things that it does not read.",
    fix: Fix {
        text: "Read the store with a version of spatialdata that knows it, and write it again: `spatialdata.read_zarr(\"old.zarr\").write(\"new.zarr\")`.",
        command: "",
    },
    affects: &[affects(Vitessce, Effect::Note)],
    evidence: &["spatialdata 0.7.3 _io/format.py: SpatialDataContainerFormatV01, V02"],
    run: |facts, found| {
        let Some(data) = &facts.spatialdata else { return };
        let version = data.version.as_ref().map(|version| version.text.as_str());
        if matches!(version, Some("0.1" | "0.2")) {
            return;
        }
        let said = version.map_or_else(|| "no version".to_owned(), |version| format!("version {version}"));
        let at = data.node.attributes().map_or_else(|| At { path: Some(data.path.clone()), ..At::default() }, |at| place(&at));
        found.push(Finding::new(at).with("version", said));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let root = json!({"spatialdata_attrs": {"version": "9.9"}}).to_string().into_bytes();
            sd::with(sd::raster(&sd::identity("cyx", "global")), ".zattrs", root)
        },
        near_miss: || sd::raster(&sd::identity("cyx", "global")),
    },
};
