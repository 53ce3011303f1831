//! A module as its source has it: what it defines, what it imports, and the paths that its code names.

use crate::text::{Word, closing};
use std::collections::{BTreeMap, BTreeSet};

/// A module.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// Names of what is defined in it.
    pub(crate) items: BTreeSet<String>,
    /// Imported names, with the paths that they stand for.
    pub(crate) imports: BTreeMap<String, Vec<String>>,
    /// Paths of modules of which everything is imported.
    pub(crate) globs: Vec<Vec<String>>,
    /// Paths in its code, beside those of imports: at least one name each.
    pub(crate) paths: BTreeSet<Vec<String>>,
    /// Methods and what else is named through a type, by the path of the type.
    pub(crate) gives: Vec<(Vec<String>, BTreeSet<String>)>,
    /// Names of methods that are called of a variable, of `self` or `Self`.
    pub(crate) calls: BTreeSet<String>,
    /// Modules that stand in the same file.
    pub(crate) inner: BTreeMap<String, Module>,
}

const DEFINES: [&str; 9] = ["fn", "struct", "enum", "union", "trait", "type", "const", "static", "macro_rules"];

impl Module {
    /// Reads words.
    pub(crate) fn read(words: &[Word]) -> Self {
        let mut module = Self::default();
        let mut at = 0;
        let mut depth = 0usize;
        while at < words.len() {
            match words[at].as_str() {
                "use" => {
                    let end = (at..words.len()).find(|end| words[*end] == ";").unwrap_or(words.len());
                    module.import(&words[at + 1..end], &[]);
                    at = end;
                }
                "mod" if words.get(at + 2).is_some_and(|word| word == "{") => {
                    let end = closing(words, at + 2);
                    module.inner.insert(words[at + 1].clone(), Self::read(&words[at + 3..end]));
                    at = end;
                }
                // Which files there are says where modules are.
                "mod" => at += 1,
                "impl" if depth == 0 => module.gives.extend(gift(&words[at..])),
                "." if is_call(words, at) => drop(module.calls.insert(words[at + 1].clone())),
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth = depth.saturating_sub(1),
                word if depth == 0 && DEFINES.contains(&word) => {
                    let name = words[at + 1..].iter().find(|word| !["!", "mut", "fn", "unsafe"].contains(&word.as_str()));
                    module.items.extend(name.cloned());
                    at += 1;
                }
                word if is_identifier(word) => at = module.path(words, at),
                _ => {}
            }
            at += 1;
        }
        module
    }

    /// A tree of imports: `a::{b, c as d, e::*}`.
    fn import(&mut self, words: &[Word], before: &[String]) {
        let mut path = before.to_vec();
        let mut at = 0;
        while at < words.len() {
            match words[at].as_str() {
                "::" => {}
                "*" => return self.globs.push(path),
                "{" => {
                    let end = closing(words, at);
                    for branch in branches(&words[at + 1..end]) {
                        self.import(branch, &path);
                    }
                    return;
                }
                "as" => {
                    self.imports.insert(words[at + 1].clone(), path);
                    return;
                }
                "self" if !before.is_empty() => {}
                name => path.push(name.to_owned()),
            }
            at += 1;
        }
        if let Some(name) = path.last().cloned() {
            self.imports.insert(name, path);
        }
    }

    /// A path of code that begins at a place. Where it ends.
    fn path(&mut self, words: &[Word], from: usize) -> usize {
        let before = from.checked_sub(1).map_or("", |at| words[at].as_str());
        let mut path = vec![words[from].clone()];
        let mut at = from;
        while words.get(at + 1).is_some_and(|word| word == "::") && words.get(at + 2).is_some_and(|word| is_identifier(word)) {
            path.push(words[at + 2].clone());
            at += 2;
        }
        let after = words.get(at + 1).map_or("", String::as_str);
        // Methods, fields, and what is bound to a name are no paths. Names of types and constants are never bound.
        let small = path[0].starts_with(char::is_lowercase);
        let binds = before == "." || after == ":" || after == "." || ["let", "mut", "ref", "fn", "for"].contains(&before);
        let bound = path.len() == 1 && small && binds;
        if let [own, name, ..] = &*path
            && own == "Self"
        {
            self.calls.insert(name.clone());
        }
        if !bound {
            self.paths.insert(path);
        }
        at
    }
}

/// What an `impl` at the start gives its type; `None` for one of a trait.
fn gift(words: &[Word]) -> Option<(Vec<String>, BTreeSet<String>)> {
    let block = words.iter().position(|word| word == "{")?;
    if words[..block].iter().any(|word| word == "for") {
        return None;
    }
    // Behind the parameters, if there are any.
    let mut open = 0;
    let start = (1..block).find(|at| {
        open += i32::from(words[*at] == "<") - i32::from(words[*at] == ">");
        open == 0 && words[*at] != ">"
    })?;
    let path = words[start..block].iter().take_while(|word| is_identifier(word) || *word == "::").filter(|word| *word != "::");
    let body = &words[block..closing(words, block)];
    let names = body.windows(2).filter(|pair| pair[0] == "fn").map(|pair| pair[1].clone());
    Some((path.cloned().collect(), names.collect()))
}

/// Whether the point at a place calls a method of something that has a name of its own.
fn is_call(words: &[Word], point: usize) -> bool {
    let before = |back: usize| point.checked_sub(back).map_or("", |at| words[at].as_str());
    let called = words.get(point + 2).is_some_and(|word| word == "(" || word == "::");
    called && is_identifier(before(1)) && before(2) != "."
}

fn branches(words: &[Word]) -> Vec<&[Word]> {
    let (mut found, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 0 => {
                found.push(&words[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&words[start..]);
    found.into_iter().filter(|branch| !branch.is_empty()).collect()
}

fn is_identifier(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}
