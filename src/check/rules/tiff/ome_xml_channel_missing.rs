use super::ome_xml_attribute_missing::schema_findings;
use super::*;
use crate::viewer::viv::IssueKind;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/channel-missing",
    title: "{path} is missing: the image has no Channel element",
    why: "The data model allows images without channels, but Viv does not open them.",
    fix: Fix { text: "Add a Channel element for each channel, before TiffData: `<Channel ID=\"Channel:0:0\" Name=\"DAPI\" SamplesPerPixel=\"1\"/>`.", command: EDIT_XML },
    affects: &[says(Viv, Fails, "{says}"), says(Avivator, Fails, GENERIC)],
    evidence: &["OME data model 2016-06: Channel, minOccurs 0", "@vivjs/loaders 0.21.0 PixelsSchema"],
    run: |facts, found| schema_findings(facts, found, |issue| issue.kind == IssueKind::NoChannel),
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256);
            file(&page, &Ome { channels: Some(0), ..Ome::new(&page) }).into()
        },
        near_miss: || good().into(),
    },
};
