use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "ngff/needs-later-viewer",
    title: "OME-NGFF {version} needs at least Vitessce 3.9.8 or Viv 0.19",
    why: "From 0.5 on the attributes are under `ome`, and the arrays are Zarr 3. Viewers before Vitessce 3.9.8 and Viv 0.19 do not look there and find no image.",
    fix: Fix { text: "Use a later version of the viewer, or write OME-NGFF 0.4: `write_image(..., fmt=FormatV04())` of ome-zarr-py 0.18.", command: "" },
    affects: &[affects(Vitessce, Fails).only(Only::Vitessce(|vitessce| !vitessce.knows_ome))],
    evidence: &["https://github.com/vitessce/vitessce/pull/2466", "https://github.com/hms-dbmi/viv/pull/930"],
    run: |facts, found| {
        for one in images(facts) {
            if one.image.facts.in_ome {
                let version = one.image.facts.stated_version().map_or("0.5", |version| version.text.as_str());
                found.push(Finding::new(one.here()).with("version", version));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_in_ome(), near_miss: || image(|_| ()) },
};
