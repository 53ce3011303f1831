use super::*;
use crate::zarr::DefectCode;

pub(super) const RULE: ZarrRule = Rule {
    id: "json/invalid",
    title: "{key} is not valid JSON: {what}",
    why: "Browsers refuse the whole file. zarrita then looks for metadata of the other version of Zarr and reports that it is missing, so the viewer says that something was not found although the file is there.",
    fix: Fix {
        text: "Fix {key} at line {line}, column {column}: NaN and Infinity must be null or a string such as \"NaN\", and commas after the last value must go. `json.dumps(..., allow_nan=False)` in Python finds them before they are written.",
        command: "omescope fix {folder} --write",
    },
    affects: &[affects(Zarrita, Fails), affects(NgffSpec, Wrong)],
    evidence: &["RFC 8259", "zarrita 0.7.5 open: InvalidMetadataError, then \"Not found: v3 array or group\""],
    run: |facts, found| {
        for node in &facts.survey.nodes {
            let refused = node.defects.kept().iter().filter(|defect| defect.code.refused_by_browsers());
            for defect in refused.take(1) {
                let (line, column) = defect.place.map_or((1, 1), |place| (place.line, place.column));
                let at = At::key(&defect.key).on(line, column);
                let finding = Finding::new(at).with("key", defect.key.clone()).with("what", defect.what.clone());
                let mended = matches!(defect.code, DefectCode::JsonNotFinite | DefectCode::JsonTrailingComma);
                let finding = finding.with("line", line).with("column", column).in_words(!mended);
                found.push(facts.told_of_failing(finding, &node.path));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || changed_array(|meta| drop(meta.insert("fill_value".to_owned(), "@NaN".into()))),
        near_miss: || changed_array(|meta| drop(meta.insert("fill_value".to_owned(), serde_json::Value::Null))),
    },
};
