//! Keys as zarrita.js makes them: it resolves paths as addresses, so that some characters lead elsewhere.

use crate::viewer::outcome::{Failure, Stop, Tried};

/// The key that a path below a location ends up as (`Location.resolve`, then the address of `FetchStore`, then the host
/// that undoes escapes). A path that begins with a slash counts from the root.
///
/// # Errors
/// `URI malformed`, where a percent sign is followed by something else than two hexadecimal digits.
pub fn resolve(base: &str, path: &str) -> Tried<String> {
    let base = if path.starts_with('/') { String::new() } else { pathname("", base, true)? };
    let path = pathname(&base, path.trim_start_matches('/'), false)?;
    let path = path.trim_start_matches('/').to_owned();
    // Asking for it makes an address of it again.
    pathname("", &path, false)
}

/// The path of an address, escapes undone: what stands behind `?` and `#` is no part of it, backslashes are slashes,
/// tabs and line ends are nothing, and blanks at the ends neither.
fn pathname(base: &str, path: &str, folder: bool) -> Tried<String> {
    let ends = |c: char| c <= ' ';
    let text = if folder { path.trim_start_matches(ends) } else { path.trim_matches(ends) };
    let text: String = text.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let text = text.split(['?', '#']).next().unwrap_or_default().replace('\\', "/");
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    let last = text.split('/').count().saturating_sub(1);
    for (index, part) in text.split('/').enumerate() {
        match part.to_ascii_lowercase().replace("%2e", ".").as_str() {
            "." => {}
            ".." => drop(parts.pop()),
            "" if index == last || index == 0 => {}
            _ => parts.push(part),
        }
    }
    decoded(&parts.join("/"))
}

/// `decodeURIComponent`
fn decoded(text: &str) -> Tried<String> {
    let malformed = || Stop::Failed(Failure::new("URIError", "URI malformed"));
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    // Ends: each turn takes at least a byte.
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let hex = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        bytes.push(hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).ok_or_else(malformed)?);
        rest = tail.get(2..).unwrap_or_default();
    }
    String::from_utf8(bytes).map_err(|_| malformed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_what_addresses_make_of_paths() {
        let key = |base: &str, path: &str| resolve(base, path).unwrap();
        assert_eq!(key("", ".zattrs"), ".zattrs");
        assert_eq!(key("obs/c", ".zarray"), "obs/c/.zarray");
        assert_eq!(key("obs", "/obs/a b"), "obs/a b");
        assert_eq!(key("obs/a b", "0"), "obs/a b/0");
        assert_eq!(key("obs/x#y", ".zarray"), "obs/x/.zarray");
        assert_eq!(key("", "obs/x?y"), "obs/x");
        assert_eq!(key("", "obs\\x"), "obs/x");
        assert_eq!(key("a/b", "../c"), "a/c");
        assert_eq!(key("", "%41"), "A");
        for bad in ["na%", "na%zz", "%ff"] {
            assert!(resolve("obs", bad).is_err(), "{bad}");
        }
    }
}
