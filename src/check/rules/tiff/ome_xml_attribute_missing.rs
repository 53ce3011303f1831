use super::*;
use crate::viewer::viv::{IssueKind, issues};

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/attribute-missing",
    title: "{path} is missing",
    why: "Viv compares OME-XML with a schema before it opens anything, and this is required.",
    fix: Fix {
        text: "Add it: IDs are `Image:0`, `Pixels:0`, `Channel:0:0`; sizes that are not used are 1.",
        command: EDIT_XML,
    },
    affects: &[says(Viv, Fails, "{says}"), says(Avivator, Fails, GENERIC), affects(OmeSpec, Wrong)],
    evidence: &["OME data model 2016-06, ome.xsd", "@vivjs/loaders 0.21.0 OmeSchema", "viv issue 697"],
    run: |facts, found| {
        let sort = |kind: &IssueKind| matches!(kind, IssueKind::Required | IssueKind::Size);
        schema_findings(facts, found, |issue| sort(&issue.kind));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256);
            file(&page, &Ome::new(&page).attribute("SizeT", "")).into()
        },
        near_miss: || good().into(),
    },
};

/// What does not pass Viv's schema, of some sorts.
pub(super) fn schema_findings(
    facts: &TiffFacts,
    found: &mut Findings,
    wanted: impl Fn(&crate::viewer::viv::Issue) -> bool,
) {
    let Some(document) = facts.file.document().filter(|document| document.prefix.is_none()) else { return };
    for issue in issues(document).into_iter().filter(wanted) {
        let at = At::xml(issue.xpath(), issue.at.0, issue.at.1);
        let finding = Finding::new(at).with("path", issue.xpath()).with("value", issue.value.as_str());
        found.push(finding.with("says", issue.says()));
    }
}
