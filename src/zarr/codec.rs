//! How chunks are encoded: `filters` and `compressor` of Zarr 2, `codecs` of Zarr 3.

use super::fields::Fields;
use super::json::{Cursor, Pointer, Value};
use super::{DefectCode, Defects};
use crate::bytes::Endian;

/// One step of the encoding.
#[derive(Clone, Debug, PartialEq)]
pub struct Codec {
    /// `id` of Zarr 2 or `name` of Zarr 3, as it is written.
    pub name: String,
    /// All of its object, for what is not read here.
    pub stated: Value,
    /// Where it stands.
    pub pointer: Pointer,
    /// What it does, as far as this is known.
    pub step: Step,
}

/// What a step of the encoding does.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// `gzip`
    Gzip,
    /// `zlib`
    Zlib,
    /// `zstd`
    Zstd,
    /// `lz4` of numcodecs: four bytes of size, then a block.
    Lz4,
    /// `blosc`; all that decoding needs stands in the chunk.
    Blosc {
        /// Name of the compressor inside.
        cname: Option<String>,
    },
    /// `bytes`: elements to bytes in this order.
    Bytes(Option<Endian>),
    /// `transpose`: axis `i` of the encoded array is this axis of the array.
    Transpose(Vec<u64>),
    /// `sharding_indexed`
    Sharding(Box<Sharding>),
    /// `crc32c`: four bytes of checksum behind the bytes.
    Crc32c,
    /// `vlen-utf8`
    VlenUtf8,
    /// `delta`, with the type that is stored where it is another one.
    Delta {
        /// `dtype`
        dtype: Option<String>,
        /// `astype`
        astype: Option<String>,
    },
    /// `shuffle` of numcodecs, with the size of elements.
    Shuffle(u64),
    /// Any other.
    Other,
}

/// Chunks in chunks (ZEP 2, `sharding_indexed`).
#[derive(Clone, Debug, PartialEq)]
pub struct Sharding {
    /// Shape of the inner chunks.
    pub chunk_shape: Option<Vec<u64>>,
    /// How inner chunks are encoded.
    pub codecs: Vec<Codec>,
    /// How the index is encoded.
    pub index_codecs: Vec<Codec>,
    /// Where in the shard the index stands.
    pub index_location: IndexLocation,
}

/// Where in a shard its index stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexLocation {
    /// Before the chunks.
    Start,
    /// Behind the chunks; so where it is not said.
    End,
    /// What the specification does not have.
    Other(String),
}

/// All steps of the encoding.
#[derive(Clone, Debug, PartialEq)]
pub enum Pipeline {
    /// Zarr 2: filters, then the compressor.
    V2 {
        /// `filters`
        filters: Vec<Codec>,
        /// `compressor`
        compressor: Option<Codec>,
    },
    /// Zarr 3
    V3 {
        /// `codecs`
        codecs: Vec<Codec>,
    },
}

impl Pipeline {
    /// The steps, in the order of encoding.
    pub fn codecs(&self) -> impl Iterator<Item = &Codec> {
        let (first, last) = match self {
            Self::V2 { filters, compressor } => (filters, compressor.as_ref()),
            Self::V3 { codecs } => (codecs, None),
        };
        first.iter().chain(last)
    }

    /// The sharding, if there is one, wherever it stands.
    pub fn sharding(&self) -> Option<&Sharding> {
        self.codecs().find_map(|codec| match &codec.step {
            Step::Sharding(sharding) => Some(sharding.as_ref()),
            _ => None,
        })
    }
}

impl Codec {
    /// The name without the prefix that says where a codec comes from.
    pub fn plain_name(&self) -> &str {
        plain(&self.name)
    }

    /// Reads an object of `filters` or `compressor`.
    pub(super) fn v2(at: &Cursor<'_>, defects: &mut Defects) -> Option<Self> {
        let mut fields = Fields::of(at, defects);
        fields.at.value().as_object()?;
        let name = fields.want_text("id")?;
        let step = step(&name, Some(at.clone()), &mut fields, 0);
        Some(Self { name, stated: at.value().clone(), pointer: at.pointer().clone(), step })
    }

    /// Reads an item of `codecs`: an object, or a name alone (Zarr 3.1, "Extension definition").
    pub(super) fn v3(at: &Cursor<'_>, defects: &mut Defects, depth: usize) -> Option<Self> {
        let short = at.value().as_str().map(str::to_owned);
        let mut fields = Fields { at: at.clone(), defects };
        let name = match short {
            Some(name) => name,
            None => {
                fields = Fields::of(at, fields.defects);
                fields.at.value().as_object()?;
                fields.want_text("name")?
            }
        };
        let configuration = fields.may("configuration");
        let step = step(&name, configuration, &mut fields, depth);
        Some(Self { name, stated: at.value().clone(), pointer: at.pointer().clone(), step })
    }
}

/// Reads a list of codecs of Zarr 3.
pub(super) fn list(at: &Cursor<'_>, defects: &mut Defects, depth: usize) -> Vec<Codec> {
    let items = Fields { at: at.clone(), defects }.items(at).unwrap_or_default();
    items.iter().filter_map(|item| Codec::v3(item, defects, depth)).collect()
}

fn plain(name: &str) -> &str {
    name.strip_prefix("numcodecs.").or_else(|| name.strip_prefix("https://codec.zarrs.dev/")).unwrap_or(name)
}

fn step<'a>(name: &str, configuration: Option<Cursor<'a>>, fields: &mut Fields<'a, '_>, depth: usize) -> Step {
    let member = |key: &str| configuration.as_ref().and_then(|configuration| configuration.get(key));
    let text = |key: &str| member(key).and_then(|member| member.value().as_str().map(str::to_owned));
    match plain(name) {
        "gzip" => Step::Gzip,
        "zlib" => Step::Zlib,
        "zstd" => Step::Zstd,
        "lz4" => Step::Lz4,
        "blosc" => Step::Blosc { cname: text("cname") },
        "crc32c" => Step::Crc32c,
        "vlen-utf8" => Step::VlenUtf8,
        "delta" => Step::Delta { dtype: text("dtype"), astype: text("astype") },
        "shuffle" => Step::Shuffle(member("elementsize").and_then(|member| member.value().as_u64()).unwrap_or(4)),
        "bytes" | "endian" => Step::Bytes(endian(member("endian"), fields)),
        "transpose" => match member("order").and_then(|order| fields.wholes(&order)) {
            Some(order) => Step::Transpose(order),
            None => Step::Other,
        },
        "sharding_indexed" => match configuration {
            Some(configuration) if depth < MAX_DEPTH => Step::Sharding(Box::new(sharding(&configuration, fields.defects, depth))),
            _ => {
                let at = fields.at.clone();
                fields.note(&at, DefectCode::Missing, "sharding without a configuration that can be read");
                Step::Other
            }
        },
        _ => Step::Other,
    }
}

/// Shards in shards, no deeper than this.
const MAX_DEPTH: usize = 8;

fn endian(at: Option<Cursor<'_>>, fields: &mut Fields<'_, '_>) -> Option<Endian> {
    let at = at?;
    match at.value().as_str() {
        Some("little") => Some(Endian::Little),
        Some("big") => Some(Endian::Big),
        _ => {
            fields.note(&at, DefectCode::WrongValue, "the byte order is neither \"little\" nor \"big\"");
            None
        }
    }
}

fn sharding(at: &Cursor<'_>, defects: &mut Defects, depth: usize) -> Sharding {
    let mut fields = Fields::of(at, defects);
    let chunk_shape = fields.want("chunk_shape").and_then(|shape| fields.wholes(&shape));
    let location = fields.may("index_location");
    let index_location = match location.as_ref().map(|location| (location, location.value().as_str())) {
        None | Some((_, Some("end"))) => IndexLocation::End,
        Some((_, Some("start"))) => IndexLocation::Start,
        Some((location, _)) => {
            fields.note(location, DefectCode::WrongValue, "index_location is neither \"start\" nor \"end\"");
            IndexLocation::Other(location.value().brief(40))
        }
    };
    let (codecs, index_codecs) = (fields.want("codecs"), fields.want("index_codecs"));
    let deeper = depth.saturating_add(1);
    let mut inner = |at: Option<Cursor<'_>>| at.map(|at| list(&at, defects, deeper)).unwrap_or_default();
    Sharding { chunk_shape, codecs: inner(codecs), index_codecs: inner(index_codecs), index_location }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zarr::json::Document;

    fn v3(text: &str) -> (Vec<Codec>, Defects) {
        let document = Document::read("zarr.json", text.as_bytes());
        let mut defects = Defects::default();
        (list(&document.cursor().unwrap(), &mut defects, 0), defects)
    }

    #[test]
    fn a_sharded_pipeline_is_read() {
        let (codecs, defects) = v3(
            r#"[{"name": "sharding_indexed", "configuration": {"chunk_shape": [4, 4], "codecs": [{"name": "transpose",
            "configuration": {"order": [1, 0]}}, {"name": "bytes", "configuration": {"endian": "big"}}, "zstd"], "index_codecs":
            [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "crc32c"}], "index_location": "start"}}, "numcodecs.bz2"]"#,
        );
        assert!(defects.is_empty(), "{defects:?}");
        let pipeline = Pipeline::V3 { codecs };
        let sharding = pipeline.sharding().unwrap();
        assert_eq!(sharding.chunk_shape, Some(vec![4, 4]));
        let steps: Vec<&Step> = sharding.codecs.iter().map(|codec| &codec.step).collect();
        assert_eq!(steps, [&Step::Transpose(vec![1, 0]), &Step::Bytes(Some(Endian::Big)), &Step::Zstd]);
        assert_eq!(sharding.index_codecs[1].step, Step::Crc32c);
        assert_eq!(sharding.index_location, IndexLocation::Start);
        let last = pipeline.codecs().last().unwrap();
        assert_eq!((last.plain_name(), &last.step, last.pointer.as_str()), ("bz2", &Step::Other, "/1"));
    }

    #[test]
    fn codecs_that_lack_something_are_said_and_the_others_read() {
        let (codecs, defects) =
            v3(r#"[{}, 7, {"name": "bytes", "configuration": {"endian": "middle"}}, {"name": "sharding_indexed"}, "gzip"]"#);
        let said: Vec<&str> = defects.kept().iter().map(|defect| defect.pointer.as_str()).collect();
        assert_eq!(said, ["/0", "/1", "/2/configuration/endian", "/3"]);
        assert_eq!(codecs.last().unwrap().step, Step::Gzip);
    }

    #[test]
    fn shards_in_shards_end() {
        let mut text = "\"gzip\"".to_owned();
        for _ in 0..60 {
            text = format!(r#"{{"name": "sharding_indexed", "configuration": {{"codecs": [{text}]}}}}"#);
        }
        let (codecs, defects) = v3(&format!("[{text}]"));
        assert_eq!(codecs.len(), 1);
        assert!(!defects.is_empty());
    }
}
