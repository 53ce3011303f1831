//! One blob of Lerc2: a band of one or more values per pixel.
#![allow(clippy::arithmetic_side_effects)]
// Products are of sizes that were compared with those of a buffer in memory.

use super::super::Failure;
use super::header::Header;
use super::reader::{Reader, buffer};
use super::sample::Sample;
use super::validity::Validity;
use super::{SampleType, blocks, fpl, huffman};

/// How a band is laid out in its blob.
pub(super) struct Band<'a> {
    pub header: &'a Header,
    pub valid: &'a Validity,
    /// zMin and zMax of each value of a pixel.
    pub ranges: &'a [(f64, f64)],
}

/// Decodes a blob, whose header says that it is of `out.len()` values, into `out`, where the values of a pixel are
/// together. `before` is the mask of the blob before it, which a blob may share.
pub(super) fn decode<T: Sample>(
    header: &Header,
    mut reader: Reader<'_>,
    before: Option<&Validity>,
    out: &mut [T::Bytes],
) -> Result<Validity, Failure> {
    let valid = validity(header, &mut reader, before)?;
    if valid != Validity::All {
        out.fill(T::default().bytes());
    }
    if header.valid == 0 {
        return Ok(valid);
    }
    let ranges = ranges::<T>(header, &mut reader)?;
    let band = Band { header, valid: &valid, ranges: &ranges };
    if ranges.iter().all(|(min, max)| min == max) {
        constant::<T>(&band, out);
    } else {
        values::<T>(&band, &mut reader, out)?;
    }
    replace_no_data::<T>(&band, out);
    Ok(valid)
}

fn validity(header: &Header, reader: &mut Reader<'_>, before: Option<&Validity>) -> Result<Validity, Failure> {
    let len = reader.count()?;
    let pixels = header.pixels();
    if header.valid == 0 || header.valid == pixels {
        reader.take(len)?;
        return if header.valid == 0 { Validity::none(pixels) } else { Ok(Validity::All) };
    }
    if len > 0 {
        return Validity::read(reader, len, pixels);
    }
    before.cloned().ok_or_else(|| reader.fail("the LERC blob has no mask"))
}

/// The range of each value of a pixel. Since version 4 each has its own.
fn ranges<T: Sample>(header: &Header, reader: &mut Reader<'_>) -> Result<Vec<(f64, f64)>, Failure> {
    let mut ranges = buffer(header.depth)?;
    ranges.fill((header.min, header.max));
    if header.version >= 4 && header.min != header.max {
        for range in &mut ranges {
            range.0 = reader.number(T::TYPE)?;
        }
        for range in &mut ranges {
            range.1 = reader.number(T::TYPE)?;
        }
        if let [(min, max)] = &mut *ranges {
            // Of one value the header's own numbers count, unless these say that the band is constant.
            (*min, *max) = if min == max { (header.min, header.min) } else { (header.min, header.max) };
        }
    }
    Ok(ranges)
}

fn constant<T: Sample>(band: &Band<'_>, out: &mut [T::Bytes]) {
    let values: Vec<T::Bytes> = band.ranges.iter().map(|range| T::from_f64(range.0).bytes()).collect();
    if let (Validity::All, [value]) = (band.valid, &*values) {
        return out.fill(*value);
    }
    for (pixel, to) in out.chunks_exact_mut(values.len().max(1)).enumerate() {
        if band.valid.at(pixel) {
            to.copy_from_slice(&values);
        }
    }
}

/// How the values are stored.
fn values<T: Sample>(band: &Band<'_>, reader: &mut Reader<'_>, out: &mut [T::Bytes]) -> Result<(), Failure> {
    if reader.u8()? != 0 {
        return raw::<T>(band, reader, out);
    }
    let header = band.header;
    let lossless = match T::TYPE {
        SampleType::U8 | SampleType::I8 => header.version >= 2 && header.max_error == 0.5,
        SampleType::F32 | SampleType::F64 => header.version >= 6 && header.max_error == 0.0,
        _ => false,
    };
    let small = matches!(T::TYPE, SampleType::U8 | SampleType::I8);
    match if lossless { reader.u8()? } else { 0 } {
        0 => blocks::decode::<T>(band, reader, out),
        1 if small => huffman::decode::<T>(band, reader, true, out),
        2 if small && header.version >= 4 => huffman::decode::<T>(band, reader, false, out),
        3 if !small => fpl::decode::<T>(band, reader, out),
        _ => Err(reader.fail("the LERC blob is coded in an unknown way")),
    }
}

/// Values as they are, those of valid pixels only.
fn raw<T: Sample>(band: &Band<'_>, reader: &mut Reader<'_>, out: &mut [T::Bytes]) -> Result<(), Failure> {
    let depth = band.header.depth;
    let bytes_of = |pixels: usize| pixels.saturating_mul(depth).saturating_mul(size_of::<T::Bytes>());
    let is_all = *band.valid == Validity::All;
    if is_all {
        let values = T::view(reader.take(bytes_of(band.header.pixels()))?);
        out.iter_mut().zip(values).for_each(|(to, value)| *to = T::of_blob(*value).bytes());
        return Ok(());
    }
    for (pixel, to) in out.chunks_exact_mut(depth).enumerate() {
        if band.valid.at(pixel) {
            let values = T::view(reader.take(bytes_of(1))?);
            to.iter_mut().zip(values).for_each(|(to, value)| *to = T::of_blob(*value).bytes());
        }
    }
    Ok(())
}

fn replace_no_data<T: Sample>(band: &Band<'_>, out: &mut [T::Bytes]) {
    let Some((stored, meant)) = band.header.no_data else { return };
    let (stored, meant) = (T::from_f64(stored), T::from_f64(meant).bytes());
    for (pixel, values) in out.chunks_exact_mut(band.header.depth).enumerate() {
        if band.valid.at(pixel) {
            values.iter_mut().filter(|value| T::of(**value) == stored).for_each(|value| *value = meant);
        }
    }
}
