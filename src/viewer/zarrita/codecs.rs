//! Which codecs zarrita.js knows, under which names, and what they say where they do not.

use crate::viewer::outcome::Failure;
use crate::viewer::versions::Zarrita;
use crate::zarr::json::Cursor;

/// A codec as zarrita looks it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CodecUse {
    /// The name that it is looked up by.
    pub(crate) name: String,
    /// What it does to data, as far as it matters here.
    pub(crate) stage: Stage,
}

/// What a codec makes of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Arrays of arrays.
    ArrayToArray,
    /// Bytes of arrays.
    ArrayToBytes,
    /// Bytes of bytes.
    BytesToBytes,
}

impl CodecUse {
    fn new(name: &str) -> Self {
        let stage = match name.strip_prefix("numcodecs.").unwrap_or(name) {
            "transpose" | "bitround" | "cast_value" | "scale_offset" | "delta" => Stage::ArrayToArray,
            "bytes" | "vlen-utf8" | "json2" | "sharding_indexed" => Stage::ArrayToBytes,
            _ => Stage::BytesToBytes,
        };
        Self { name: name.to_owned(), stage }
    }

    /// Whether it is a compressor.
    pub(crate) fn compresses(&self) -> bool {
        let name = self.name.strip_prefix("numcodecs.").unwrap_or(&self.name);
        matches!(name, "blosc" | "lz4" | "zstd" | "gzip" | "zlib")
    }

    fn known(&self, zarrita: &Zarrita) -> bool {
        zarrita.codecs.contains(&self.name.as_str())
    }
}

/// The codecs of a `.zarray`, in zarrita's order.
pub(crate) fn of_v2(zarrita: &Zarrita, at: &Cursor<'_>, big: bool) -> Result<Vec<CodecUse>, Failure> {
    let id = |at: &Cursor<'_>| at.get("id").and_then(|id| id.value().as_str()).unwrap_or("undefined").to_owned();
    let named = |at: &Cursor<'_>| match zarrita.prefixes_codecs {
        true => CodecUse::new(&format!("numcodecs.{}", id(at))),
        false => CodecUse::new(&id(at)),
    };
    let mut codecs = Vec::new();
    if at.get("order").is_some_and(|order| order.value().as_str() == Some("F")) {
        codecs.push(CodecUse::new("transpose"));
    }
    let filters = at.get("filters");
    for filter in filters.iter().flat_map(Cursor::items) {
        if zarrita.scales && matches!(id(&filter).as_str(), "fixedscaleoffset" | "numcodecs.fixedscaleoffset") {
            codecs.extend(fixed_scale_offset(&filter)?);
        } else {
            codecs.push(named(&filter));
        }
    }
    // In some versions it stands before the filters, which makes no difference to which of them are known.
    if big {
        codecs.push(CodecUse::new("bytes"));
    }
    if let Some(compressor) = at.get("compressor").filter(|at| !at.value().is_null()) {
        codecs.push(named(&compressor));
    }
    Ok(codecs)
}

/// The filter that is translated.
fn fixed_scale_offset(filter: &Cursor<'_>) -> Result<Vec<CodecUse>, Failure> {
    let number = |name: &str| filter.get(name).is_some_and(|at| at.value().as_number().is_some());
    if number("scale") && number("offset") {
        return Ok(vec![CodecUse::new("scale_offset"), CodecUse::new("cast_value")]);
    }
    let message = format!("Invalid fixedscaleoffset filter: {}", filter.value().canonical());
    Err(Failure::new("InvalidMetadataError", message))
}

/// The codecs of a list of Zarr 3.
pub(crate) fn of_v3(list: &Cursor<'_>) -> Vec<CodecUse> {
    let name = |at: Cursor<'_>| at.get("name").and_then(|name| name.value().as_str()).unwrap_or("undefined").to_owned();
    list.items().map(|codec| CodecUse::new(&name(codec))).collect()
}

/// Loads the codecs of an array, as happens when the first chunk that is there is decoded.
///
/// # Errors
/// For a name that is not known, and for objects and strings that nothing makes bytes of.
pub(crate) fn load(zarrita: &Zarrita, codecs: &[CodecUse], data_type: &str) -> Result<(), Failure> {
    if let Some(codec) = codecs.iter().find(|codec| !codec.known(zarrita)) {
        let error = if zarrita.names_errors { "UnknownCodecError" } else { "Error" };
        return Err(Failure::new(error, format!("Unknown codec: {}", codec.name)));
    }
    let without_bytes = data_type == "v2:object" || (zarrita.strings && data_type == "string");
    if without_bytes && !codecs.iter().any(|codec| codec.stage == Stage::ArrayToBytes) {
        let error = if zarrita.names_errors { "InvalidMetadataError" } else { "Error" };
        return Err(Failure::new(error, format!("Cannot encode {data_type} to bytes without a codec")));
    }
    Ok(())
}

/// What the decoders say, where their words are let through.
pub(crate) fn own_words(codec: &str, bytes: &[u8]) -> String {
    const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
    match codec {
        "zlib" => "Failed to decode deflate".to_owned(),
        "zstd" if bytes.starts_with(&ZSTD) => {
            "std::runtime_error,zstd codec error: Operation made no progress over multiple calls, due to input being empty"
                .to_owned()
        }
        "zstd" => "std::runtime_error,zstd codec error: content size error".to_owned(),
        _ => format!("Failed to decode {codec}"),
    }
}
