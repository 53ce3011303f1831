//! Paths of nodes and keys: relative ones resolved, and those refused that lead out of the store.

/// The path of something below a path.
pub fn join(path: &str, name: &str) -> String {
    match (path.is_empty(), name.is_empty()) {
        (true, _) => name.to_owned(),
        (_, true) => path.to_owned(),
        _ => format!("{path}/{name}"),
    }
}

/// Resolves a path as metadata has it (`datasets[].path`, names of labels, wells) against the path of its group.
///
/// # Errors
/// In words, where it is absolute, leads upwards, or has an empty part: no key of a store has such parts (Zarr 3 core,
/// "Node names"), and readers disagree on what they make of them.
pub fn resolve(base: &str, relative: &str) -> Result<String, String> {
    if relative.is_empty() {
        return Err("the path is empty".to_owned());
    }
    if relative.starts_with('/') {
        return Err(format!("the path \"{relative}\" is absolute; it must be relative to its group"));
    }
    let parts = relative.strip_suffix('/').unwrap_or(relative);
    match parts.split('/').find(|part| matches!(*part, "" | "." | "..")) {
        Some("") => Err(format!("the path \"{relative}\" has an empty part")),
        Some(part) => Err(format!("the path \"{relative}\" has the part \"{part}\", which cannot be part of a path")),
        None => Ok(join(base, parts)),
    }
}

/// Whether a path or key can be one of a store: no part is empty, `.` or `..`. The root is the empty path.
pub fn is_plain(path: &str) -> bool {
    path.is_empty() || path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The path of the group around, and the name in it; nothing is around the root.
pub fn split(path: &str) -> Option<(&str, &str)> {
    if path.is_empty() {
        return None;
    }
    Some(path.rsplit_once('/').unwrap_or(("", path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_are_resolved_and_no_other() {
        assert_eq!(resolve("a/b", "0"), Ok("a/b/0".to_owned()));
        assert_eq!(resolve("", "labels/x/"), Ok("labels/x".to_owned()));
        for path in ["", "/0", "..", "../x", "a/../../b", "./0", "a//b", "a/./b", "/"] {
            assert!(resolve("a", path).is_err(), "{path}");
        }
    }

    #[test]
    fn paths_have_a_group_around_them() {
        assert_eq!([split(""), split("a"), split("a/b/c")], [None, Some(("", "a")), Some(("a/b", "c"))]);
        assert_eq!([is_plain(""), is_plain("a/b"), is_plain("a/../b"), is_plain("/a")], [true, true, false, false]);
    }
}
