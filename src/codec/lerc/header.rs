//! The header of a Lerc2 blob.

use super::super::Failure;
use super::checksum;
use super::reader::Reader;
use super::sample::SampleType;
use crate::bytes::slice;

/// What stands at the start of a blob.
pub(super) const MAGIC: &[u8] = b"Lerc2 ";

/// The header of a Lerc2 blob. Fields that came with later versions have the value they had before.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// 1 to 6.
    pub version: u32,
    /// nRows.
    pub height: usize,
    /// nCols.
    pub width: usize,
    /// nDepth: values of a pixel in this blob.
    pub depth: usize,
    /// numValidPixel.
    pub valid: usize,
    /// microBlockSize: sides of a block in pixels.
    pub block: usize,
    /// blobSize: bytes of this blob with its header.
    pub size: usize,
    /// Type of the values.
    pub sample: SampleType,
    /// The value that stands for "no data" in the blob and the one it is to be replaced by, where they differ.
    pub no_data: Option<(f64, f64)>,
    /// maxZError.
    pub max_error: f64,
    /// zMin.
    pub min: f64,
    /// zMax.
    pub max: f64,
}

impl Header {
    /// Reads the header alone.
    pub(super) fn peek(bytes: &[u8]) -> Result<Self, Failure> {
        let mut reader = Reader::new(bytes);
        let version = version(&mut reader)?;
        if version >= 3 {
            reader.take(4)?;
        }
        Self::fields(&mut reader, version)
    }

    /// Reads the header and checks the size and the checksum of the blob. The reader ends behind the header, at the
    /// bytes of this blob alone.
    pub(super) fn read<'a>(bytes: &'a [u8]) -> Result<(Self, Reader<'a>), Failure> {
        let mut reader = Reader::new(bytes);
        let version = version(&mut reader)?;
        let checksum = if version >= 3 { Some(reader.u32()?) } else { None };
        let checked_from = reader.at;
        let header = Self::fields(&mut reader, version)?;
        let blob = slice(bytes, 0, header.size).ok_or_else(|| {
            let what = format!("the LERC blob ends after {} of {} bytes", bytes.len(), header.size);
            Failure::new(bytes.len(), 0, what)
        })?;
        let checked = blob.get(checked_from..).unwrap_or_default();
        if checksum.is_some_and(|checksum| !checksum::matches(checked, checksum)) {
            return Err(Failure::new(0, 0, "the checksum of the LERC blob is wrong"));
        }
        reader.bytes = blob;
        Ok((header, reader))
    }

    fn fields(reader: &mut Reader<'_>, version: u32) -> Result<Self, Failure> {
        let (height, width) = (reader.count()?, reader.count()?);
        let depth = if version >= 4 { reader.count()? } else { 1 };
        let (valid, block, size) = (reader.count()?, reader.count()?, reader.count()?);
        let sample = sample_type(reader.u32()?).ok_or_else(|| reader.fail("the type of the LERC values is unknown"))?;
        let mut passes_no_data = false;
        if version >= 6 {
            // How many blobs follow: known from the size of the tile. Of four flags one is used.
            reader.take(4)?;
            passes_no_data = reader.u8()? != 0;
            reader.take(3)?;
        }
        let (max_error, min, max) = (reader.f64()?, reader.f64()?, reader.f64()?);
        let mut no_data = None;
        if version >= 6 {
            let (stored, meant) = (reader.f64()?, reader.f64()?);
            no_data = Some((stored, meant)).filter(|_| passes_no_data && stored != meant);
        }
        let pixels = height.checked_mul(width);
        if block == 0 || size < reader.at || pixels.is_none_or(|pixels| valid > pixels) {
            return Err(reader.fail("the header of the LERC blob contradicts itself"));
        }
        Ok(Self { version, height, width, depth, valid, block, size, sample, no_data, max_error, min, max })
    }

    /// Pixels of the blob; they are at most as many as those of the tile once the header has been compared with it.
    pub(super) fn pixels(&self) -> usize {
        self.height.saturating_mul(self.width)
    }
}

fn version(reader: &mut Reader<'_>) -> Result<u32, Failure> {
    if reader.take(MAGIC.len())? != MAGIC {
        return Err(Failure::new(0, 0, "this is no LERC blob"));
    }
    let version = reader.u32()?;
    let is_known = (1..=6).contains(&version);
    is_known.then_some(version).ok_or_else(|| reader.fail("this version of Lerc2 is unknown"))
}

/// The type of this number in the header.
pub(super) fn sample_type(number: u32) -> Option<SampleType> {
    use SampleType::{F32, F64, I8, I16, I32, U8, U16, U32};
    [I8, U8, I16, U16, I32, U32, F32, F64].get(usize::try_from(number).ok()?).copied()
}
