use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "array/codec-unknown",
    title: "The chunks of {node} are encoded in a way that {who} cannot decode: {says}",
    why: "Arrays open whatever their codecs are; the first chunk that is read then fails. zarrita supports blosc, lz4, zstd, gzip, zlib, crc32c, transpose, sharding, vlen-utf8 and json2, and from 0.7 on delta and shuffle of numcodecs.",
    fix: Fix {
        text: "Write the array again with Blosc and zstd (`compressor=numcodecs.Blosc(\"zstd\", clevel=5)`, or `compressors=zarr.codecs.BloscCodec(cname=\"zstd\")` in Zarr 3), and strings with vlen-utf8.",
        command: "",
    },
    affects: &[affects(Zarrita, Fails)],
    evidence: &["zarrita 0.7.5 and 0.5.4: codec registry, run"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            let Some((zarrita, failure)) = array.unreadable.iter().next() else { continue };
            let at = At { path: Some(array.node.path.clone()), ..At::default() };
            let who = if array.unreadable.iter().count() > 1 { "zarrita" } else { zarrita.id() };
            let finding = Finding::new(at).with("node", shown_path(&array.node.path)).with("who", who).with("says", failure.message.clone());
            facts.told_of_refusing(finding, &array.unreadable, &array.node.path).into_iter().for_each(|finding| found.push(finding));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || changed_array(|meta| drop(meta.insert("compressor".to_owned(), serde_json::json!({"id": "bz2", "level": 1})))),
        near_miss: || bare_array("<i4"),
    },
};
