use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/address-suffix",
    title: "The address ends in {name}, which does not tell Vitessce what it is",
    why: "When Vitessce creates a configuration by itself, it chooses the file type by the end of the address: .ome.zarr for images. A configuration that names the file type opens the store all the same.",
    fix: Fix { text: "Call the folder {wanted}, or write a view configuration with `\"fileType\": \"image.ome-zarr\"`.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/config 4.0.8 generateConfig: \"The file extension contained in the URL did not map to a supported fileType.\""],
    run: |facts, found| {
        let name = facts.input.name.trim_end_matches('/');
        let image = matches!(facts.probe.kind, Kind::Image) && facts.input.path.is_empty();
        if image && name.ends_with(".zarr") && !name.ends_with(".ome.zarr") {
            let wanted = name.replace(".zarr", ".ome.zarr");
            let finding = Finding::new(At::default()).with("name", name.to_owned());
            found.push(finding.with("wanted", wanted));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|_| ()).named("cells.zarr"), near_miss: || image(|_| ()).named("cells.ome.zarr") },
};
