use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "zip/compressed",
    title: "Entries of the archive are compressed, such as {first} (entries: {compressed})",
    why: "Chunks are compressed already. A compressed entry must be read and unpacked whole, so that parts of shards cannot be requested.",
    fix: Fix { text: "Pack the store again without compression, from inside its folder.", command: "{repack}" },
    affects: &[affects(Vitessce, Effect::Note), affects(NgffSpec, Effect::Note)],
    evidence: &["RFC-9 of OME-NGFF", "@zarrita/storage 0.2.0 ZipFileStore"],
    run: |facts, found| {
        let Some(zip) = facts.input.zip.as_ref().filter(|zip| zip.compressed > 0) else { return };
        let first = zip.first_compressed.clone().unwrap_or_default();
        let at = At { path: Some(first.clone()), ..At::default() };
        found.push(Finding::new(at).with("compressed", zip.compressed).with("first", first));
    },
    #[cfg(test)]
    examples: Examples { triggers: || zipped(2, &["0"]), near_miss: || zipped(0, &["0"]) },
};
