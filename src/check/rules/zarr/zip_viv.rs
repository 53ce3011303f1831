use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "zip/viv",
    title: "Viv and Avivator do not open zip archives of Zarr stores",
    why: "Viv looks for a folder at the address of the archive (`{name}/.zattrs`, `{name}/zarr.json`), which the server does not have. Vitessce opens the archive if the file type in the view config ends in `.zip` (`image.ome-zarr.zip`).",
    fix: Fix { text: "Unpack the archive and put the folder on the server, or use Vitessce. `omescope config` makes a view config for the archive.", command: "{unpack}" },
    affects: &[affects(Viv, Fails)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeZarr: a FetchStore at the address", "@vitessce/zarr-utils 4.0.8: ZipFileStore for file types that end in .zip"],
    run: |facts, found| {
        if facts.input.zip.is_none() {
            return;
        }
        for (viewer, trace) in facts.traces.by(Way::Viv) {
            let Some((_, failure)) = trace.first_failure() else { continue };
            let finding = Finding::new(At::default()).with("name", facts.input.name.clone());
            found.push(finding.told(viewer, Fails, failure.message.clone()));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || crate::check::testing::Sample { zip: zipped(0, &["0"]).zip, ..image(|_| ()) }.named("cells.ome.zarr.zip"),
        near_miss: || crate::check::testing::Sample { zip: zipped(0, &["0"]).zip, ..anndata(|_| ()) }.named("cells.zarr.zip"),
    },
};
