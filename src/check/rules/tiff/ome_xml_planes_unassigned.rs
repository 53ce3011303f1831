use super::*;
use crate::ome::{PlanePlace, plane_map};

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/planes-unassigned",
    title: "TiffData leaves planes without an IFD: {planes} of {all}",
    why: "By the specification these planes are lost. Viv counts IFDs and shows whatever comes next for them; Bio-Formats shows them black.",
    fix: Fix { text: "Write `<TiffData/>` if the planes are stored in the order of DimensionOrder, otherwise one TiffData element for each plane.", command: EDIT_XML },
    affects: &[affects(OmeSpec, Wrong), affects(Viv, Note)],
    evidence: &["OME-TIFF specification: PlaneCount is 1 where IFD is given, else all"],
    run: |facts, found| {
        for (index, image) in facts.file.images() {
            let Some(sizes) = &image.image else { continue };
            let Some(map) = plane_map(sizes, is_own(facts, sizes)) else { continue };
            let nowhere = map.iter().filter(|place| **place == PlanePlace::Nowhere).count();
            if nowhere > 0 {
                let at = At::xml(format!("Image[{index}]/Pixels/TiffData"), 0, 0);
                found.push(Finding::new(at).with("planes", nowhere).with("all", map.len()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || assigned(r#"<TiffData IFD="0"/>"#), near_miss: || assigned("<TiffData/>") },
};

#[cfg(test)]
fn assigned(inner: &str) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome { c: 2, inner: inner.to_owned(), ..Ome::new(&page) }).into()
}
