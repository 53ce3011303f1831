use super::*;
use crate::zarr::ngff::Ngff;
use crate::zarr::probe::Kind;
use crate::zarr::{Node, schema};

pub(super) const RULE: ZarrRule = Rule {
    id: "ngff/schema",
    title: "The attributes do not match the official schema: {pointer} {wanted}",
    why: "The official schema of OME-NGFF {version} does not allow these attributes. Viewers do not compare with the schema; other findings say how they handle it.",
    fix: Fix { text: "Correct the attribute at {pointer}.", command: "" },
    affects: &[affects(NgffSpec, Wrong)],
    evidence: &["the JSON schemas of ome/ngff-spec"],
    run: |facts, found| {
        for one in images(facts) {
            let stated = one.image.facts.stated_version().map(|version| version.text.as_str());
            let Some(version) = stated.and_then(schema::version) else { continue };
            let label = one.image.facts.image_label.is_some() && schema::names(version).any(|name| name == "label");
            // A group that is nothing but a label is held to the schema of labels alone, as the conformance suite of OME-NGFF does.
            let image = !label || one.multiscale().is_some();
            for name in image.then_some("image").into_iter().chain(label.then_some("label")) {
                compare(&one.image.group, version, name, found);
            }
        }
        let (Kind::Plate | Kind::Well, Some(node)) = (facts.probe.kind, facts.node()) else { return };
        let stated = Ngff::read(node).stated_version().and_then(|version| schema::version(&version.text));
        // Where none is stated, the one that goes with the version of Zarr says so.
        let usual = if node.format == crate::zarr::Format::V3 { "0.5" } else { "0.4" };
        let name = if facts.probe.kind == Kind::Plate { "plate" } else { "well" };
        compare(node, stated.unwrap_or(usual), name, found);
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["multiscales"][0]["name"] = json!(5)), near_miss: || image(|_| ()) },
};

#[test]
fn a_label_without_multiscales_is_as_the_schema_of_labels_has_it() {
    let violations = |colors: serde_json::Value| {
        let session = image(|attributes| {
            drop(attributes.remove("multiscales"));
            attributes.insert("image-label".to_owned(), json!({"version": "0.4", "colors": colors}));
        });
        let session = session.store_facts();
        let mut found = Findings::default();
        (RULE.run)(session.facts(), &mut found);
        found.count()
    };
    assert_eq!(violations(json!([{"label-value": 1, "rgba": [0, 0, 0, 0]}])), 0);
    assert_eq!(violations(json!([])), 1);
}

/// Of one schema, so many violations are told.
const MOST: usize = 8;

fn compare(node: &Node, version: &'static str, name: &str, found: &mut Findings) {
    let Some(attributes) = node.attributes() else { return };
    let violations = schema::validate(version, name, &attributes).map(|outcome| outcome.violations).unwrap_or_default();
    for violation in violations.iter().take(MOST) {
        let cause = violation.causes.first().unwrap_or(violation);
        let pointer = cause.pointer.as_str();
        let at = At { path: Some(node.path.clone()), pointer: Some(pointer.to_owned()), ..At::default() };
        let finding = Finding::new(at).with("pointer", if pointer.is_empty() { "the group" } else { pointer });
        found.push(finding.with("wanted", cause.wanted.clone()).with("version", version));
    }
}
