//! Words for a POSIX shell, the same in sh, dash, bash, zsh, ksh and busybox.

/// Longest word of a command, in bytes.
const MOST: usize = 4096;

/// A word that a shell takes as it is, whatever characters it has, and that does nothing while it is pasted. `None` for a word
/// that cannot be typed: no argument has a NUL in it, and a line break at the end would be lost (see [`printed`]).
pub(super) fn quote(word: &str) -> Option<String> {
    if word.len() > MOST || word.contains('\0') || word.ends_with('\n') {
        return None;
    }
    Some(match word {
        _ if is_plain(word) => word.to_owned(),
        // Services that run commands read `##[command]` out of logs.
        _ if word.chars().any(is_active) || word.contains("##") => printed(word),
        _ => format!("'{}'", word.replace('\'', r"'\''")),
    })
}

/// A path as a word that no command takes for an option.
pub(super) fn quote_path(path: &str) -> Option<String> {
    if path.starts_with('-') { quote(&format!("./{path}")) } else { quote(path) }
}

/// The name of a file or folder in its own folder, or another for one that has none: names of addresses can have encoded
/// slashes in them, and must not lead elsewhere.
pub(super) fn own_name<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    let last = name.rsplit('/').next().unwrap_or("");
    if matches!(last, "" | "." | "..") { otherwise } else { last }
}

/// Whether a word needs no quotes. One that begins with `=` is the path of a program to zsh.
fn is_plain(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/+:@%,=".contains(c);
    !word.is_empty() && !word.starts_with('=') && word.chars().all(plain)
}

/// A word with characters that act on a terminal: `"$(printf 'a\012b')"`. They stand in it in octal, which every shell's
/// `printf` knows, whereas dash does not know `$'a\nb'`. So does all that means something to a shell or to `printf`, `!` in
/// double quotes included.
fn printed(word: &str) -> String {
    let mut format = String::new();
    for c in word.chars() {
        if c.is_ascii_alphanumeric() || " ._/".contains(c) || !(c.is_ascii() || is_active(c)) {
            format.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| format.push_str(&format!("\\{byte:03o}")));
        }
    }
    format!("\"$(printf '{format}')\"")
}

/// Whether a character does something instead of being shown: controls, line separators, and the format characters of
/// Unicode (category Cf), which change the direction of text or hide in it.
fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_themselves() {
        for (word, quoted) in [
            ("cells.ome.tif", "cells.ome.tif"),
            ("my cells.tif", "'my cells.tif'"),
            ("it's.tif", r"'it'\''s.tif'"),
            ("$(rm -rf ~)`x`!", "'$(rm -rf ~)`x`!'"),
            ("=ls", "'=ls'"),
            ("a\nb'c\\d-7", r#""$(printf 'a\012b\047c\134d\0557')""#),
            ("a \u{202e}b", r#""$(printf 'a \342\200\256b')""#),
            ("##[error]", r#""$(printf '\043\043\133error\135')""#),
            ("", "''"),
            ("µ.tif", "'µ.tif'"),
        ] {
            assert_eq!(quote(word).as_deref(), Some(quoted), "{word:?}");
        }
        assert_eq!(quote_path("-rf").as_deref(), Some("./-rf"));
        assert_eq!(quote_path("-r f").as_deref(), Some("'./-r f'"));
    }

    #[test]
    fn what_cannot_be_typed_is_no_word() {
        for word in ["a\0b".to_owned(), "a\n".to_owned(), "a".repeat(5000)] {
            assert_eq!(quote(&word), None, "{word:.9?}");
        }
    }
}
