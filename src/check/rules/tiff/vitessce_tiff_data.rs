use super::*;
use crate::ome::TiffDataProblem;

pub(super) const RULE: TiffRule = Rule {
    id: "vitessce/tiff-data",
    title: "TiffData {index} has no {attribute}, which Vitessce requires",
    why: "The specification has defaults for IFD and PlaneCount. The version of Viv inside Vitessce does not know them, and does not open a file in which a TiffData element has other attributes but lacks one of these.",
    fix: Fix { text: "Write IFD and PlaneCount into each TiffData element, or a single `<TiffData/>` if the planes are stored in the order of DimensionOrder.", command: EDIT_XML },
    affects: &[says(Vitessce, Fails, "ZodError: Image.{image}.Pixels.TiffData.{index}.attr.{attribute}: Expected number, received nan")],
    evidence: &["@vitessce/ome-tiff 4.0.8: PlaneCount: coerce.number()", "OME-TIFF specification: defaults of IFD and PlaneCount", "viv issue 782"],
    run: |facts, found| {
        for (index, image) in facts.file.images() {
            let Some(pixels) = &image.pixels else { continue };
            for (number, problem) in &pixels.tiff_data_problems {
                let TiffDataProblem::Without(attribute) = problem else { continue };
                let at = At::xml(format!("Image[{index}]/Pixels/TiffData[{number}]"), 0, 0);
                let finding = Finding::new(at).with("image", index.to_string()).with("index", number.to_string());
                found.push(finding.with("attribute", *attribute));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || counted(""), near_miss: || counted(r#" PlaneCount="1""#) },
};

#[cfg(test)]
fn counted(count: &str) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome { inner: format!(r#"<TiffData IFD="0"{count}/>"#), ..Ome::new(&page) }).into()
}
