//! What a finding means for whom: effects, viewers, versions.

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
    pub(super) fn of(self, profile: &Profile) -> Effect {
        let has = |wanted| profile.parts.iter().any(|(part, _)| *part == wanted);
        match (has(Component::Avivator), has(Component::Vitessce)) {
            (true, _) => self.avivator,
            (_, true) => self.vitessce,
            _ => self.viv,
        }
    }

    /// The worst of it.
    pub(super) fn worst(self) -> Effect {
        self.viv.max(self.avivator).max(self.vitessce)
    }

    /// The lesser of both, for each.
    #[must_use]
    pub(super) fn and_at_most(self, effect: Effect) -> Self {
        let Self { viv, avivator, vitessce } = self;
        Self { viv: viv.min(effect), avivator: avivator.min(effect), vitessce: vitessce.min(effect) }
    }
}

/// A piece of software, or a specification, that rules speak of. A viewer is made of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Component {
    /// geotiff.js, which Viv reads TIFF with.
    Geotiff,
    /// Viv's loaders and layers.
    Viv,
    /// Avivator: what it adds to Viv.
    Avivator,
    /// Vitessce: what it adds to the Viv that it holds.
    Vitessce,
    /// Vitessce's making of a view config from an address.
    AutoConfig,
    /// zarrita.js, which Viv and Vitessce read Zarr with.
    Zarrita,
    /// The specifications of Zarr and OME-NGFF (OME-Zarr).
    NgffSpec,
    /// The specifications of TIFF 6.0, BigTIFF, OME-TIFF and the OME data model.
    OmeSpec,
}

impl Component {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Geotiff => "geotiff.js",
            Self::Viv => "Viv",
            Self::Avivator => "Avivator",
            Self::Vitessce => "Vitessce",
            Self::AutoConfig => "Vitessce's auto-configuration",
            Self::Zarrita => "zarrita.js",
            Self::NgffSpec => "OME-NGFF specification",
            Self::OmeSpec => "OME-TIFF specification",
        }
    }
}

/// A version, as three numbers.
pub(super) type Version = [u16; 3];

/// A viewer of a certain version: what a verdict is given for.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// How it is asked for: `viv@0.21`.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The viewer that is followed in its place, where it is not followed itself.
    pub like: Option<&'static str>,
    /// What it is made of.
    pub parts: &'static [(Component, Version)],
    /// When that version was published, or what is judged by was looked at.
    pub date: &'static str,
    /// Whether a verdict is given when nobody says for whom.
    pub default: bool,
    /// What sorts of data it is for.
    pub reads: &'static [Sort],
    /// What should be known of verdicts for it.
    pub remark: Option<&'static str>,
}

/// Sorts of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// TIFF files.
    Tiff,
    /// Images in Zarr stores.
    ZarrImage,
    /// Tables and their like in Zarr stores: AnnData, MuData, SpatialData.
    ZarrTable,
}

const EVERYTHING: &[Sort] = &[Sort::Tiff, Sort::ZarrImage, Sort::ZarrTable];
const STORES: &[Sort] = &[Sort::ZarrImage, Sort::ZarrTable];
const IMAGES: &[Sort] = &[Sort::Tiff, Sort::ZarrImage];

use Component::{AutoConfig, Avivator, Geotiff, NgffSpec, OmeSpec, Vitessce, Viv, Zarrita};

/// The viewers, in the order in which verdicts are given.
pub const PROFILES: &[Profile] = &[
    Profile {
        id: "vitessce@4.0.8",
        name: "Vitessce 4.0.8",
        like: None,
        parts: &[(Geotiff, [2, 1, 3]), (Zarrita, [0, 7, 5]), (Viv, [0, 16, 1]), (Vitessce, [4, 0, 8])],
        date: "2026-09-23",
        default: true,
        reads: EVERYTHING,
        remark: None,
    },
    Profile {
        id: "vitessce@3.5",
        name: "Vitessce 3.5",
        like: Some("vitessce@4.0.8"),
        parts: &[(Geotiff, [2, 1, 3]), (Zarrita, [0, 5, 0]), (Viv, [0, 16, 1]), (Vitessce, [3, 5, 0])],
        date: "2025-02",
        default: false,
        reads: EVERYTHING,
        remark: Some("based on the change logs of later versions"),
    },
    Profile {
        id: "viv@0.21",
        name: "Viv 0.21",
        like: None,
        parts: &[(Geotiff, [2, 1, 3]), (Zarrita, [0, 5, 4]), (Viv, [0, 21, 0])],
        date: "2026-08-22",
        default: true,
        reads: IMAGES,
        remark: None,
    },
    Profile {
        id: "viv@0.22",
        name: "Viv 0.22",
        like: Some("viv@0.21"),
        parts: &[(Geotiff, [2, 1, 3]), (Zarrita, [0, 5, 4]), (Viv, [0, 22, 0])],
        date: "2026-11-24",
        default: false,
        reads: IMAGES,
        remark: Some("Viv 0.22 is not published yet; verdicts are those of 0.21"),
    },
    Profile {
        id: "avivator",
        name: "Avivator",
        like: Some("viv@0.21"),
        parts: &[(Geotiff, [2, 1, 3]), (Zarrita, [0, 5, 4]), (Viv, [0, 21, 0]), (Avivator, [0, 21, 0])],
        date: "2026-08-22",
        default: true,
        reads: IMAGES,
        remark: None,
    },
    Profile {
        id: "ome-spec",
        name: "OME-TIFF specification",
        like: None,
        parts: &[(OmeSpec, [2016, 6, 0])],
        date: "2016-06",
        default: true,
        reads: &[Sort::Tiff],
        remark: Some("`wrong` means that the file breaks a rule of the specification"),
    },
    Profile {
        id: "ngff-spec",
        name: "OME-NGFF specification",
        like: None,
        parts: &[(NgffSpec, [0, 5, 0])],
        date: "2024-11",
        default: true,
        reads: &[Sort::ZarrImage],
        remark: Some("`wrong` means that the store breaks a rule of the version of the specification that it states"),
    },
    Profile {
        id: "vitessce-autoconfig@4.0.8",
        name: "Vitessce 4.0.8, configured by itself",
        like: None,
        parts: &[(AutoConfig, [4, 0, 8])],
        date: "2026-09-23",
        default: false,
        reads: STORES,
        remark: Some("whether the view config that Vitessce creates from the address alone is complete"),
    },
    Profile {
        id: "zarrita@0.7",
        name: "zarrita.js 0.7",
        like: None,
        parts: &[(Zarrita, [0, 7, 5])],
        date: "2026-09-01",
        default: false,
        reads: STORES,
        remark: Some("every node is opened, and the first and the last chunk of every array read"),
    },
    Profile {
        id: "zarrita@0.5",
        name: "zarrita.js 0.5",
        like: None,
        parts: &[(Zarrita, [0, 5, 4])],
        date: "2025-08",
        default: false,
        reads: STORES,
        remark: Some("every node is opened, and the first and the last chunk of every array read"),
    },
];

/// Whether a version is in a range: comparisons with `<=`, `<`, `>=` or `>`, all of which have to hold; empty for all versions.
/// A comparison with two numbers means all versions that begin with them.
pub(super) fn in_range(version: Version, range: &str) -> bool {
    range.split_ascii_whitespace().all(|comparison| holds(version, comparison).unwrap_or(false))
}

fn holds([a, b, c]: Version, comparison: &str) -> Option<bool> {
    let number = comparison.trim_start_matches(['<', '>', '=']);
    let operator = comparison.strip_suffix(number)?;
    let mut given = number.split('.').map(str::parse::<u16>);
    let wanted: Vec<u16> = given.by_ref().collect::<Result<_, _>>().ok()?;
    let own = [a, b, c];
    let own = own.get(..wanted.len())?;
    Some(match operator {
        "<=" => own <= wanted.as_slice(),
        "<" => own < wanted.as_slice(),
        ">=" => own >= wanted.as_slice(),
        ">" => own > wanted.as_slice(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_in_ranges_as_people_read_them() {
        for (version, range, expected) in [
            ([0, 21, 0], "", true),
            ([0, 22, 3], "<=0.22", true),
            ([0, 22, 3], "<0.22", false),
            ([0, 16, 1], ">=0.16 <0.17", true),
            ([4, 0, 8], "<4.0.8", false),
            ([4, 0, 7], "<4.0.8", true),
            ([4, 0, 8], "=4", false),
        ] {
            assert_eq!(in_range(version, range), expected, "{version:?} {range}");
        }
    }

    #[test]
    fn effects_are_ordered_from_least_to_worst() {
        assert!(Effect::Note < Effect::Slow && Effect::Slow < Effect::Wrong && Effect::Wrong < Effect::Fails);
    }
}
