//! LERC: Limited Error Raster Compression (TIFF compression 34887), blobs of Lerc1 and of Lerc2 version 1 to 6.
//!
//! A blob of TIFF may be wrapped once more, in Deflate or Zstd (tag 50674, LercParameters); the caller undoes that.

mod band;
mod bits;
mod blocks;
mod checksum;
mod fpl;
mod header;
mod huffman;
mod lerc1;
mod lerc2;
mod plain;
mod prefix;
mod reader;
mod sample;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd;
mod unstuff;
mod validity;

use super::Failure;
use header::Header;
use reader::{Reader, buffer};
use sample::for_width;
use validity::Validity;

pub use sample::SampleType;

/// What the tile or strip is, by its IFD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LercSpec {
    /// Pixels of a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Values per pixel in this block: SamplesPerPixel, or 1 where the planes are separate.
    pub samples: u16,
    /// Type of the values wanted.
    pub sample: SampleType,
}

/// Which values are valid. Where others lie, the output is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// One for each band of the blob.
    bands: Vec<Validity>,
    /// Samples of a band.
    depth: usize,
}

impl Mask {
    /// Whether this sample of this pixel, counted row by row, is valid.
    pub fn is_valid(&self, pixel: usize, sample: usize) -> bool {
        let band = sample.checked_div(self.depth).and_then(|band| self.bands.get(band).or(self.bands.last()));
        band.is_some_and(|band| band.at(pixel))
    }
}

/// Decodes the blob, or the blobs one after the other, into `out`: `height * width * samples` values in the order of
/// this machine, the samples of a pixel together. Gives the mask where not every value is valid; values that are not
/// are 0. Where the blob has the last of several 8-bit samples as its mask only, as libtiff writes alpha, that sample
/// is made of the mask: 255 where the pixel is valid.
///
/// # Errors
///
/// A [`Failure`] where the blob is broken, is of another size than `spec`, or holds values that its type cannot hold.
pub fn decode(input: &[u8], spec: &LercSpec, out: &mut [u8]) -> Result<Option<Mask>, Failure> {
    let size = size(spec).filter(|size| *size == out.len());
    size.ok_or_else(|| Failure::new(0, 0, "the buffer is of another size than the LERC tile"))?;
    let layout = Layout::of(input, spec)?;
    let bands = if layout.bands == 1 && layout.sample == spec.sample && layout.depth == usize::from(spec.samples) {
        vec![layout.band(input, None, out)?.0]
    } else {
        // What is written is not in order until the end.
        layout.scattered(input, spec, out).map_err(|failure| Failure { written: 0, ..failure })?
    };
    Ok(bands.iter().any(|band| *band != Validity::All).then_some(Mask { bands, depth: layout.depth }))
}

/// Bytes of the output.
fn size(spec: &LercSpec) -> Option<usize> {
    let pixels = u64::from(spec.width).checked_mul(spec.height.into())?;
    let size = pixels.checked_mul(spec.samples.into())?.checked_mul(crate::bytes::len64(spec.sample.bytes()))?;
    crate::bytes::len_usize(size)
}

/// What the first blob says of the tile; it agrees with the spec.
struct Layout {
    is_lerc1: bool,
    pixels: usize,
    /// Values of a pixel in each blob.
    depth: usize,
    /// Blobs.
    bands: usize,
    sample: SampleType,
}

impl Layout {
    fn of(input: &[u8], spec: &LercSpec) -> Result<Self, Failure> {
        let is_lerc1 = input.starts_with(lerc1::MAGIC);
        let (width, height, depth, sample, is_last) = if is_lerc1 {
            let image = lerc1::Image::read(&mut Reader::new(input))?;
            (image.width, image.height, 1, SampleType::F32, false)
        } else {
            let header = Header::peek(input)?;
            let is_last = !input.get(header.size..).is_some_and(|rest| rest.starts_with(header::MAGIC));
            (header.width, header.height, header.depth, header.sample, is_last)
        };
        let is_tile = u32::try_from(width) == Ok(spec.width) && u32::try_from(height) == Ok(spec.height);
        let samples = usize::from(spec.samples);
        let is_bytes = (sample, spec.sample) == (SampleType::U8, SampleType::U8);
        let is_alpha = is_bytes && is_last && depth > 0 && depth.checked_add(1) == Some(samples);
        let bands = if is_alpha { 1 } else { samples.checked_div(depth).unwrap_or(0) };
        if !is_tile || bands == 0 || !(is_alpha || bands.checked_mul(depth) == Some(samples)) {
            let (w, h) = (spec.width, spec.height);
            let what = format!("the LERC blob is {width} x {height} x {depth}, the tile {w} x {h} x {samples}");
            return Err(Failure::new(0, 0, what));
        }
        Ok(Self { is_lerc1, pixels: width.saturating_mul(height), depth, bands, sample })
    }

    /// Decodes one band, and says where the next begins.
    fn band(&self, input: &[u8], before: Option<&Validity>, out: &mut [u8]) -> Result<(Validity, usize), Failure> {
        let differs = || Failure::new(0, 0, "a band of the LERC tile differs from the first one");
        if self.is_lerc1 {
            let mut reader = Reader::new(input);
            let image = lerc1::Image::read(&mut reader)?;
            if image.width.checked_mul(image.height) != Some(self.pixels) {
                return Err(differs());
            }
            let valid = image.decode(&mut reader, before, out.as_chunks_mut().0)?;
            return Ok((valid, reader.at));
        }
        let (header, reader) = Header::read(input)?;
        if header.pixels() != self.pixels || header.depth != self.depth || header.sample != self.sample {
            return Err(differs());
        }
        Ok((lerc2::decode(&header, reader, before, out)?, header.size))
    }

    /// Decodes all bands and puts their values where they belong, as values of the type that is wanted.
    fn scattered(&self, input: &[u8], spec: &LercSpec, out: &mut [u8]) -> Result<Vec<Validity>, Failure> {
        let mut bands: Vec<Validity> = Vec::new();
        let (mut at, samples) = (0usize, usize::from(spec.samples));
        let mut band = buffer::<u8>(self.pixels.saturating_mul(self.depth).saturating_mul(self.sample.bytes()))?;
        for index in 0..self.bands {
            let rest = input.get(at..).unwrap_or_default();
            let shift = |failure: Failure| Failure { read: failure.read.saturating_add(at), ..failure };
            let (valid, len) = self.band(rest, bands.last(), &mut band).map_err(shift)?;
            if !self.place(&band, index.saturating_mul(self.depth), spec, out) {
                return Err(Failure::new(at, 0, format!("a value of the LERC tile is no {}", spec.sample.name())));
            }
            bands.push(valid);
            at = at.saturating_add(len);
        }
        if let Some(valid) = bands.first().filter(|_| self.depth < samples && self.bands == 1) {
            let alpha = out.chunks_exact_mut(samples).map(|pixel| pixel.last_mut()).enumerate();
            alpha.for_each(|(pixel, alpha)| *alpha.unwrap_or(&mut 0) = if valid.at(pixel) { 255 } else { 0 });
        }
        Ok(bands)
    }

    /// Puts the values of a band into the pixels, from the sample `first` on; false where one of them cannot be told in
    /// the type that is wanted.
    fn place(&self, band: &[u8], first: usize, spec: &LercSpec, out: &mut [u8]) -> bool {
        let (samples, from, to) = (usize::from(spec.samples), self.sample, spec.sample);
        if from == to {
            for_width!(to.bytes(), N => {
                let (out, band) = (out.as_chunks_mut::<N>().0, band.as_chunks::<N>().0);
                for index in 0..self.depth {
                    let places = out.iter_mut().skip(first.saturating_add(index)).step_by(samples);
                    places.zip(band.iter().skip(index).step_by(self.depth)).for_each(|(to, value)| *to = *value);
                }
            });
            return true;
        }
        let pixels = out.chunks_exact_mut(samples.saturating_mul(to.bytes()));
        let places = pixels.flat_map(|pixel| pixel.chunks_exact_mut(to.bytes()).skip(first).take(self.depth));
        places.zip(band.chunks_exact(from.bytes())).fold(true, |all, (place, value)| all & convert(from, value, to, place))
    }
}

/// Converts a value; false where it cannot be told in the other type.
fn convert(from: SampleType, value: &[u8], to: SampleType, place: &mut [u8]) -> bool {
    let value = from.value(value);
    let bytes = to.bytes_of(value);
    place.iter_mut().zip(bytes).for_each(|(to, byte)| *to = byte);
    let converted = to.value(&bytes);
    // Values that are no number are equal to nothing.
    converted == value || (value.is_nan() && converted.is_nan())
}
