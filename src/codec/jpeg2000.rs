//! JPEG 2000 (ITU-T T.800; TIFF compressions 33003, 33004, 33005 and 34712), as a codestream or in a JP2 file.
//!
//! The codes do not say how colours are stored: Aperio writes 33003 for YCbCr, Bio-Formats for anything. So what the
//! codestream says counts: its colour transform is undone, and three components with subsampled chroma are YCbCr. Where
//! there is neither, TIFF's PhotometricInterpretation decides ([`Color`]).

#![allow(clippy::as_conversions, reason = "samples are below 2^24, which both f32 and i32 hold")]

mod survey;

use super::picture;
use super::{Color, SampleFormat, TileError, TileSpec};
use hayro_jpeg2000::{DecodeSettings, DecoderContext, Image};
use survey::{Component, Survey};

/// Most bits of a sample: what TIFF's 16-bit samples hold.
const MOST_BITS: u8 = 16;

/// Decodes a tile. Of a stream that is cut the output holds what could be made of the rest, coarser or in part.
///
/// # Errors
/// Where it is damaged or of a sort that is not decoded.
pub fn decode(spec: &TileSpec, input: &[u8], out: &mut [u8]) -> Result<(), TileError> {
    if spec.format == SampleFormat::Float || spec.bits > 16 {
        let (bits, format) = (spec.bits, spec.format);
        return Err(TileError::Unsupported(format!("JPEG 2000 samples of {bits} bits of format {format:?} are not decoded")));
    }
    let survey = Survey::new(input)?;
    let count = u32::try_from(survey.components.len()).unwrap_or(u32::MAX);
    picture::check(spec, survey.width, survey.height, count)?;
    check_precision(spec, &survey.components)?;
    survey.check_cost()?;

    let settings = DecodeSettings { resolve_palette_indices: false, strict: false, target_resolution: None };
    let damaged = |error: hayro_jpeg2000::DecodeError| TileError::Damaged(format!("the JPEG 2000 stream: {error}"));
    let image = Image::new(survey.codestream, &settings).map_err(damaged)?;
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(damaged)?;
    let planes: Vec<&[f32]> = decoded.components().iter().map(|component| component.samples()).collect();
    if (image.width(), image.height(), planes.len()) != (survey.width, survey.height, survey.components.len()) {
        return Err(TileError::Damaged("the JPEG 2000 stream contradicts itself".to_owned()));
    }
    write(spec, &survey, &planes, out);
    survey.end()
}

fn check_precision(spec: &TileSpec, components: &[Component]) -> Result<(), TileError> {
    let most = components.iter().map(|component| component.bits).max().unwrap_or(0);
    if most <= MOST_BITS && u16::from(most) <= spec.bits.next_multiple_of(8) {
        return Ok(());
    }
    Err(TileError::Unsupported(format!("JPEG 2000 samples of {most} bits in a tile of {} are not decoded", spec.bits)))
}

/// Writes planes of samples as chunky ones.
fn write(spec: &TileSpec, survey: &Survey<'_>, planes: &[&[f32]], out: &mut [u8]) {
    let sample_len = if spec.bits > 8 { 2 } else { 1 };
    let convert = spec.color == Color::Rgb && !survey.mct && !survey.subsampled() && planes.len() == 3;
    let width = usize::try_from(survey.width).unwrap_or(0);
    let ranges: Vec<Range> = survey.components.iter().map(Range::new).collect();
    for (y, row) in picture::rows(spec, survey.width, survey.height, sample_len, out).enumerate() {
        let start = y.saturating_mul(width);
        let columns: Vec<&[f32]> =
            planes.iter().map(|plane| plane.get(start..start.saturating_add(width)).unwrap_or(&[])).collect();
        if let ([y, cb, cr], true) = (columns.as_slice(), convert) {
            write_rgb(row, [*y, *cb, *cr], &ranges, sample_len);
            continue;
        }
        for (at, (column, range)) in columns.iter().zip(&ranges).enumerate() {
            for (pixel, value) in row.chunks_exact_mut(sample_len.saturating_mul(planes.len()).max(1)).zip(*column) {
                store(pixel, at, sample_len, range.number(*value));
            }
        }
    }
}

/// The inverse of ITU-R BT.601's YCbCr, as in JFIF.
fn write_rgb(row: &mut [u8], [y, cb, cr]: [&[f32]; 3], ranges: &[Range], sample_len: usize) {
    let [Some(luma), Some(blue), Some(red)] = [0, 1, 2].map(|at| ranges.get(at)) else { return };
    let pixels = row.chunks_exact_mut(sample_len.saturating_mul(3));
    for (((pixel, y), cb), cr) in pixels.zip(y).zip(cb).zip(cr) {
        let (cb, cr) = (cb - blue.middle, cr - red.middle);
        let rgb = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
        for (at, value) in rgb.into_iter().enumerate() {
            store(pixel, at, sample_len, luma.number(value));
        }
    }
}

fn store(pixel: &mut [u8], at: usize, sample_len: usize, number: i32) {
    match pixel.chunks_exact_mut(sample_len).nth(at) {
        Some([one]) => *one = number as u8,
        Some([a, b]) => [*a, *b] = (number as u16).to_ne_bytes(),
        _ => {}
    }
}

/// The numbers of a component. The decoder gives signed ones shifted up to begin at 0.
struct Range {
    middle: f32,
    highest: f32,
    shift: i32,
}

impl Range {
    fn new(component: &Component) -> Self {
        let middle = 1i32 << component.bits.saturating_sub(1).min(MOST_BITS);
        let highest = middle.saturating_mul(2).saturating_sub(1);
        Self { middle: middle as f32, highest: highest as f32, shift: if component.signed { middle } else { 0 } }
    }

    fn number(&self, value: f32) -> i32 {
        ((value.clamp(0.0, self.highest) + 0.5) as i32).saturating_sub(self.shift)
    }
}
