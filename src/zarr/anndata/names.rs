//! What people type for a path (`adata.obs["leiden"]`, `X_umap`) to paths of the store.

use crate::sort::{sort, sort_by};
use std::collections::BTreeSet;

/// What a typed path came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The path in the store, as it was understood.
    pub path: String,
    /// Whether it is among the names that are known.
    pub exists: bool,
    /// Other paths that it could be meant to be, the likeliest first.
    pub near: Vec<String>,
}

/// Most paths that are offered.
const MOST_NEAR: usize = 5;
/// Names that are compared, and characters of each.
const MOST_NAMES: usize = 100_000;
const MOST_CHARACTERS: usize = 128;

/// Groups of AnnData that hold named things.
const HOLDERS: [&str; 9] = ["obs", "var", "obsm", "varm", "obsp", "varp", "layers", "uns", "raw"];
/// What MuData and SpatialData hold.
const CONTAINERS: [&str; 6] = ["mod", "images", "labels", "points", "shapes", "tables"];

/// Understands a typed path. `known` are the paths that exist below the AnnData group; the result is one of them, or what
/// it would be called. `index` names the indexes of `obs` and `var`, which have names of their own in Python.
pub fn translate(typed: &str, known: &BTreeSet<String>, index: [Option<&str>; 2]) -> Translation {
    let parts = parts(typed);
    let path = spell(&parts, known, index);
    if known.contains(&path) {
        return Translation { path, exists: true, near: Vec::new() };
    }
    // A name alone is what is called so, wherever it stands.
    if let [name] = parts.as_slice() {
        let called: Vec<&String> = known.iter().filter(|path| path.rsplit('/').next() == Some(name)).collect();
        let mut called: Vec<String> = called.into_iter().cloned().collect();
        let holder = |path: &String| HOLDERS.iter().position(|holder| path.starts_with(holder)).unwrap_or(HOLDERS.len());
        sort_by(&mut called, |one, other| holder(one).cmp(&holder(other)));
        if !called.is_empty() {
            let path = called.remove(0);
            called.truncate(MOST_NEAR);
            return Translation { path, exists: true, near: called };
        }
    }
    let near = near(&path, known);
    Translation { path, exists: false, near }
}

/// Cuts what was typed into names: at dots, slashes and brackets, quotes taken off. The variable at the front (`adata`)
/// is left out.
fn parts(typed: &str) -> Vec<String> {
    let typed = typed.trim();
    let python = typed.contains(['[', '(']) || (typed.contains('.') && !typed.contains('/'));
    if !python {
        return typed.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    }
    let (mut parts, mut bracketed) = cut(typed);
    let is_known =
        |part: &str| HOLDERS.contains(&part) || CONTAINERS.contains(&part) || matches!(part, "X" | "obs_names" | "var_names");
    // `adata.obs`, `.X`: what stands before the first known name is a variable.
    if parts.first().is_some_and(|first| first.is_empty() || !is_known(first)) && bracketed.first() == Some(&false) {
        parts.remove(0);
        bracketed.remove(0);
    }
    joined(parts, &bracketed)
}

/// Names, each with whether it stood in brackets.
fn cut(typed: &str) -> (Vec<String>, Vec<bool>) {
    let (mut parts, mut bracketed) = (vec![String::new()], vec![false]);
    let mut rest = typed.chars();
    // Ends: each turn takes a character.
    while let Some(next) = rest.next() {
        match next {
            '.' => {
                parts.push(String::new());
                bracketed.push(false);
            }
            '[' | '(' => {
                parts.push(inside(&mut rest));
                bracketed.push(true);
            }
            ']' | ')' => {}
            '/' => {
                parts.push(String::new());
                bracketed.push(false);
            }
            other => {
                if let Some(part) = parts.last_mut() {
                    part.push(other);
                }
            }
        }
    }
    (parts, bracketed)
}

/// What stands in brackets: a string in quotes, or all up to the end of them.
fn inside(rest: &mut std::str::Chars<'_>) -> String {
    let text = rest.as_str().trim_start_matches([' ', '[', '(']);
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''));
    let (name, behind) = match quote.and_then(|quote| text.get(1..)?.split_once(quote)) {
        Some((name, behind)) => (name, behind.split_once([']', ')']).map_or("", |(_, behind)| behind)),
        None => text.split_once([']', ')']).unwrap_or((text, "")),
    };
    *rest = behind.chars();
    name.trim().trim_matches(['"', '\'']).to_owned()
}

/// Names with dots in them, as `obs.pct.mito`, come in pieces: what follows a holder without brackets is one name.
fn joined(parts: Vec<String>, bracketed: &[bool]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for (part, in_brackets) in parts.into_iter().zip(bracketed) {
        match found.last_mut() {
            Some(last) if open && !in_brackets => {
                last.push('.');
                last.push_str(&part);
            }
            _ if part.is_empty() => {}
            last => {
                let after_frame = last.is_some_and(|last| matches!(last.as_str(), "obs" | "var" | "obsm" | "varm" | "layers"));
                open = after_frame && !in_brackets;
                found.push(part);
            }
        }
    }
    found
}

/// The path that names make, with what Python calls otherwise.
fn spell(parts: &[String], known: &BTreeSet<String>, index: [Option<&str>; 2]) -> String {
    let names: Vec<&str> = parts.iter().map(String::as_str).collect();
    let of_index = |frame: usize, name: &str| format!("{name}/{}", index.get(frame).copied().flatten().unwrap_or("_index"));
    match names.as_slice() {
        ["obs_names"] | ["obs", "index"] if !known.contains("obs/index") => of_index(0, "obs"),
        ["var_names"] | ["var", "index"] if !known.contains("var/index") => of_index(1, "var"),
        _ => names.join("/"),
    }
}

/// Paths that are spelt almost like this one, in the same group or elsewhere.
fn near(path: &str, known: &BTreeSet<String>) -> Vec<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let limit = (name.chars().count() / 3).max(2);
    let mut found: Vec<(usize, &String)> = Vec::new();
    for other in known.iter().take(MOST_NAMES) {
        let other_name = other.rsplit('/').next().unwrap_or(other);
        let apart = distance(&fold(name), &fold(other_name)).min(distance(&fold(path), &fold(other)));
        // `umap` for `X_umap`.
        let within = name.len() > 2 && fold(other_name).contains(&fold(name));
        let apart = if within { apart.min(1) } else { apart };
        if apart <= limit {
            let elsewhere =
                usize::from(path.rsplit_once('/').map(|(group, _)| group) != other.rsplit_once('/').map(|(group, _)| group));
            found.push((apart.saturating_mul(2).saturating_add(elsewhere), other));
        }
    }
    sort(&mut found);
    found.into_iter().take(MOST_NEAR).map(|(_, path)| path.clone()).collect()
}

/// Upper and lower case, `-`, blanks and `_` are the same.
fn fold(name: &str) -> String {
    name.chars()
        .take(MOST_CHARACTERS)
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '-' | ' ') { '_' } else { c })
        .collect()
}

/// Levenshtein's distance: how many characters have to be put in, left out or exchanged.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, character) in one.chars().enumerate() {
        let mut before = row.first().copied().unwrap_or(0);
        let mut left = line.saturating_add(1);
        let mut next = vec![left];
        for (other, above) in other.iter().zip(row.iter().skip(1)) {
            let exchanged = before.saturating_add(usize::from(*other != character));
            left = exchanged.min(above.saturating_add(1)).min(left.saturating_add(1));
            before = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> BTreeSet<String> {
        [
            "X",
            "layers/counts",
            "obs/_index",
            "obs/a]b",
            "obs/leiden",
            "obs/pct.mito",
            "obs/cell type",
            "obsm/X_umap",
            "obsm/X_pca",
            "raw/X",
            "var/gene_ids",
            "var/highly_variable",
        ]
        .map(str::to_owned)
        .into()
    }

    #[test]
    fn what_is_typed_in_python_is_a_path_of_the_store() {
        for (typed, path) in [
            ("adata.obs[\"leiden\"]", "obs/leiden"),
            ("adata.obs['leiden']", "obs/leiden"),
            ("obs.leiden", "obs/leiden"),
            ("adata.obs.leiden", "obs/leiden"),
            ("obs/leiden", "obs/leiden"),
            ("/obs/leiden/", "obs/leiden"),
            ("leiden", "obs/leiden"),
            ("adata.obsm['X_umap']", "obsm/X_umap"),
            ("obsm['X_umap']", "obsm/X_umap"),
            ("X_umap", "obsm/X_umap"),
            (".X", "X"),
            ("adata.X", "X"),
            ("X", "X"),
            ("adata.raw.X", "raw/X"),
            ("adata.layers[\"counts\"]", "layers/counts"),
            ("adata.obs.pct.mito", "obs/pct.mito"),
            ("adata.obs['pct.mito']", "obs/pct.mito"),
            ("adata.obs[ 'cell type' ]", "obs/cell type"),
            ("adata.obs[['leiden']]", "obs/leiden"),
            ("adata.obs[\"a]b\"]", "obs/a]b"),
            ("adata.obs_names", "obs/_index"),
            ("my_data.obs.index", "obs/_index"),
            ("highly_variable", "var/highly_variable"),
        ] {
            assert_eq!(
                translate(typed, &known(), [None, None]),
                Translation { path: path.to_owned(), exists: true, near: vec![] },
                "{typed}"
            );
        }
        assert_eq!(translate("adata.obs_names", &known(), [Some("cell_id"), None]).path, "obs/cell_id");
    }

    #[test]
    fn modalities_and_tables_are_paths_too() {
        let known = BTreeSet::from(["mod/rna/obs/leiden".to_owned(), "tables/t/obs/x".to_owned()]);
        assert!(translate("mdata.mod['rna'].obs['leiden']", &known, [None, None]).exists);
        assert!(translate("sdata.tables['t'].obs.x", &known, [None, None]).exists);
    }

    #[test]
    fn names_that_are_almost_right_are_offered() {
        for (typed, near) in [
            ("obs/leidn", &["obs/leiden"][..]),
            ("obs/Leiden", &["obs/leiden"]),
            ("obsm/umap", &["obsm/X_umap"]),
            ("obs/X_umap", &["obsm/X_umap"]),
            ("obs/cell_type", &["obs/cell type"]),
            ("var/gene_id", &["var/gene_ids"]),
            ("obs/louvain_resolution", &[]),
        ] {
            let found = translate(typed, &known(), [None, None]);
            assert!(!found.exists);
            assert_eq!(found.near.iter().map(String::as_str).take(near.len().max(1)).collect::<Vec<_>>(), near, "{typed}");
        }
    }

    #[test]
    fn anything_may_be_typed() {
        for typed in ["", ".", "[", "]", "adata", "adata[", "'", "...", "a/b/../c", "\u{1f9ec}[\"", &"x".repeat(10_000)] {
            let _ = translate(typed, &known(), [None, None]);
        }
    }

    #[test]
    fn distances_are_levenshteins() {
        for (one, other, apart) in
            [("", "", 0), ("kitten", "sitting", 3), ("", "abc", 3), ("flaw", "lawn", 2), ("\u{e9}a", "a", 1)]
        {
            assert_eq!(distance(one, other), apart);
        }
    }
}
