//! Versions of viewers and of the parts that they are made of: one row of one table each ([`VERSIONS`]). What differs from version
//! to version is a named field of the row, and nothing else in the code knows versions: a new one is a new row.

mod table;

pub use table::VERSIONS;

use serde::Serialize;

/// A piece of software, or a specification, that rules speak of. A viewer is made of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Software {
    /// geotiff.js, which Viv reads TIFF with.
    Geotiff,
    /// zarrita.js, which Viv and Vitessce read Zarr with.
    Zarrita,
    /// Viv's loaders and layers.
    Viv,
    /// Avivator: what it adds to Viv.
    Avivator,
    /// Vitessce: what it adds to the Viv that it holds.
    Vitessce,
    /// Vitessce's making of a view config from an address.
    AutoConfig,
    /// The specifications of Zarr and OME-NGFF (OME-Zarr).
    NgffSpec,
    /// The specifications of TIFF 6.0, BigTIFF, OME-TIFF and the OME data model.
    OmeSpec,
}

impl Software {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Geotiff => "geotiff.js",
            Self::Zarrita => "zarrita.js",
            Self::Viv => "Viv",
            Self::Avivator => "Avivator",
            Self::Vitessce => "Vitessce",
            Self::AutoConfig => "Vitessce's auto-configuration",
            Self::NgffSpec => "OME-NGFF specification",
            Self::OmeSpec => "OME-TIFF specification",
        }
    }

    /// Whether it is a specification, which says nothing.
    pub fn is_specification(self) -> bool {
        matches!(self, Self::NgffSpec | Self::OmeSpec)
    }
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

/// A row: a version of a viewer, of a part of viewers, or of a specification.
#[derive(Debug)]
pub struct Version {
    /// What it is a version of.
    pub software: Software,
    /// Which version, as its publisher counts.
    pub number: &'static str,
    /// The package that npm has it in; `None` of what is not there.
    pub npm: Option<&'static str>,
    /// When that version was published, or what is judged by was looked at.
    pub date: &'static str,
    /// What it holds.
    pub parts: &'static [&'static Version],
    /// The version that is followed in its place, where it is not followed itself.
    pub like: Option<&'static Version>,
    /// The verdicts that can be asked for; `None` of what is a part of viewers only.
    pub verdict: Option<Offer>,
    /// What it does, as far as versions of it differ.
    pub does: Does,
}

/// Verdicts for a viewer.
#[derive(Debug)]
pub struct Offer {
    /// How they are asked for: `viv@0.21`.
    pub id: &'static str,
    /// What the viewer is called.
    pub name: &'static str,
    /// Whether they are given when nobody says for whom.
    pub default: bool,
    /// What sorts of data it is for.
    pub reads: &'static [Sort],
    /// What should be known of them.
    pub remark: Option<&'static str>,
}

/// What a version does, as far as versions of the same software differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Does {
    /// geotiff.js.
    Geotiff(Geotiff),
    /// zarrita.js.
    Zarrita(Zarrita),
    /// Viv.
    Viv(Viv),
    /// Vitessce.
    Vitessce(Vitessce),
    /// Vitessce where it makes a view config: what it opens nodes with. That is its only part, and reads no chunk.
    Opens(&'static Version),
    /// Nothing that differs is known.
    Alike,
}

/// What versions of geotiff.js differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geotiff {
    /// Bytes of the blocks that an address is read in; `None` where each range is asked for by itself.
    pub block: Option<u64>,
    /// Whether it looks up one block too many for a range that ends where a block does, and fails.
    pub one_block_too_many: bool,
    /// Whether it decodes Zstandard (compression 50000).
    pub zstd: bool,
}

/// What versions of Viv, as they are bundled, differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viv {
    /// Whether IFD and PlaneCount of TiffData have defaults.
    pub defaults_tiff_data: bool,
    /// Whether the layer for colours says itself that it takes bytes only.
    pub checks_colours: bool,
    /// Whether the pako that it comes with throws where a Deflate stream is cut.
    pub pako_throws: bool,
}

impl Viv {
    /// What a version does that nothing else is known of.
    pub const NEWEST: Self = Self { defaults_tiff_data: true, checks_colours: true, pako_throws: true };
}

/// What versions of zarrita.js differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zarrita {
    /// Whether errors have names of their own (`InvalidMetadataError`, `CodecPipelineError`), so that metadata of the other version
    /// of Zarr are tried where those of one make no sense.
    pub names_errors: bool,
    /// Whether `string` of Zarr 3 is a type.
    pub strings: bool,
    /// Whether codecs of Zarr 2 are looked up as those of numcodecs: `numcodecs.zlib`.
    pub prefixes_codecs: bool,
    /// Names that codecs are known by.
    pub codecs: &'static [&'static str],
    /// Whether the filter `fixedscaleoffset` of Zarr 2 is translated.
    pub scales: bool,
    /// Whether what is read has to have as many axes as the order of a transposed array.
    pub wants_all_axes: bool,
    /// Whether the index of a shard is taken to end with a checksum, whatever its codecs are.
    pub expects_checksum: bool,
    /// Whether chunks of a shard that are read at once ask for its index once.
    pub shares_index: bool,
    /// Whether fill values of 64-bit integers of Zarr 2 are left numbers, which such arrays do not take.
    pub leaves_fill_value: bool,
}

/// What versions of Vitessce differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vitessce {
    /// Whether images of OME-NGFF 0.5 are known, whose attributes are under `ome`.
    pub knows_ome: bool,
}

/// How a viewer goes through a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Node by node, as zarrita.js opens and reads them.
    Nodes,
    /// As Viv's loader and layers do, with what Avivator does first.
    Viv,
    /// As Vitessce's loaders and views do.
    Vitessce,
    /// As Vitessce does that makes a view config.
    AutoConfig,
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.software == other.software && self.number == other.number
    }
}

impl Version {
    /// How a verdict for it is asked for; empty for what nobody can ask for.
    pub fn id(&self) -> &'static str {
        self.verdict.as_ref().map_or("", |offer| offer.id)
    }

    /// Whether it, or a part of it, is of some software.
    pub fn has(&'static self, software: Software) -> bool {
        self.part(software).is_some()
    }

    /// The version of some software that it is, or holds.
    pub fn part(&'static self, software: Software) -> Option<&'static Self> {
        if self.software == software {
            return Some(self);
        }
        self.parts.iter().find_map(|part| part.part(software))
    }

    /// It and its parts, each once: those that others are made of come first.
    pub fn all_parts(&'static self) -> Vec<&'static Self> {
        let mut all: Vec<&'static Self> = Vec::new();
        for part in self.parts.iter().flat_map(|part| part.all_parts()).chain([self]) {
            if !all.contains(&part) {
                all.push(part);
            }
        }
        all.sort_by_key(|part| part.software);
        all
    }

    /// The version of zarrita.js that it opens nodes with.
    pub fn zarrita(&'static self) -> Option<(&'static Self, &'static Zarrita)> {
        let version = match &self.does {
            Does::Opens(zarrita) => zarrita,
            _ => self.part(Software::Zarrita)?,
        };
        match &version.does {
            Does::Zarrita(does) => Some((version, does)),
            _ => None,
        }
    }

    /// The version that is followed for it: itself, unless another one stands for it.
    pub fn followed(&'static self) -> &'static Self {
        self.like.unwrap_or(self)
    }

    /// How it goes through a store; `None` of what goes through none.
    pub fn way(&self) -> Option<Way> {
        match self.software {
            Software::Zarrita => Some(Way::Nodes),
            Software::Viv | Software::Avivator => Some(Way::Viv),
            Software::Vitessce => Some(Way::Vitessce),
            Software::AutoConfig => Some(Way::AutoConfig),
            Software::Geotiff | Software::NgffSpec | Software::OmeSpec => None,
        }
    }

    /// Whether both do the same with any store, so that one of them is followed for both.
    pub fn does_alike(&'static self, other: &'static Self) -> bool {
        let (one, two) = (self.followed(), other.followed());
        let does = |version: &'static Self| version.zarrita().map(|(_, does)| does);
        let own = |version: &'static Self| version.part(Software::Vitessce).map(|version| &version.does);
        one.way().is_some() && one.way() == two.way() && does(one) == does(two) && own(one) == own(two)
    }
}

/// A verdict by how it is asked for.
pub fn named(table: &[&'static Version], id: &str) -> Option<&'static Version> {
    table.iter().copied().find(|version| !id.is_empty() && version.id() == id)
}

/// Those that verdicts are given for when nobody says for whom.
pub fn usual(table: &[&'static Version]) -> Vec<&'static Version> {
    table.iter().copied().filter(|version| version.verdict.as_ref().is_some_and(|offer| offer.default)).collect()
}

/// Those that are asked for by their names.
///
/// # Errors
/// That there is none of a name; it says which there are.
pub fn asked_for(table: &[&'static Version], ids: &[String]) -> Result<Vec<&'static Version>, String> {
    let unknown = |id: &String| {
        let known: Vec<&str> = table.iter().map(|version| version.id()).filter(|id| !id.is_empty()).collect();
        format!("there is no viewer \"{id}\"; there are {}", known.join(", "))
    };
    ids.iter().map(|id| named(table, id).ok_or_else(|| unknown(id))).collect()
}

/// A viewer that verdicts can be asked for, as it is told to people.
#[derive(Debug, Serialize)]
pub struct Told {
    id: &'static str,
    name: &'static str,
    date: &'static str,
    default: bool,
    parts: Vec<String>,
    remark: Option<&'static str>,
}

/// The viewers that verdicts can be asked for.
pub fn told(table: &[&'static Version]) -> Vec<Told> {
    let of = |version: &&'static Version| {
        let Offer { id, name, default, remark, .. } = version.verdict.as_ref()?;
        let parts = version.all_parts().iter().map(|part| format!("{} {}", part.software.name(), part.number)).collect();
        Some(Told { id, name, date: version.date, default: *default, parts, remark: *remark })
    };
    table.iter().filter_map(of).collect()
}
