use super::ome_xml_attribute_missing::schema_findings;
use super::*;
use crate::viewer::viv::IssueKind;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/unit",
    title: "{path} is \"{value}\", which is not a unit of the OME data model",
    why: "Viv accepts only the units of the data model, letter by letter: the micro sign in µm is U+00B5, not the Greek letter U+03BC, and `um` or `micron` are not units. A file with any other unit does not open at all.",
    fix: Fix {
        text: "Write µm with U+00B5, or leave the attribute out: the unit is µm then.",
        command: "python3 -c \"import sys, tifffile as t; f, u = sys.argv[1:]; t.tiffcomment(f, t.tiffcomment(f).replace('Unit=\\\"' + u + '\\\"', 'Unit=\\\"\\u00b5m\\\"').encode())\" {file} {value}",
    },
    affects: &[says(Viv, Fails, "{says}"), says(Avivator, Fails, GENERIC), affects(OmeSpec, Wrong)],
    evidence: &["OME data model 2016-06: UnitsLength", "@vivjs/loaders 0.21.0 PhysicalUnitSchema"],
    run: |facts, found| schema_findings(facts, found, |issue| issue.kind == IssueKind::Unit),
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256);
            file(&page, &Ome::new(&page).attribute("PhysicalSizeXUnit", "\u{3bc}m")).into()
        },
        near_miss: || good().into(),
    },
};
