use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/dot-files",
    title: "{key} exists but the host does not serve it",
    why: "Zarr 2 keeps its metadata in files whose names begin with a dot. Some hosts do not serve such files (IIS, nginx with a rule for dot files, GitHub Pages without .nojekyll): viewers then find nothing.",
    fix: Fix { text: "Let the host serve files whose names begin with a dot (an empty file .nojekyll on GitHub Pages), or write Zarr 3, whose metadata is in zarr.json.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails)],
    evidence: &["zarrita 0.7.5: \"Not found: v3 array or group\""],
    run: |facts, found| {
        let path = &facts.input.path;
        let named = facts.store.names_at(path).into_iter().flatten();
        for name in named.filter(|name| matches!(name.as_str(), ".zgroup" | ".zarray" | ".zattrs")) {
            let key = crate::zarr::path::join(path, name);
            if facts.store.is_absent(&key) {
                found.push(Finding::new(At { path: Some(key.clone()), ..At::default() }).with("key", key));
                return;
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || hidden(image(|_| ())), near_miss: || image(|_| ()) },
};
