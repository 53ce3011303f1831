//! Images: from what an IFD says to the grid of its tiles and how each of them is decoded.

use crate::bytes::Endian;
use crate::codec::{Color, SampleFormat, SampleType, TileSpec};
use crate::error::{Error, Kind};
use crate::tiff::{Header, Layout, NumberTable, Storage};
use serde::Serialize;

/// The pixels of one IFD: a grid of blocks, which are tiles or strips.
///
/// Block `(x, y)` of sample plane `p` is number `(p * down + y) * across + x` of the tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// Pixels in x.
    pub width: u32,
    /// Pixels in y.
    pub height: u32,
    /// Samples of a pixel.
    pub samples: u16,
    /// Type of the samples that are delivered.
    pub sample_type: SampleType,
    /// Whether each sample has blocks of its own (PlanarConfiguration 2).
    pub planar: bool,
    /// Whether blocks are tiles, which are stored whole at the edges; strips are cut there.
    pub tiled: bool,
    /// Pixels of a block in x.
    pub block_width: u32,
    /// Pixels of a block in y.
    pub block_height: u32,
    /// Blocks in x.
    pub across: u32,
    /// Blocks in y.
    pub down: u32,
    /// How a whole block is decoded; see [`Image::block_spec`] for the last strip.
    pub spec: TileSpec,
    /// Where the offsets of the blocks are.
    pub offsets: NumberTable,
    /// Where their sizes are. Absent in some old files of one strip, which goes to the end of the file.
    pub byte_counts: Option<NumberTable>,
}

fn unsupported(code: &'static str, what: impl Into<String>) -> Error {
    Error { kind: Kind::Unsupported, code, byte: None, what: what.into() }
}

impl Image {
    /// What is to be decoded of an IFD.
    ///
    /// # Errors
    /// Where the IFD does not say enough, or says something that is not decoded.
    pub fn new(header: Header, storage: &Storage) -> Result<Self, Error> {
        let ifd = &storage.ifd;
        let incomplete =
            |what: &str| Error::format("image-incomplete", ifd.offset, format!("the IFD at byte {}: {what}", ifd.offset));
        let size = |value: Option<u64>, what| {
            let value = value.and_then(|value| u32::try_from(value).ok()).filter(|value| *value > 0);
            value.ok_or_else(|| incomplete(what))
        };
        let width = size(ifd.width, "ImageWidth is absent, 0 or more than 32 bits")?;
        let height = size(ifd.height, "ImageLength is absent, 0 or more than 32 bits")?;
        let samples = u16::try_from(ifd.samples_per_pixel).ok().filter(|samples| *samples > 0);
        let samples = samples.ok_or_else(|| incomplete("SamplesPerPixel is 0 or more than 65,535"))?;
        let (tiled, block_width, block_height) = match ifd.layout {
            Some(Layout::Tiles { width, height, .. }) => {
                (true, size(Some(width), "TileWidth is 0 or too large")?, size(Some(height), "TileLength is 0 or too large")?)
            }
            Some(Layout::Strips { rows_per_strip, .. }) => {
                (false, width, size(Some(rows_per_strip), "RowsPerStrip is 0 or too large")?.min(height))
            }
            None => return Err(incomplete("there are no TileOffsets or StripOffsets")),
        };
        if storage.depth > 1 {
            let what = format!("tiles of {} slices of a volume (ImageDepth) are not decoded", storage.depth);
            return Err(unsupported("image-depth", what));
        }
        let planar = ifd.planar_configuration == 2 && samples > 1;
        let spec = TileSpec {
            compression: u32::try_from(ifd.compression.code).unwrap_or(u32::MAX),
            width: block_width,
            height: block_height,
            rows: None,
            samples: if planar { 1 } else { samples },
            bits: uniform(&ifd.bits_per_sample, "bits")
                .and_then(|bits| u16::try_from(bits).map_err(|_| incomplete("BitsPerSample is too large")))?,
            format: sample_format(&ifd.sample_format)?,
            predictor: u16::try_from(ifd.predictor.code).unwrap_or(u16::MAX),
            big_endian: header.endian == Endian::Big,
            lowest_bit_first: storage.fill_order == 2,
            color: color(storage)?,
            lerc_compression: storage.lerc_parameters.get(1).and_then(|code| u8::try_from(*code).ok()).unwrap_or(0),
            t4_options: u32::try_from(storage.t4_options).unwrap_or(0),
        };
        let sample_type = spec.sample_type().ok_or_else(|| {
            unsupported(
                "samples-unsupported",
                format!("samples of {} bits of format {:?} are not decoded", spec.bits, spec.format),
            )
        })?;
        Ok(Self {
            width,
            height,
            samples,
            sample_type,
            planar,
            tiled,
            block_width,
            block_height,
            across: width.div_ceil(block_width),
            down: height.div_ceil(block_height),
            spec,
            offsets: storage.offsets.ok_or_else(|| incomplete("TileOffsets or StripOffsets are not whole numbers"))?,
            byte_counts: storage.byte_counts,
        })
    }

    /// How a block in row `y` of the grid is decoded: the last strip has fewer rows, tiles are always whole.
    pub fn block_spec(&self, y: u32) -> TileSpec {
        let above = y.saturating_mul(self.block_height);
        let inside = self.height.saturating_sub(above).min(self.block_height);
        let height = if self.tiled { self.block_height } else { inside };
        TileSpec { height, rows: (inside < height).then_some(inside), ..self.spec.clone() }
    }
}

/// The one value that all samples have.
fn uniform(values: &[u64], what: &str) -> Result<u64, Error> {
    let first = values.first().copied().unwrap_or(1);
    if values.iter().all(|value| *value == first) {
        return Ok(first);
    }
    Err(unsupported("samples-differ", format!("samples with different {what} ({values:?}) are not decoded")))
}

fn sample_format(values: &[u64]) -> Result<SampleFormat, Error> {
    match uniform(values, "formats")? {
        // 4 is "undefined", which libtiff reads as unsigned.
        1 | 4 => Ok(SampleFormat::Uint),
        2 => Ok(SampleFormat::Int),
        3 => Ok(SampleFormat::Float),
        5 | 6 => Err(unsupported("samples-complex", "complex samples are not decoded")),
        other => Err(unsupported("samples-unsupported", format!("sample format {other} is not decoded"))),
    }
}

/// YCbCr becomes RGB where the stream may hold it; subsampled YCbCr without JPEG has a layout of its own.
fn color(storage: &Storage) -> Result<Color, Error> {
    let photometric = storage.ifd.photometric.map(|photometric| photometric.code);
    match (photometric, storage.ifd.compression.code) {
        (Some(6), 7 | 33007 | 33003..=33005 | 34712) => Ok(Color::Rgb),
        (Some(2), 7 | 33007) => Ok(Color::Jfif),
        (Some(6), _) if storage.chroma_subsampling.iter().any(|factor| *factor != 1) => {
            Err(unsupported("ycbcr-subsampled", "subsampled YCbCr is decoded from JPEG only"))
        }
        _ => Ok(Color::Stored),
    }
}
