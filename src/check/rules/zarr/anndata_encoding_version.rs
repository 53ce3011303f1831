use super::tables::*;
use super::*;

/// Versions of encodings that AnnData has written up to 0.12.
const KNOWN: [(&str, &[&str]); 8] = [
    ("anndata", &["0.1.0"]),
    ("dataframe", &["0.1.0", "0.2.0"]),
    ("categorical", &["0.2.0"]),
    ("string-array", &["0.2.0"]),
    ("array", &["0.2.0"]),
    ("csr_matrix", &["0.1.0"]),
    ("csc_matrix", &["0.1.0"]),
    ("dict", &["0.1.0"]),
];

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/encoding-version",
    title: "{node} has version {version} of {encoding}, which omescope does not know",
    why: "Vitessce ignores this version and reads the data as it reads the versions it knows. What a newer version changed is not taken into account.",
    fix: Fix { text: "Nothing has to be done as long as everything is shown correctly; otherwise write the store with a released version of AnnData.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["AnnData 0.12: on-disk format", "@vitessce/zarr 4.0.8: encoding-version is read for strings in uns alone"],
    run: |facts, found| {
        for data in facts.tables() {
            let frames = [data.obs_frame(), data.var_frame()].into_iter().flatten();
            let nodes = frames.flat_map(|frame| [Some(&frame.node)].into_iter().chain(frame.columns.iter().map(|column| column.node.as_ref())));
            let elements = matrices(data).chain(&data.obsm.elements).map(|element| element.node.as_ref());
            for node in nodes.chain(elements).flatten().chain([&data.node]) {
                let (Some(encoding), Some(version)) = (node.text_attribute("encoding-type"), node.text_attribute("encoding-version")) else { continue };
                let known = KNOWN.iter().find(|(name, _)| *name == encoding);
                if known.is_some_and(|(_, versions)| !versions.contains(&version)) {
                    let path = if node.path.is_empty() { "the root" } else { &node.path };
                    let finding = Finding::new(at_attribute(&node.path, "encoding-version")).with("node", path);
                    found.push(finding.with("version", version).with("encoding", encoding));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.change("obs/.zattrs", |attrs| drop(attrs.insert("encoding-version".to_owned(), "9.9".into()))); }),
        near_miss: || anndata(|_| ()),
    },
};
