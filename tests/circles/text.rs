//! Rust source as words: without comments, without what is in quotes, and without what is there for tests only.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A word: an identifier, or a mark of one character (`::` is one). What is in quotes, and numbers, are `"`.
pub(crate) type Word = String;

/// The words of a source text that are compiled outside of tests.
pub(crate) fn words(source: &str) -> Vec<Word> {
    let mut words = Vec::new();
    split(source.parse().unwrap(), &mut words);
    without_tests(words)
}

fn split(tokens: TokenStream, words: &mut Vec<Word>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                words.push(open.to_owned());
                split(group.stream(), words);
                words.push(close.to_owned());
            }
            // The name of a lifetime is nothing that is defined.
            TokenTree::Punct(mark) if mark.as_char() == '\'' => drop(tokens.next()),
            TokenTree::Punct(mark) if mark.as_char() == ':' && mark.spacing() == Spacing::Joint => {
                tokens.next();
                words.push("::".to_owned());
            }
            TokenTree::Punct(mark) => words.push(mark.as_char().to_string()),
            TokenTree::Ident(name) => words.push(name.to_string()),
            TokenTree::Literal(_) => words.push("\"".to_owned()),
        }
    }
}

/// Leaves out what stands behind `#[cfg(test)]` and its like.
fn without_tests(words: Vec<Word>) -> Vec<Word> {
    let mut kept = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        if words[at] == "#" && words.get(at + 1).is_some_and(|word| word == "[") {
            let end = closing(&words, at + 1);
            let attribute = &words[at + 2..end];
            let of_tests = attribute.first().is_some_and(|word| word == "cfg") && attribute.iter().any(|word| word == "test");
            if of_tests && !attribute.iter().any(|word| word == "not") {
                at = item_end(&words, end + 1);
            } else {
                at = end + 1;
            }
            continue;
        }
        kept.push(words[at].clone());
        at += 1;
    }
    kept
}

/// Where the bracket that opens at a place is closed.
pub(crate) fn closing(words: &[Word], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, word) in words.iter().enumerate().skip(open) {
        match word.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    words.len() - 1
}

/// One past the end of the item, field or arm that begins at a place: its block, a semicolon, or a comma.
fn item_end(words: &[Word], from: usize) -> usize {
    let mut at = from;
    while at < words.len() {
        match words[at].as_str() {
            "(" | "[" => at = closing(words, at),
            "{" => return closing(words, at) + 1,
            ";" | "," => return at + 1,
            "}" => return at,
            _ => {}
        }
        at += 1;
    }
    at
}
