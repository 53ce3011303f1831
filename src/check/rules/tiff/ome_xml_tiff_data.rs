use super::ome_xml_attribute_missing::schema_findings;
use super::*;
use crate::viewer::viv::IssueKind;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/tiff-data",
    title: "{path} is not what viewers require",
    why: "Viv requires numbers for IFD, PlaneCount, FirstC, FirstZ and FirstT, at least one attribute if there is a UUID, and a FileName for every UUID, although the specification does not ask for that.",
    fix: Fix { text: "Add FileName to the UUID elements, or leave UUID out if all planes are in one file.", command: EDIT_XML },
    affects: &[says(Viv, Fails, "{says}"), says(Avivator, Fails, GENERIC)],
    evidence: &["OME-TIFF specification: FileName is optional, but strongly recommended", "@vivjs/loaders 0.21.0 TiffDataSchema and UuidSchema"],
    run: |facts, found| schema_findings(facts, found, |issue| issue.kind == IssueKind::TiffData),
    #[cfg(test)]
    examples: Examples { triggers: || uuid(""), near_miss: || uuid(r#" FileName="cells.ome.tif""#) },
};

#[cfg(test)]
fn uuid(name: &str) -> Sample {
    let page = Page::new(256, 256);
    let inner = format!(r#"<TiffData IFD="0"><UUID{name}>urn:uuid:1</UUID></TiffData>"#);
    file(&page, &Ome { inner, ..Ome::new(&page) }).into()
}
