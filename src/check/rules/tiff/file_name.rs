use super::*;
use crate::viewer::avivator::Loader;

pub(super) const RULE: TiffRule = Rule {
    id: "file/name",
    title: "The name {name} makes Avivator open this as {what}",
    why: "Avivator goes by the name: with `ome.tif` in it, in lower case, a file is opened as OME-TIFF; with another `.tif` as a plain TIFF, where each IFD is a channel, and the OME-XML (names, colours, sizes, sections, time points) and the smaller levels are not looked at; with anything else as Zarr. Vitessce goes by its configuration instead. generate-tiff-offsets overwrites images whose names it does not recognise.",
    fix: Fix { text: "Rename the file so that it ends in .ome.tif.", command: "mv {file} {stem}.ome.tif" },
    affects: &[says(Avivator, Fails, GENERIC).with_any_loader()],
    evidence: &[
        "Avivator createLoader: isOmeTiff, isMultiTiff, generateMultiTiffSources",
        "@vivjs/loaders 0.21.0 loadMultiTiff",
        "viv issues 875 and 881",
    ],
    run: |facts, found| {
        if facts.file.header.is_none() || facts.file.main == 0 {
            return;
        }
        let finding = Finding::new(At::default()).with("name", facts.input.name.as_str());
        let pages = 0..facts.file.main;
        found.push(match facts.avivator_loader() {
            Loader::OmeTiff => return,
            Loader::Zarr => finding.with("what", "a Zarr store, which it is not"),
            // What Avivator shows for any error; the reason is in the browser's console.
            Loader::MultiTiff if pages.clone().any(|ifd| facts.file.size_of(ifd) != facts.file.size_of(0)) => {
                finding.with("what", "a plain TIFF, whose IFDs must all have one size there")
            }
            Loader::MultiTiff if facts.input.url.is_none() && pages.clone().any(|ifd| facts.file.samples(ifd) > 1) => {
                finding.with("what", "a plain TIFF, in which it reads no colour images from local files")
            }
            Loader::MultiTiff => {
                // A single grey image is shown as it is.
                let whole = facts.file.main == 1 && facts.file.levels(0) == 1 && facts.file.samples(0) == 1;
                let what = if whole { "a plain TIFF" } else { "a plain TIFF, where every IFD is a channel" };
                finding.with("what", what).at_most(if whole { Note } else { Wrong }).saying("")
            }
        });
    },
    #[cfg(test)]
    examples: Examples { triggers: || Sample::from(good()).named("CELLS.OME.TIF"), near_miss: || Sample::from(good()).named("cells.ome.tiff") },
};
