use super::*;
use crate::viewer::State;

pub(super) const RULE: ZarrRule = Rule {
    id: "chunks/elsewhere",
    title: "The chunks of {node} have other names than its metadata says: {key} does not exist, but {other} does",
    why: "A chunk that is not found is not an error: it is shown as the fill value, so the image is black and the matrix is zero. The separator in the metadata must be the one in the names of the chunks.",
    fix: Fix {
        text: "State the separator of the chunks in {metadata}: \"dimension_separator\": \"{separator}\" in Zarr 2, chunk_key_encoding in Zarr 3.",
        command: "omescope fix {folder} --write",
    },
    affects: &[affects(Zarrita, Wrong)],
    evidence: &["Zarr 2: dimension_separator, \".\" where it is not stated", "zarrita 0.7.5: a missing chunk is the fill value"],
    run: |facts, found| {
        for array in &facts.survey.arrays {
            let elsewhere = array.samples.iter().find_map(|sample| match &sample.state {
                State::Elsewhere(other) => Some((sample.key.clone(), other.clone())),
                _ => None,
            });
            let Some((key, other)) = elsewhere else { continue };
            let v2 = array.node.format == crate::zarr::Format::V2;
            let (metadata, pointer) = if v2 { (".zarray", "/dimension_separator") } else { ("zarr.json", "/chunk_key_encoding") };
            let metadata = array.node.key(metadata);
            let slash = other.get(array.node.path.len().saturating_add(1)..).is_some_and(|name| name.contains('/'));
            let at = At { path: Some(metadata.clone()), pointer: Some(pointer.to_owned()), ..At::default() };
            let finding = Finding::new(at).with("node", shown_path(&array.node.path)).with("key", key).with("other", other);
            let finding = finding.with("metadata", metadata).with("separator", if slash { "/" } else { "." });
            found.push(facts.told_of_reading(finding, &array.node.path, Wrong));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut sample = image(|_| ());
            let text = String::from_utf8(sample.keys["0/.zarray"].clone()).unwrap_or_default();
            sample.keys.insert("0/.zarray".to_owned(), text.replace(r#""dimension_separator":"/","#, "").into_bytes());
            sample
        },
        near_miss: || image(|_| ()),
    },
};
