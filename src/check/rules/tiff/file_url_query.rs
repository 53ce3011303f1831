use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "file/url-query",
    title: "The address has a query (?…), which Avivator also uses for offsets.json",
    why: "Avivator looks for the offsets file at the same address with `ome.tif` replaced by `offsets.json`. A signature in the query is valid for the image only, so the offsets file is refused and Avivator reads all planes in order, which is slow.",
    fix: Fix { text: "Give viewers the address of the offsets file: `offsetsUrl` in Vitessce, `offsets_url` in Avivator's link.", command: "" },
    affects: &[affects(Avivator, Note)],
    evidence: &["Avivator: url.replace(/ome\\.tif(f?)/gi, 'offsets.json')"],
    run: |facts, found| {
        if facts.input.url.as_deref().is_some_and(|url| url.contains('?')) && facts.file.main > 1 {
            found.push(Finding::new(At::default()));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || Sample::from(good()).at("https://example.org/a.ome.tif?X-Signature=1"),
        near_miss: || Sample::from(good()).at("https://example.org/a.ome.tif"),
    },
};
