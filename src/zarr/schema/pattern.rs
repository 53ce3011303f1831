//! The few regular expressions that the schemas have: classes, escapes, `+`, and anchors.

/// An expression that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    items: Vec<Item>,
    starts: bool,
    ends: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    ranges: Vec<(char, char)>,
    many: bool,
}

impl Pattern {
    /// Reads an expression; `None` where it has something else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let starts = text.starts_with('^');
        let inner = text.strip_prefix('^').unwrap_or(text);
        let ends = inner.ends_with('$') && !inner.ends_with("\\$");
        let inner = if ends { inner.strip_suffix('$')? } else { inner };
        let mut items: Vec<Item> = Vec::new();
        let mut rest = inner.chars();
        // Ends: each turn takes a character.
        while let Some(next) = rest.next() {
            let ranges = match next {
                '+' => {
                    items.last_mut()?.many = true;
                    continue;
                }
                '\\' => {
                    let escaped = rest.next().filter(|escaped| !escaped.is_ascii_alphanumeric())?;
                    vec![(escaped, escaped)]
                }
                '[' => class(&mut rest)?,
                '*' | '?' | '(' | ')' | '|' | '{' | '}' | '.' | '^' | '$' => return None,
                plain => vec![(plain, plain)],
            };
            items.push(Item { ranges, many: false });
        }
        Some(Self { items, starts, ends })
    }

    /// Whether it is found in a text. Takes time in proportion to the text and the expression.
    pub(super) fn is_in(&self, text: &str) -> bool {
        // The items that the next character may belong to; one past the last says that all have been found.
        let mut states = vec![false; self.items.len().saturating_add(1)];
        self.enter(&mut states, 0);
        for character in text.chars() {
            if !self.ends && self.is_over(&states) {
                return true;
            }
            states = self.step(&states, character);
            if !self.starts {
                self.enter(&mut states, 0);
            }
        }
        self.is_over(&states)
    }

    fn step(&self, states: &[bool], character: char) -> Vec<bool> {
        let mut next = vec![false; states.len()];
        for ((index, item), _) in self.items.iter().enumerate().zip(states).filter(|(_, here)| **here) {
            if item.ranges.iter().any(|(first, last)| (*first..=*last).contains(&character)) {
                self.enter(&mut next, index.saturating_add(1));
                if item.many {
                    self.enter(&mut next, index);
                }
            }
        }
        next
    }

    fn enter(&self, states: &mut [bool], index: usize) {
        if let Some(state) = states.get_mut(index) {
            *state = true;
        }
    }

    fn is_over(&self, states: &[bool]) -> bool {
        states.last() == Some(&true)
    }
}

/// A class behind its bracket.
fn class(rest: &mut std::str::Chars<'_>) -> Option<Vec<(char, char)>> {
    let mut characters = Vec::new();
    // Ends: each turn takes a character.
    loop {
        match rest.next()? {
            ']' => break,
            '^' if characters.is_empty() => return None,
            '\\' => return None,
            other => characters.push(other),
        }
    }
    let mut ranges = Vec::new();
    let mut left = characters.as_slice();
    // Ends: each turn takes one or three characters.
    loop {
        match left {
            [first, '-', last, more @ ..] => {
                ranges.push((*first, *last));
                left = more;
            }
            [only, more @ ..] => {
                ranges.push((*only, *only));
                left = more;
            }
            [] => return Some(ranges),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_match_what_they_should() {
        for (pattern, yes, no) in [
            ("^[A-Za-z0-9]+$", &["a", "A1z"][..], &["", "a/b", "a ", "\u{e9}"][..]),
            ("^[A-Za-z0-9]+/[A-Za-z0-9]+$", &["A/1", "AA/10"], &["A", "A/", "/1", "A/1/2"]),
            ("^[A-Za-z0-9_.-]+$", &["a-b", ".", "_"], &["a/b", ""]),
            ("^[xyzct]$", &["x", "t"], &["xy", "X", ""]),
            ("^\\.+$", &[".", ".."], &["", ".a", "a."]),
            ("^__", &["__", "__a"], &["_", "a__"]),
            ("ab", &["ab", "xaby", "aab"], &["a", "ba"]),
        ] {
            let parsed = Pattern::parse(pattern).unwrap();
            yes.iter().for_each(|text| assert!(parsed.is_in(text), "{pattern} in {text}"));
            no.iter().for_each(|text| assert!(!parsed.is_in(text), "{pattern} not in {text}"));
        }
        for unknown in ["a*", "(a|b)", "[^a]", "\\d", "a{2}", "[a", "+", "a.b"] {
            assert_eq!(Pattern::parse(unknown), None, "{unknown}");
        }
    }
}
