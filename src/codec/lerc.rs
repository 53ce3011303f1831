//! LERC: Limited Error Raster Compression (TIFF compression 34887), blobs of Lerc1 and of Lerc2 version 1 to 6.
//!
//! A blob of TIFF may be wrapped once more, in Deflate or Zstd (tag 50674, LercParameters); the caller undoes that.

use super::Failure;

/// Type of a sample, as TIFF's SampleFormat and BitsPerSample give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleType {
    /// Unsigned, 8 bits.
    U8,
    /// Signed, 8 bits.
    I8,
    /// Unsigned, 16 bits.
    U16,
    /// Signed, 16 bits.
    I16,
    /// Unsigned, 32 bits.
    U32,
    /// Signed, 32 bits.
    I32,
    /// IEEE 754, 32 bits.
    F32,
    /// IEEE 754, 64 bits.
    F64,
}

impl SampleType {
    /// Bytes of a sample.
    pub fn bytes(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }
}

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
    /// A bit per pixel, the first in the highest bit; one such for each band of the blob.
    bands: Vec<Vec<u8>>,
    /// Samples of a band.
    depth: usize,
}

impl Mask {
    /// Whether this sample of this pixel, counted row by row, is valid.
    pub fn is_valid(&self, pixel: usize, sample: usize) -> bool {
        let band = sample.checked_div(self.depth).and_then(|band| self.bands.get(band).or(self.bands.last()));
        band.and_then(|bits| bits.get(pixel >> 3)).is_some_and(|byte| byte & (0x80 >> (pixel & 7)) != 0)
    }
}

/// Decodes the blob, or the blobs one after the other, into `out`: `height * width * samples` values in the order of
/// this machine, the samples of a pixel together. Gives the mask where not every value is valid.
///
/// # Errors
///
/// A [`Failure`] where the blob is broken, is of another size than `spec`, or holds values that its type cannot hold.
pub fn decode(input: &[u8], spec: &LercSpec, out: &mut [u8]) -> Result<Option<Mask>, Failure> {
    let fail = |what: String| Failure::new(0, 0, what);
    let info = lerc::decode_info(input).map_err(|error| fail(error.to_string()))?;
    let values = u64::from(info.depth).checked_mul(u64::from(info.bands));
    if info.width != spec.width || info.height != spec.height || values != Some(u64::from(spec.samples)) {
        return Err(fail("the LERC blob is of another size than the tile".into()));
    }
    let image = lerc::decode(input).map_err(|error| fail(error.to_string()))?;
    let depth = usize::try_from(info.depth).map_err(|error| fail(error.to_string()))?;
    let (bands, samples) = (image.valid_masks.len(), usize::from(spec.samples));
    let per_band = out.len().checked_div(spec.sample.bytes()).and_then(|n| n.checked_div(bands)).unwrap_or(0);
    let order = (0..per_band).flat_map(|at| (0..bands).map(move |band| (at, band)));
    let _ = samples;
    macro_rules! put {
        ($data:expr) => {
            for ((at, band), to) in order.zip(out.chunks_exact_mut(spec.sample.bytes())) {
                let from = band.saturating_mul(per_band).saturating_add(at);
                to.copy_from_slice(&$data.get(from).copied().unwrap_or_default().to_ne_bytes());
            }
        };
    }
    match (&image.data, spec.sample) {
        (lerc::SampleData::U8(data), SampleType::U8) => put!(data),
        (lerc::SampleData::I8(data), SampleType::I8) => put!(data),
        (lerc::SampleData::U16(data), SampleType::U16) => put!(data),
        (lerc::SampleData::I16(data), SampleType::I16) => put!(data),
        (lerc::SampleData::U32(data), SampleType::U32) => put!(data),
        (lerc::SampleData::I32(data), SampleType::I32) => put!(data),
        (lerc::SampleData::F32(data), SampleType::F32) => put!(data),
        (lerc::SampleData::F64(data), SampleType::F64) => put!(data),
        _ => return Err(fail("the LERC blob holds another type than the tile".into())),
    }
    if image.valid_masks.iter().all(lerc::bitmask::BitMask::is_all_valid) {
        return Ok(None);
    }
    let full = || vec![0xff; per_band.div_ceil(8)];
    let bands = image.valid_masks.iter().map(|mask| mask.as_bytes().map_or_else(full, <[u8]>::to_vec)).collect();
    Ok(Some(Mask { bands, depth }))
}
