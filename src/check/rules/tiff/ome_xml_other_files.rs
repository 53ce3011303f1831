use super::*;
use crate::ome::{PlanePlace, plane_map};

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/other-files",
    title: "Planes are in other files, such as {file_name}: {planes} of {all}",
    why: "Viv reads the planes of one file only, whatever TiffData says: it shows IFDs of this file instead, or finds none. Only a companion file (.companion.ome) that is opened by its address is read together with all its files.",
    fix: Fix {
        text: "Open the companion file, or merge the set into one file.",
        command: "",
    },
    affects: &[says(Viv, Fails, "No image at index {ifds}")],
    evidence: &["OME-TIFF specification, TiffData and UUID", "@vivjs/loaders 0.21.0 loadMultifileOmeTiff: companion files only", "viv issues 580 and 613"],
    run: |facts, found| {
        for image in facts.viv_images() {
            let Some((_, sizes)) = facts.file.pixels(image.image) else { continue };
            let Some(map) = plane_map(sizes, is_own(facts, sizes)) else { continue };
            let elsewhere = map.iter().filter(|place| **place == PlanePlace::Elsewhere).count();
            if elsewhere == 0 {
                continue;
            }
            let own = is_own(facts, sizes);
            let other = sizes.tiff_data.iter().find(|block| !own(block)).and_then(|block| block.file_name.as_deref());
            let ifds = crate::bytes::len64(facts.file.main);
            let at = At::xml(format!("Image[{}]/Pixels/TiffData", image.image), 0, 0);
            let finding = Finding::new(at).with("planes", elsewhere).with("all", map.len()).with("ifds", ifds);
            let finding = finding.with("file_name", other.unwrap_or("another one"));
            found.push(finding.at_most(grade_plane(facts, |plane| plane >= ifds)));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || named("b.ome.tif"), near_miss: || named("cells.ome.tif") },
};

#[cfg(test)]
fn named(second: &str) -> Sample {
    let page = Page::new(256, 256);
    let block = |c: u64, ifd: u64, name: &str| {
        format!(r#"<TiffData FirstC="{c}" IFD="{ifd}" PlaneCount="1"><UUID FileName="{name}">urn:uuid:{c}</UUID></TiffData>"#)
    };
    let inner = block(0, 0, "cells.ome.tif") + &block(1, 1, second);
    file(&page, &Ome { c: 2, inner, ..Ome::new(&page) }).into()
}
