use super::*;
use crate::check::zarr::spatial::place_of;
use crate::zarr::spatialdata::{ElementKind, SpatialElement};
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "spatialdata/element-version",
    title: "{path} is {encoding} {version}, which Vitessce does not support",
    why: "Vitessce supports points of versions 0.1 and 0.2 (`ngff:points`), and shapes of versions 0.1 (circles only), 0.2 and 0.3 (`ngff:shapes`).",
    fix: Fix {
        text: "Write the element again with a version of spatialdata from 0.1 to 0.7: `sdata = spatialdata.read_zarr(\"old.zarr\")`, then `sdata.write(\"new.zarr\")`.",
        command: "",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 getPointsFormatVersion, getShapesFormatVersion"],
    run: |facts, found| {
        for element in facts.all_elements() {
            if let Some(said) = refusal(element) {
                let version = element.version.as_ref().map_or("no version", |version| version.text.as_str());
                let encoding = element.encoding.clone().unwrap_or_else(|| "no encoding".to_owned());
                let finding = Finding::new(place_of(element, "spatialdata_attrs")).with("path", element.path.clone());
                found.push(finding.with("encoding", encoding).with("version", version).saying(said));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let newer = |attributes: &mut serde_json::Map<_, _>| {
                attributes.insert("spatialdata_attrs".to_owned(), json!({"version": "0.9"}));
            };
            sd::shapes(newer, &sd::circles((5.0, 5.0)))
        },
        near_miss: || sd::shapes(|_| (), &sd::circles((5.0, 5.0))),
    },
};

/// What Vitessce says to an element of a version that it does not know.
fn refusal(element: &SpatialElement) -> Option<String> {
    let version = element.version.as_ref().map_or("undefined", |version| version.text.as_str());
    let encoding = element.encoding.as_deref().unwrap_or("undefined");
    match element.kind {
        ElementKind::Points if matches!(version, "0.1" | "0.2") => None,
        ElementKind::Points if encoding == "ngff:points" => {
            Some(format!("Unexpected version for points spatialdata_attrs: {version}"))
        }
        ElementKind::Points => Some("Only points format version 0.1 is supported.".to_owned()),
        ElementKind::Shapes => {
            let known = matches!(version, "0.2" | "0.3") || (version == "0.1" && element.has_circles());
            let said = format!("Unexpected encoding type or version for shapes spatialdata_attrs: {encoding} {version}");
            (encoding != "ngff:shapes" || !known).then_some(said)
        }
        ElementKind::Image | ElementKind::Labels => None,
    }
}
