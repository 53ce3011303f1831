//! What a finding means for whom.

use crate::viewer::{Software, Version};
use serde::Serialize;

/// What a viewer does because of something in the data. From least to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Nothing that would be seen; worth knowing.
    Note,
    /// It takes longer, or more bytes, than it need.
    Slow,
    /// It opens and shows something false, or leaves something out.
    Wrong,
    /// It does not open, or nothing is shown.
    Fails,
}

impl Effect {
    /// The word for it, as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Slow => "slow",
            Self::Wrong => "wrong",
            Self::Fails => "fails",
        }
    }
}

/// How bad something is at most, where it depends on what is read: applications read some planes at the start that a program
/// that uses Viv need not read, and Vitessce takes the first image only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grade {
    /// For Viv by itself.
    pub(super) viv: Effect,
    /// For Avivator.
    pub(super) avivator: Effect,
    /// For Vitessce.
    pub(super) vitessce: Effect,
}

impl From<Effect> for Grade {
    fn from(effect: Effect) -> Self {
        Self { viv: effect, avivator: effect, vitessce: effect }
    }
}

impl Grade {
    /// As bad as it can be.
    pub(super) const WORST: Self = Self { viv: Effect::Fails, avivator: Effect::Fails, vitessce: Effect::Fails };

    /// What it is for a viewer.
    pub(super) fn of(self, viewer: &'static Version) -> Effect {
        match (viewer.has(Software::Avivator), viewer.has(Software::Vitessce)) {
            (true, _) => self.avivator,
            (_, true) => self.vitessce,
            _ => self.viv,
        }
    }

    /// The worst of it.
    pub(super) fn worst(self) -> Effect {
        self.viv.max(self.avivator).max(self.vitessce)
    }

    /// The worse of both, for each.
    #[must_use]
    pub(super) fn of_both(self, other: Self) -> Self {
        let Self { viv, avivator, vitessce } = self;
        Self { viv: viv.max(other.viv), avivator: avivator.max(other.avivator), vitessce: vitessce.max(other.vitessce) }
    }

    /// The lesser of both, for each.
    #[must_use]
    pub(super) fn and_at_most(self, effect: Effect) -> Self {
        let Self { viv, avivator, vitessce } = self;
        Self { viv: viv.min(effect), avivator: avivator.min(effect), vitessce: vitessce.min(effect) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_ordered_from_least_to_worst() {
        assert!(Effect::Note < Effect::Slow && Effect::Slow < Effect::Wrong && Effect::Wrong < Effect::Fails);
    }
}
