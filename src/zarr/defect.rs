//! What departs from a specification, recorded where it was met.

use super::json::{Place, Pointer};
use serde::Serialize;
use std::fmt;

/// What sort of departure, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefectCode {
    /// The text begins with a byte order mark. Browsers drop it; Python's `json.loads(str)` does not.
    JsonBom,
    /// The text is UTF-16.
    JsonUtf16,
    /// Bytes that are not UTF-8.
    JsonNotUtf8,
    /// There is no text.
    JsonEmpty,
    /// The text does not even begin like JSON.
    JsonNotJson,
    /// More bytes than are read.
    JsonTooLarge,
    /// Values nested deeper than is read.
    JsonTooDeep,
    /// `NaN`, `Infinity` or `-Infinity`, as Python's json writes them.
    JsonNotFinite,
    /// A comma behind the last value.
    JsonTrailingComma,
    /// A comma that is not there, or one too many.
    JsonComma,
    /// A comment.
    JsonComment,
    /// A string in single quotes, as Python prints it.
    JsonSingleQuotes,
    /// A control character in a string that is not escaped.
    JsonControlCharacter,
    /// An escape that JSON does not have.
    JsonEscape,
    /// Half of a surrogate pair.
    JsonLoneSurrogate,
    /// A number that is not written as JSON requires.
    JsonNumber,
    /// A word that is no value.
    JsonWord,
    /// Something else than what has to stand here.
    JsonUnexpected,
    /// Two members of an object have the same name; the later one counts.
    JsonDuplicateKey,
    /// The text ends before the value does.
    JsonEndsEarly,
    /// The text goes on behind the value.
    JsonTrailingText,
    /// A member that has to be there is not.
    Missing,
    /// A value of a type that it cannot have.
    WrongType,
    /// A value that the specification does not allow.
    WrongValue,
    /// Two values that have to agree do not.
    Disagreement,
    /// A member that the specification does not know, and that readers must understand.
    NotUnderstood,
    /// A node that is named is not there.
    NoNode,
    /// A path that leads out of the store, or that no key can be made of.
    WrongPath,
    /// More than is looked at.
    Limit,
}

impl DefectCode {
    /// Whether browsers (`JSON.parse(new TextDecoder().decode(bytes))`) refuse the whole text for it.
    pub fn refused_by_browsers(self) -> bool {
        use DefectCode::*;
        match self {
            JsonBom | JsonNotUtf8 | JsonTooLarge | JsonTooDeep | JsonLoneSurrogate | JsonDuplicateKey => false,
            JsonUtf16 | JsonEmpty | JsonNotJson | JsonNotFinite | JsonTrailingComma | JsonComma | JsonComment => true,
            JsonSingleQuotes | JsonControlCharacter | JsonEscape | JsonNumber | JsonWord | JsonUnexpected => true,
            JsonEndsEarly | JsonTrailingText => true,
            Missing | WrongType | WrongValue | Disagreement | NotUnderstood | NoNode | WrongPath | Limit => false,
        }
    }
}

/// One departure. What stands around it was read all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// What sort of departure.
    pub code: DefectCode,
    /// The key of the store that it stands in, as `obs/.zattrs`.
    pub key: String,
    /// The value that is wrong, or that lacks something.
    pub pointer: Pointer,
    /// Where in the text that is, where it has a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What is wrong, in words, in lower case.
    pub what: String,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)?;
        if let Some(place) = self.place {
            write!(f, ":{}:{}", place.line, place.column)?;
        }
        if !self.pointer.is_root() {
            write!(f, " ({})", self.pointer)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Departures in the order they were met: all of them counted, the first thousand kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defects {
    kept: Vec<Defect>,
    omitted: u64,
}

impl Defects {
    /// How many are kept.
    pub const MOST: usize = 1000;

    /// Takes one more.
    pub fn push(&mut self, defect: Defect) {
        if self.kept.len() < Self::MOST {
            self.kept.push(defect);
        } else {
            self.omitted = self.omitted.saturating_add(1);
        }
    }

    /// Takes one more, if there is one.
    pub(super) fn extend_one(&mut self, defect: Option<Defect>) {
        defect.into_iter().for_each(|defect| self.push(defect));
    }

    /// Takes those that another reading recorded.
    pub fn extend(&mut self, others: &Self) {
        others.kept.iter().cloned().for_each(|defect| self.push(defect));
        self.omitted = self.omitted.saturating_add(others.omitted);
    }

    /// The first ones.
    pub fn kept(&self) -> &[Defect] {
        &self.kept
    }

    /// How many more there were.
    pub fn omitted(&self) -> u64 {
        self.omitted
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether the bound is reached, so that words need not be found for what comes.
    pub(super) fn is_full(&self) -> bool {
        self.kept.len() >= Self::MOST
    }

    /// Counts one for which words were not found.
    pub(super) fn skip(&mut self) {
        self.omitted = self.omitted.saturating_add(1);
    }
}
