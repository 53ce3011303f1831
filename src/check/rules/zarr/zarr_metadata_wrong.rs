use super::*;
use crate::zarr::DefectCode;

pub(super) const RULE: ZarrRule = Rule {
    id: "zarr/metadata-wrong",
    title: "The metadata of {node} does not follow the specification: {what}",
    why: "Zarr readers handle such metadata differently; what one of them reads may be refused, or misread, by the next.",
    fix: Fix { text: "Fix {key} at {pointer}, or write that array or group again with a current version of zarr-python.", command: "" },
    affects: &[affects(Zarrita, Fails), affects(NgffSpec, Wrong)],
    evidence: &["Zarr storage specification version 2", "Zarr core specification version 3"],
    run: |facts, found| {
        for node in &facts.survey.nodes {
            let of_zarr = |code: DefectCode| {
                use DefectCode::{Disagreement, Missing, NotUnderstood, WrongType, WrongValue};
                matches!(code, Missing | WrongType | WrongValue | Disagreement | NotUnderstood)
            };
            for defect in node.defects.kept().iter().filter(|defect| of_zarr(defect.code)).take(4) {
                let pointer = defect.pointer.to_string();
                let at = At { pointer: Some(pointer.clone()), ..At::key(&defect.key) };
                let at = defect.place.map_or(at.clone(), |place| at.on(place.line, place.column));
                let finding = Finding::new(at).with("node", shown_path(&node.path)).with("what", defect.what.clone());
                let finding = finding.with("key", defect.key.clone()).with("pointer", pointer);
                found.push(facts.told_of_failing(finding, &node.path));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || changed_array(|meta| drop(meta.insert("chunks".to_owned(), serde_json::json!([0])))),
        near_miss: || bare_array("|u1"),
    },
};
