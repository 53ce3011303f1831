//! What a view asks a table for, beside what is looked at anyway: the paths of a view config.

/// One thing that a view asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What it is for.
    pub part: AskedPart,
    /// Its path, as the view config has it.
    pub path: String,
}

/// What a path of a view config is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedPart {
    /// `obsEmbedding`: coordinates.
    ObsEmbedding,
    /// `obsSets`: a column whose values are sets of cells.
    ObsSets,
    /// `obsFeatureMatrix`: a matrix.
    ObsFeatureMatrix,
    /// `initialFeatureFilterPath` of the matrix `X`: a column of truth values.
    FeatureFilter,
}

impl AskedPart {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::ObsEmbedding, Self::ObsSets, Self::ObsFeatureMatrix, Self::FeatureFilter];

    /// The part of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    /// What it is called in a view config.
    pub fn name(self) -> &'static str {
        match self {
            Self::ObsEmbedding => "obsEmbedding",
            Self::ObsSets => "obsSets",
            Self::ObsFeatureMatrix => "obsFeatureMatrix",
            Self::FeatureFilter => "initialFeatureFilterPath",
        }
    }
}
