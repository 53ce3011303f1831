use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "node/name",
    title: "The name of {node} cannot be used in a web address as it is",
    why: "Viewers put names into addresses without escaping them: everything after # and ? is cut off, a backslash becomes a slash, % begins an escape, and blanks at the end are dropped. They then ask for something else, or give up with \"URI malformed\".",
    fix: Fix { text: "Use only letters, digits, underscores and hyphens: `adata.obs = adata.obs.rename(columns=...)`, then write the store again.", command: "" },
    affects: &[affects(Zarrita, Fails)],
    evidence: &["zarrita 0.7.5 Location.resolve and FetchStore: new URL, decodeURIComponent; run"],
    run: |facts, found| {
        for node in &facts.survey.nodes {
            let name = node.name();
            let leads_away = name.contains(['#', '?', '%', '\\', '\t', '\n', '\r']) || name.ends_with(' ') || matches!(name, "." | "..");
            if leads_away {
                let at = At { path: Some(node.path.clone()), ..At::default() };
                found.push(facts.told_of_failing(Finding::new(at).with("node", shown_path(&node.path)), &node.path));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || named_array("x#y"), near_miss: || named_array("x y") },
};
