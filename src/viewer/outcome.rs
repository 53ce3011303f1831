//! What a part of a viewer's way comes to: what it cost, or why it does not go on.

/// What a viewer says when it gives up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Name of the error, as JavaScript has it.
    pub error: &'static str,
    /// Its message.
    pub message: String,
    /// What a person needs and the message does not say: the node or key that it is about; empty where nothing is known.
    pub at: String,
}

impl Failure {
    /// A failure that is not yet known to be about a key.
    pub fn new(error: &'static str, message: impl Into<String>) -> Self {
        Self { error, message: message.into(), at: String::new() }
    }

    /// The same, about a key.
    #[must_use]
    pub fn at(self, key: &str) -> Self {
        if self.at.is_empty() { Self { at: key.to_owned(), ..self } } else { self }
    }
}

/// Why a visit does not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Something has not arrived; it was noted.
    Wait,
    /// The viewer gives up.
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// What a part of a visit comes to.
pub(super) type Tried<T> = Result<T, Stop>;

/// Things that a viewer does at once (`Promise.all`): everything is begun; the first failure counts.
pub(super) fn all<T>(parts: impl IntoIterator<Item = Tried<T>>) -> Tried<Vec<T>> {
    let parts: Vec<Tried<T>> = parts.into_iter().collect();
    if parts.iter().any(|part| matches!(part, Err(Stop::Wait))) {
        return Err(Stop::Wait);
    }
    parts.into_iter().collect()
}

/// Something has not arrived; what it is was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits;

/// What was asked of a store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Requests.
    pub requests: u64,
    /// Bytes of the answers.
    pub bytes: u64,
    /// Whether both are counted and not estimated.
    pub estimated: bool,
}

impl Spent {
    /// Adds what more was asked.
    pub fn add(&mut self, requests: u64, bytes: u64) {
        self.requests = self.requests.saturating_add(requests);
        self.bytes = self.bytes.saturating_add(bytes);
    }
}
