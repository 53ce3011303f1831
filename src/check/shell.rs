//! Words for a POSIX shell.

/// A word that a shell takes as it is, whatever characters it has. Plain words stay plain; control characters and those that
/// change the direction of text are written out (`$'\n'`), as they would do something when they are pasted.
pub(super) fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/+:@%,=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if !word.chars().any(is_active) {
        return format!("'{}'", word.replace('\'', r"'\''"));
    }
    let mut quoted = "$'".to_owned();
    for c in word.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            // Its bytes, so that it means the same whatever the locale is.
            _ if is_active(c) => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| quoted.push_str(&format!("\\x{byte:02x}"))),
            _ => quoted.push(c),
        }
    }
    quoted.push('\'');
    // A hexadecimal digit behind an escape would be taken for a part of it by some shells: \x takes two digits at most in
    // bash, zsh, ksh and busybox, so nothing is to be done here.
    quoted
}

/// A path as a word that no command takes for an option.
pub(super) fn quote_path(path: &str) -> String {
    if path.starts_with('-') { quote(&format!("./{path}")) } else { quote(path) }
}

/// Whether a character does something instead of being shown.
pub(super) fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
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
            ("$(rm -rf ~)`x`", "'$(rm -rf ~)`x`'"),
            ("a\nb'c\\d", r"$'a\x0ab\'c\\d'"),
            ("a\u{202e}b", r"$'a\xe2\x80\xaeb'"),
            ("", "''"),
            ("µ.tif", "'µ.tif'"),
        ] {
            assert_eq!(quote(word), quoted, "{word:?}");
        }
        assert_eq!(quote_path("-rf"), "./-rf");
        assert_eq!(quote_path("-r f"), "'./-r f'");
    }
}
