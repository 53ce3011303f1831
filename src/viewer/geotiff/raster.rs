//! `readRasters` of geotiff.js on a whole IFD: what it throws on the way to pixels, and the type of array that it fills.

use super::reader::{Directory, GeoTiff};
use super::stream::Gives;
use crate::bytes::len64;
use crate::tiff::{Kind, Layout, Survey};
use crate::viewer::Block;
use crate::viewer::opening::{Halt, Spot, Stopped, Tried};

/// Samples of a pixel that are gone through.
const MOST_SAMPLES: u64 = 1024;

/// What pako does where a Deflate stream ends too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::viewer) enum Pako {
    /// It throws (2.1).
    Throws,
    /// It gives nothing (2.0, which the bundle of Vitessce holds).
    Nothing,
}

/// `arrayForType`: the array for samples of a type.
fn array_for(format: Option<u64>, bits: Option<u64>) -> Tried<&'static str> {
    Ok(match (format, bits) {
        (Some(1), Some(0..=8)) => "Uint8Array",
        (Some(1), Some(9..=16)) => "Uint16Array",
        (Some(1), Some(17..=32)) => "Uint32Array",
        (Some(2), Some(8)) => "Int8Array",
        (Some(2), Some(16)) => "Int16Array",
        (Some(2), Some(32)) => "Int32Array",
        (Some(3), Some(16 | 32)) => "Float32Array",
        (Some(3), Some(64)) => "Float64Array",
        _ => return Err(Stopped::plain(UNSUPPORTED).into()),
    })
}

const UNSUPPORTED: &str = "Unsupported data format/bitsPerSample";

fn beyond() -> Stopped {
    Stopped::new("RangeError", "Offset is outside the bounds of the DataView")
}

/// What an IFD says of its samples, as geotiff.js takes it.
struct Samples<'a> {
    kind: &'a Kind,
    /// SamplesPerPixel.
    count: u64,
    chunky: bool,
}

impl<'a> Samples<'a> {
    fn new(kind: &'a Kind) -> Self {
        let ifd = &kind.storage.ifd;
        Self { kind, count: ifd.samples_per_pixel, chunky: ifd.planar_configuration != 2 }
    }

    /// BitsPerSample, where it is there.
    fn bits(&self) -> Option<&'a [u64]> {
        self.kind.bits_count.map(|_| self.kind.storage.ifd.bits_per_sample.as_slice())
    }

    fn bits_of(&self, sample: u64) -> Option<u64> {
        self.bits()?.get(usize::try_from(sample).ok()?).copied()
    }

    fn format_of(&self, sample: u64) -> Option<u64> {
        match self.kind.sample_format_count {
            Some(_) => self.kind.storage.ifd.sample_format.get(usize::try_from(sample).ok()?).copied(),
            None => Some(1),
        }
    }

    /// `getReaderForSample`
    fn reader(&self, sample: u64) -> Tried<()> {
        match (self.format_of(sample), self.bits_of(sample)) {
            (Some(1 | 2), Some(0..=32)) | (Some(3), Some(16 | 32 | 64)) => Ok(()),
            _ => Err(Stopped::plain(UNSUPPORTED).into()),
        }
    }

    /// The array that is made before anything is decoded.
    fn array(&self, interleave: bool) -> Tried<&'static str> {
        if interleave {
            let format =
                self.kind.sample_format_count.map_or(Some(1), |_| self.kind.storage.ifd.sample_format.iter().copied().max());
            return array_for(format, Some(self.bits().map_or(0, |bits| bits.iter().copied().max().unwrap_or(0))));
        }
        let mut first = "undefined";
        for sample in 0..self.count {
            if self.bits().is_none() {
                return Err(Stopped::undefined(&sample.to_string()).into());
            }
            let array = array_for(self.format_of(sample), self.bits_of(sample))?;
            if sample == 0 {
                first = array;
            }
        }
        Ok(first)
    }

    /// Bytes from one pixel to the next, and those that are read of one.
    fn pixel(&self) -> (u64, u64) {
        let size = |bits: u64| bits.div_ceil(8);
        // Three bytes are read as four.
        let read = |bits: u64| size(bits).next_power_of_two();
        let bits = self.bits().unwrap_or(&[]);
        if !self.chunky {
            let widest = bits.iter().copied().max().unwrap_or(0);
            return (size(widest), read(widest));
        }
        let step = bits.iter().fold(0u64, |sum, bits| sum.saturating_add(size(*bits)));
        let last = self.count.saturating_sub(1);
        let before =
            bits.iter().take(usize::try_from(last).unwrap_or(usize::MAX)).fold(0u64, |sum, bits| sum.saturating_add(*bits));
        (step, (before / 8).saturating_add(self.bits_of(last).map_or(0, read)))
    }
}

/// The tiles or strips of an IFD.
struct Grid {
    size: (u64, u64),
    block: (u64, u64),
    across: u64,
    down: u64,
    strips: bool,
}

impl Grid {
    /// `None` where a size is missing, so that nothing is read.
    fn new(survey: &Survey) -> Tried<Option<Self>> {
        let (kind, ifd) = (&survey.kind, &survey.kind.storage.ifd);
        let (Some(width), Some(height)) = (ifd.width, ifd.height) else { return Ok(None) };
        let strips = kind.has_strips;
        let block = match ifd.layout {
            Some(Layout::Tiles { width: across, height: down, .. }) if !strips => (across, down),
            Some(Layout::Tiles { .. }) if kind.has_rows_per_strip => return Err(Halt::Unknown),
            Some(Layout::Tiles { .. }) => (width, height),
            Some(Layout::Strips { rows_per_strip, .. }) => (width, rows_per_strip.min(height)),
            None => return Ok(None),
        };
        if block.0 == 0 || block.1 == 0 {
            return Err(Halt::Unknown);
        }
        let (across, down) = (width.div_ceil(block.0), height.div_ceil(block.1));
        Ok(Some(Self { size: (width, height), block, across, down, strips }))
    }

    /// Rows of a tile or strip by its row (`getBlockHeight`).
    fn rows(&self, row: u64) -> u64 {
        let from = row.saturating_mul(self.block.1);
        if self.strips { self.block.1.min(self.size.1.saturating_sub(from)) } else { self.block.1 }
    }

    /// Rows and columns of it that are in the image.
    fn shown(&self, row: u64, column: u64) -> (u64, u64) {
        let rest = |size: u64, at: u64, block: u64| size.saturating_sub(at.saturating_mul(block)).min(block);
        (rest(self.size.1, row, self.block.1), rest(self.size.0, column, self.block.0))
    }

    /// Row and column of a tile by its number.
    fn place(&self, tile: u64) -> (u64, u64) {
        let sheet = self.across.saturating_mul(self.down).max(1);
        let number = tile.checked_rem(sheet).unwrap_or(0);
        (number.checked_div(self.across).unwrap_or(0), number.checked_rem(self.across).unwrap_or(0))
    }
}

/// Reads all of an IFD. The name of the array that comes.
pub(in crate::viewer) fn read_rasters(
    tiff: &GeoTiff<'_>,
    directory: Directory<'_>,
    interleave: bool,
    pako: Pako,
) -> Tried<&'static str> {
    let Directory::Known(ifd, survey) = directory else {
        return Err(Stopped::undefined(if interleave { "length" } else { "0" }).into());
    };
    let here = |stopped: Halt| match stopped {
        Halt::Stopped(stopped) => Halt::Stopped(stopped.in_ifd(Some(ifd))),
        Halt::Unknown => Halt::Unknown,
    };
    rasters(tiff, ifd, survey, interleave, pako).map_err(here)
}

fn rasters(tiff: &GeoTiff<'_>, ifd: usize, survey: &Survey, interleave: bool, pako: Pako) -> Tried<&'static str> {
    let samples = Samples::new(&survey.kind);
    if samples.count > MOST_SAMPLES {
        return Err(Halt::Unknown);
    }
    let array = samples.array(interleave)?;
    decoder(tiff, survey.kind.storage.ifd.compression.code)?;
    if samples.bits().is_none() {
        return Err(Stopped::undefined("length").into());
    }
    (0..samples.count).try_for_each(|sample| samples.reader(sample))?;
    let Some(grid) = Grid::new(survey)? else { return Ok(array) };
    tiles(tiff, ifd, survey, &samples, &grid, pako)?;
    Ok(array)
}

/// `getDecoder`
fn decoder(tiff: &GeoTiff<'_>, compression: u64) -> Tried<()> {
    match compression {
        1 | 5 | 7 | 8 | 32_946 | 32_773 | 34_887 | 50_001 => Ok(()),
        50_000 if tiff.does.zstd => Ok(()),
        6 => Err(Stopped::plain("old style JPEG compression is not supported.").into()),
        other => Err(Stopped::plain(format!("Unknown compression method identifier: {other}")).into()),
    }
}

fn tiles(tiff: &GeoTiff<'_>, ifd: usize, survey: &Survey, samples: &Samples<'_>, grid: &Grid, pako: Pako) -> Tried<()> {
    let planes = if samples.chunky { 1 } else { samples.count };
    let needed = grid.across.saturating_mul(grid.down).saturating_mul(planes);
    let (Some(offsets), Some(counts)) = (survey.offsets, survey.byte_counts) else {
        return if needed > 0 { Err(Stopped::undefined("0").into()) } else { Ok(()) };
    };
    let table = tiff.file.tables.get(&ifd).ok_or(Halt::Unknown)?;
    // Of tables that are too long to be kept, some tiles are known, and how many end where they must not.
    let known: Vec<(u64, Block)> = match &table.blocks {
        Some(blocks) => (0u64..).zip(blocks.iter().copied()).take_while(|(tile, _)| *tile < needed).collect(),
        None => table.first_at_block_end.iter().chain(&table.picked).copied().filter(|(tile, _)| *tile < needed).collect(),
    };
    let at = |tile: u64, byte: u64| Spot { ifd: Some(ifd), tile: Some(tile), byte: Some(byte), tag: None };
    for (tile, block) in &known {
        tiff.source.fetch(block.at, block.len).map_err(|stopped| Stopped { spot: at(*tile, block.at), ..stopped })?;
    }
    for (tile, block) in &known {
        decoded(tiff, ifd, survey, samples, grid, (*tile, *block), pako).map_err(|halt| {
            if let Halt::Stopped(stopped) = halt { Stopped { spot: at(*tile, block.at), ..stopped }.into() } else { halt }
        })?;
    }
    // A tile that has no entry in the tables: its place is byte `NaN`, where there are zeros.
    if needed > counts.count {
        return Err(if survey.kind.storage.ifd.compression.code == 1 { beyond().into() } else { Halt::Unknown });
    }
    if needed > offsets.count && survey.kind.storage.ifd.compression.code != 1 {
        return Err(Halt::Unknown);
    }
    Ok(())
}

/// Decodes a tile, undoes its predictor, and takes its pixels.
fn decoded(
    tiff: &GeoTiff<'_>,
    ifd: usize,
    survey: &Survey,
    samples: &Samples<'_>,
    grid: &Grid,
    (tile, block): (u64, Block),
    pako: Pako,
) -> Tried<()> {
    let (row, column) = grid.place(tile);
    let stored = &survey.kind.storage.ifd;
    let Some(bits) = samples.bits().and_then(<[u64]>::first).copied() else { return Err(Halt::Unknown) };
    let of_pixel = if samples.chunky { samples.count.saturating_mul(bits) } else { bits };
    let whole = grid.block.0.saturating_mul(of_pixel).div_ceil(8).saturating_mul(grid.rows(row));
    let given = match tiff.file.odd_tiles.get(&(ifd, tile)) {
        None if stored.compression.code == 1 => block.len,
        None if block.is_sparse() => return Err(Halt::Unknown),
        None => whole,
        Some(Gives::Bytes(len)) => *len,
        Some(Gives::Error(failure)) => return Err(Stopped::from(failure.clone()).into()),
        Some(Gives::Cut) if pako == Pako::Throws => return Err(Stopped::new("string", "buffer error").into()),
        Some(Gives::Cut) => return Err(Stopped::undefined("buffer").into()),
        Some(Gives::Hangs | Gives::Fails) => return Err(Stopped::silent().into()),
        Some(Gives::Unknown) => return Err(Halt::Unknown),
    };
    let given = if stored.compression.code == 5 { given.min(lzw_room(survey, grid, bits)) } else { given };
    predictor(survey, samples, grid, given)?;
    let format = samples.format_of(0);
    let as_it_is = matches!((format, bits), (Some(1 | 2), 8 | 16 | 24 | 32) | (Some(3), 16 | 32 | 64));
    let (rows, columns) = grid.shown(row, column);
    if !as_it_is {
        array_for(format, Some(bits))?;
        return if given >= whole { Ok(()) } else { Err(beyond().into()) };
    }
    let (step, read) = samples.pixel();
    let last = rows.saturating_sub(1).saturating_mul(grid.block.0).saturating_add(columns.saturating_sub(1));
    let needed = last.saturating_mul(step).saturating_add(read);
    if rows > 0 && columns > 0 && needed > given { Err(beyond().into()) } else { Ok(()) }
}

/// Bytes that Viv's LZW decoder gives at most: it counts one sample of a pixel.
fn lzw_room(survey: &Survey, grid: &Grid, bits: u64) -> u64 {
    let (width, height) = match survey.kind.storage.ifd.layout {
        Some(Layout::Tiles { width, height, .. }) => (width, height),
        _ => grid.size,
    };
    width.saturating_mul(height).saturating_mul(bits) / 8
}

/// `applyPredictor`
fn predictor(survey: &Survey, samples: &Samples<'_>, grid: &Grid, given: u64) -> Tried<()> {
    let code = survey.kind.storage.ifd.predictor.code;
    let bits = samples.bits().unwrap_or(&[]);
    let Some(first) = bits.first().copied().filter(|_| code > 1) else { return Ok(()) };
    if bits.iter().any(|bits| !bits.is_multiple_of(8)) {
        return Err(Stopped::plain("When decoding with predictor, only multiple of 8 bits are supported.").into());
    }
    if bits.iter().any(|bits| *bits != first) {
        return Err(Stopped::plain("When decoding with predictor, all samples must have the same size.").into());
    }
    if code == 2 && !matches!(first, 8 | 16 | 32) {
        return Err(Stopped::plain(format!("Predictor 2 not allowed with {first} bits per sample.")).into());
    }
    if !matches!(code, 2 | 3) {
        return Err(Halt::Unknown);
    }
    let stride = if samples.chunky { len64(bits.len()) } else { 1 };
    let row = stride.saturating_mul(grid.block.0).saturating_mul(first / 8);
    let rows = given.checked_div(row).unwrap_or(0);
    // A row that has begun, and is not there to its end.
    if rows < grid.block.1 && given > rows.saturating_mul(row) {
        let items = if code == 2 { row.checked_div(first / 8).unwrap_or(row) } else { row };
        return Err(Stopped::new("RangeError", format!("Invalid typed array length: {items}")).into());
    }
    Ok(())
}
