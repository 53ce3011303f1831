use super::*;
use crate::zarr::Format;

pub(super) const RULE: ZarrRule = Rule {
    id: "ngff/format",
    title: "This is OME-NGFF {version} in Zarr {zarr}",
    why: "OME-NGFF up to 0.4 belongs into Zarr 2, from 0.5 on into Zarr 3. Vitessce 4.0 and Viv 0.21 read both mixtures; other readers look at one of them only.",
    fix: Fix { text: "Write 0.4 with `zarr_format=2` or 0.5 with `zarr_format=3`: ome-zarr-py 0.18 does so with `fmt=FormatV04()` and `fmt=FormatV05()`.", command: "" },
    affects: &[affects(NgffSpec, Wrong)],
    evidence: &["OME-NGFF 0.5: Zarr version 3"],
    run: |facts, found| {
        for one in images(facts) {
            let Some(version) = one.image.facts.stated_version().filter(|version| crate::zarr::schema::version(&version.text).is_some()) else { continue };
            let zarr = if one.image.group.format == Format::V3 { 3u64 } else { 2 };
            let wanted = if version.minor() >= Some(5) { 3 } else { 2 };
            if zarr != wanted {
                let finding = Finding::new(one.at(&version.pointer)).with("version", version.text.clone());
                found.push(finding.with("zarr", zarr));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["multiscales"][0]["version"] = json!("0.5")), near_miss: || image(|_| ()) },
};
