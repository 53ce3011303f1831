use super::*;
use crate::zarr::json::Pointer;

pub(super) const RULE: ZarrRule = Rule {
    id: "labels/list",
    title: "The list of label images is not right: {problem}",
    why: "The attribute `labels` of the group `labels` must name the label images in it. Viewers that look there do not find an image that is not named; one that is named but missing fails.",
    fix: Fix { text: "`omescope fix` adds those that are there. List the names of the groups below `labels` in its attributes: `{\"labels\": [\"cells\"]}`, in 0.5 under `ome`.", command: "" },
    affects: &[affects(NgffSpec, Wrong)],
    evidence: &["OME-NGFF 0.4 and 0.5: labels metadata"],
    run: |facts, found| {
        let Some(labels) = &facts.labels else { return };
        let at = |pointer: Option<&Pointer>| At {
            path: Some(labels.group.path.clone()),
            pointer: pointer.map(|pointer| pointer.as_str().to_owned()),
            ..At::default()
        };
        for (named, _) in labels.listed.iter().filter(|(_, label)| label.is_absent()) {
            let problem = format!("labels/{} is listed but does not exist", named.name);
            found.push(Finding::new(at(Some(&named.pointer))).with("problem", problem));
        }
        for name in labels.unlisted.iter().flatten() {
            found.push(Finding::new(at(None)).with("problem", format!("labels/{name} exists but is not listed")));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || with_labels(&["cells", "nuclei"], 2), near_miss: || with_labels(&["cells"], 2) },
};
