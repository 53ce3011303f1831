//! All modules of the crates, and which file takes what from which.

use crate::module::Module;
use crate::text::words;
use std::collections::{BTreeMap, BTreeSet};

/// The modules, by their paths: `["zarr", "json"]`. The first name is that of a layer.
#[derive(Default)]
pub(crate) struct House {
    modules: BTreeMap<Vec<String>, (String, Module)>,
}

/// Which names a file takes from another.
pub(crate) type Arrows = BTreeMap<(String, String), BTreeSet<String>>;

impl House {
    /// Reads files: their paths below `src`, and their texts.
    pub(crate) fn of<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let files: BTreeMap<&str, &str> = files.into_iter().collect();
        let mut house = Self::default();
        let mut of_tests = Vec::new();
        for (file, text) in &files {
            let Some(path) = path_of(file) else { continue };
            of_tests.extend(test_modules(text).into_iter().map(|name| [path.as_slice(), &[name]].concat()));
            let text = if text.contains("#![cfg(test)]") { "" } else { text };
            house.take(path, file, Module::read(&words(text)));
        }
        house.modules.retain(|path, _| !of_tests.iter().any(|test| path.starts_with(test)));
        house
    }

    fn take(&mut self, path: Vec<String>, file: &str, mut module: Module) {
        for (name, inner) in std::mem::take(&mut module.inner) {
            self.take([path.as_slice(), &[name]].concat(), file, inner);
        }
        self.modules.insert(path, (file.to_owned(), module));
    }

    /// Who takes what from whom.
    pub(crate) fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (own, (file, module)) in &self.modules {
            for (path, names) in &module.gives {
                let Some(home) = self.resolve(own, path, 0).filter(|home| home != file) else { continue };
                let at_home = self.modules.values().filter(|(file, _)| *file == home);
                let called: BTreeSet<String> =
                    at_home.flat_map(|(_, module)| module.calls.intersection(names)).cloned().collect();
                if !called.is_empty() {
                    arrows.entry((home, file.clone())).or_default().extend(called);
                }
            }
        }
        for (own, (file, module)) in &self.modules {
            for path in &module.paths {
                if let Some(definer) = self.resolve(own, path, 0).filter(|definer| definer != file) {
                    arrows.entry((file.clone(), definer)).or_default().insert(path.last().unwrap().clone());
                }
            }
        }
        arrows
    }

    /// The file that defines what a path names that stands in a module; `None` for what is not of these crates.
    fn resolve(&self, module: &[String], path: &[String], depth: usize) -> Option<String> {
        // Re-exports that lead in a circle would be refused by the compiler.
        if depth > 32 {
            return None;
        }
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.below(&[], rest, depth),
            "self" => self.below(module, rest, depth),
            "super" => self.below(module.split_last()?.1, rest, depth),
            _ => self.below(module, path, depth),
        }
    }

    /// The same of a path that stands below a module.
    fn below(&self, module: &[String], path: &[String], depth: usize) -> Option<String> {
        let (first, rest) = path.split_first()?;
        if first == "super" {
            return self.below(module.split_last()?.1, rest, depth);
        }
        let child = [module, std::slice::from_ref(first)].concat();
        if self.modules.contains_key(&child) {
            // A module by itself is no use of what is in it.
            return if rest.is_empty() { None } else { self.below(&child, rest, depth) };
        }
        let (file, own) = self.modules.get(module)?;
        if own.items.contains(first) {
            return Some(file.clone());
        }
        if let Some(target) = own.imports.get(first) {
            let full = [target.as_slice(), rest].concat();
            return self.resolve(module, &full, depth + 1);
        }
        let through = own.globs.iter().find_map(|glob| self.resolve(module, &[glob.as_slice(), path].concat(), depth + 1));
        // The face of the sessions is put together from two layers, in `src/lib.rs`.
        let of_two = || (module == ["session"]).then(|| self.below(&["inspect".to_owned()], path, depth + 1)).flatten();
        through.or_else(of_two)
    }
}

/// The module that a file is; `None` for the files that only name the layers below.
fn path_of(file: &str) -> Option<Vec<String>> {
    let mut parts: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "lib") {
        return None;
    }
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    // Two folders hold more than one layer.
    if parts[0] == "base" || parts.get(..2) == Some(&["check".to_owned(), "inspect".to_owned()]) {
        parts.remove(0);
    }
    Some(parts)
}

/// Modules that are declared for tests alone.
fn test_modules(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let declared = pairs.filter(|(attribute, _)| attribute.starts_with("#[cfg(") && attribute.contains("test"));
    declared
        .filter_map(|(_, line)| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned))
        .collect()
}

/// Files that use each other in a loop.
pub(crate) fn circles(arrows: &Arrows) -> Vec<BTreeSet<String>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in arrows.keys() {
        next.entry(from).or_default().push(to);
    }
    let reach: BTreeMap<&str, BTreeSet<&str>> = next.keys().map(|file| (*file, reached(file, &next))).collect();
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    for (file, others) in &reach {
        if others.contains(file) && !found.iter().any(|circle| circle.contains(*file)) {
            let back = others.iter().filter(|other| reach.get(*other).is_some_and(|others| others.contains(file)));
            found.push(back.map(|other| (*other).to_owned()).collect());
        }
    }
    found
}

/// All files that a file uses, itself or through others.
fn reached<'f>(file: &str, next: &BTreeMap<&'f str, Vec<&'f str>>) -> BTreeSet<&'f str> {
    let of = |file: &str| next.get(file).cloned().unwrap_or_default();
    let mut found = BTreeSet::new();
    let mut todo = of(file);
    while let Some(file) = todo.pop() {
        if found.insert(file) {
            todo.extend(of(file));
        }
    }
    found
}
