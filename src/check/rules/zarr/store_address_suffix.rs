use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/address-suffix",
    title: "The address ends in {name}, which does not tell Vitessce what it is",
    why: "When Vitessce creates a configuration by itself, it chooses the file type by the end of the address: .ome.zarr for images. A configuration that names the file type opens the store all the same.",
    fix: Fix { text: "Tell Vitessce what it is. {advice}.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/config 4.0.8 generateConfig: \"The file extension contained in the URL did not map to a supported fileType.\""],
    run: |facts, found| {
        let name = facts.input.name.trim_end_matches('/');
        let image = matches!(facts.probe.kind, Kind::Image) && facts.input.path.is_empty();
        let archive = name.ends_with(".ozx") || name.ends_with(".zip");
        let advice = match name.strip_suffix(".zarr") {
            _ if !image || name.ends_with(".ome.zarr") => return,
            _ if archive => "Write a view configuration with `\"fileType\": \"image.ome-zarr.zip\"`: no end of an address stands for archives".to_owned(),
            Some(stem) => format!("Call the folder {stem}.ome.zarr, or write a view configuration with `\"fileType\": \"image.ome-zarr\"`"),
            None => return,
        };
        found.push(Finding::new(At::default()).with("name", name.to_owned()).with("advice", advice));
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|_| ()).named("cells.zarr"), near_miss: || image(|_| ()).named("cells.ome.zarr") },
};
