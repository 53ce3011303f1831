use super::ome_xml_attribute_missing::schema_findings;
use super::*;
use crate::viewer::viv::IssueKind;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/color",
    title: "{path} is \"{value}\", which is not a colour of the OME data model",
    why: "Colours are whole numbers: red, green, blue and alpha in the four bytes of a signed number. Viv does not open a file with anything else.",
    fix: Fix { text: "Write the colour as a number (-16776961 is red, 16711935 green, 65535 blue, -1 white), or leave it out.", command: EDIT_XML },
    affects: &[says(Viv, Fails, "{says}"), says(Avivator, Fails, GENERIC), affects(OmeSpec, Wrong)],
    evidence: &["OME data model 2016-06: Color is xsd:int", "@vivjs/loaders 0.21.0 ChannelSchema and intToRgba"],
    run: |facts, found| schema_findings(facts, found, |issue| issue.kind == IssueKind::Color),
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256);
            file(&page, &Ome { channel: r##"Color="#ff0000""##.to_owned(), ..Ome::new(&page) }).into()
        },
        near_miss: || {
            let page = Page::new(256, 256);
            file(&page, &Ome { channel: r#"Color="-16776961""#.to_owned(), ..Ome::new(&page) }).into()
        },
    },
};
