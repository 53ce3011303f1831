use super::ome_xml_attribute_missing::schema_findings;
use super::*;
use crate::viewer::viv::IssueKind;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/dimension-order",
    title: "DimensionOrder is \"{value}\", which does not exist",
    why: "It must be XY followed by Z, C and T in some order. Viv does not open the file.",
    fix: Fix { text: "Write the order in which the planes are stored, for example XYCZT if channels change first.", command: EDIT_XML },
    affects: &[says(Viv, Fails, "{says}"), says(Avivator, Fails, GENERIC), affects(OmeSpec, Wrong)],
    evidence: &["OME data model 2016-06: DimensionOrder", "@vivjs/loaders 0.21.0 DimensionOrderSchema"],
    run: |facts, found| schema_findings(facts, found, |issue| issue.kind == IssueKind::DimensionOrder),
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256);
            file(&page, &Ome { order: "CZTYX", ..Ome::new(&page) }).into()
        },
        near_miss: || {
            let page = Page::new(256, 256);
            file(&page, &Ome { order: "XYTZC", ..Ome::new(&page) }).into()
        },
    },
};
