use super::ome_xml_attribute_missing::schema_findings;
use super::*;
use crate::viewer::viv::IssueKind;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/number",
    title: "{path} is \"{value}\", which is not a number",
    why: "Viv compares OME-XML with a schema before it opens anything, and this must be a number.",
    fix: Fix { text: "Write it as a number, with a point for decimals.", command: EDIT_XML },
    affects: &[says(Viv, Fails, "{says}"), says(Avivator, Fails, GENERIC), affects(OmeSpec, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 OmeSchema: z.coerce.number()"],
    run: |facts, found| schema_findings(facts, found, |issue| issue.kind == IssueKind::Number),
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256);
            file(&page, &Ome::new(&page).attribute("PhysicalSizeX", "0,5")).into()
        },
        near_miss: || good().into(),
    },
};
