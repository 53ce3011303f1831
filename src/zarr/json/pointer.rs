//! JSON pointers (RFC 6901).

use serde::Serialize;
use std::fmt;

/// Names a value of a document, as `/multiscales/0/axes`; empty for the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// A member of an object.
    pub fn key(&self, name: &str) -> Self {
        let mut pointer = self.clone();
        pointer.push_key(name);
        pointer
    }

    /// An item of an array.
    pub fn index(&self, index: usize) -> Self {
        let mut pointer = self.clone();
        pointer.push_index(index);
        pointer
    }

    /// Whether it names the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names it is made of.
    pub fn steps(&self) -> impl Iterator<Item = String> + '_ {
        // `~1` first: `~01` is `~1` (RFC 6901 section 4).
        self.0.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
    }

    /// Goes on to a member.
    pub(crate) fn push_key(&mut self, name: &str) {
        self.0.push('/');
        for character in name.chars() {
            match character {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                other => self.0.push(other),
            }
        }
    }

    /// Goes on to an item.
    pub(crate) fn push_index(&mut self, index: usize) {
        self.0.push('/');
        self.0.push_str(&index.to_string());
    }
}

impl From<&str> for Pointer {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_slashes_and_tildes_come_back() {
        let pointer = Pointer::root().key("obs/.zattrs").index(3).key("~1").key("");
        assert_eq!(pointer.as_str(), "/obs~1.zattrs/3/~01/");
        assert_eq!(pointer.steps().collect::<Vec<_>>(), ["obs/.zattrs", "3", "~1", ""]);
    }
}
