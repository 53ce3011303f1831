//! One blob of Lerc2: a band of one or more values per pixel.
#![allow(clippy::arithmetic_side_effects, reason = "products are of sizes that were compared with those of a buffer in memory")]

use super::super::Failure;
use super::band::Band;
use super::header::Header;
use super::reader::{Reader, buffer};
use super::sample::{SampleType, repeat, to_host};
use super::validity::Validity;
use super::{blocks, fpl, huffman};

/// Decodes a blob, whose header says that it is of the values for which `out` has room, into `out`, where the values of
/// a pixel are together. `before` is the mask of the blob before it, which a blob may share.
pub(super) fn decode(
    header: &Header,
    mut reader: Reader<'_>,
    before: Option<&Validity>,
    out: &mut [u8],
) -> Result<Validity, Failure> {
    let valid = validity(header, &mut reader, before)?;
    if valid != Validity::All {
        out.fill(0);
    }
    if header.valid == 0 {
        return Ok(valid);
    }
    let ranges = ranges(header, &mut reader)?;
    let band = Band { header, valid: &valid, ranges: &ranges };
    if ranges.iter().all(|(min, max)| min == max) {
        constant(&band, out);
    } else {
        values(&band, &mut reader, out)?;
    }
    replace_no_data(&band, out);
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
fn ranges(header: &Header, reader: &mut Reader<'_>) -> Result<Vec<(f64, f64)>, Failure> {
    let mut ranges = buffer(header.depth)?;
    ranges.fill((header.min, header.max));
    if header.version >= 4 && header.min != header.max {
        for range in &mut ranges {
            range.0 = reader.number(header.sample)?;
        }
        for range in &mut ranges {
            range.1 = reader.number(header.sample)?;
        }
        if let [(min, max)] = &mut *ranges {
            // Of one value the header's own numbers count, unless these say that the band is constant.
            (*min, *max) = if min == max { (header.min, header.min) } else { (header.min, header.max) };
        }
    }
    Ok(ranges)
}

/// The bytes of a pixel.
fn pixel_bytes(header: &Header) -> usize {
    header.depth.saturating_mul(header.sample.bytes()).max(1)
}

fn constant(band: &Band<'_>, out: &mut [u8]) {
    let sample = band.header.sample;
    let bytes = band.ranges.iter().flat_map(|range| sample.bytes_of(range.0).into_iter().take(sample.bytes()));
    let pixel: Vec<u8> = bytes.collect();
    if *band.valid == Validity::All {
        return repeat(&pixel, out);
    }
    for (index, to) in out.chunks_exact_mut(pixel.len().max(1)).enumerate() {
        if band.valid.at(index) {
            to.copy_from_slice(&pixel);
        }
    }
}

/// How the values are stored.
fn values(band: &Band<'_>, reader: &mut Reader<'_>, out: &mut [u8]) -> Result<(), Failure> {
    if reader.u8()? != 0 {
        return raw(band, reader, out);
    }
    let header = band.header;
    let small = header.sample.bytes() == 1;
    let lossless = match header.sample {
        SampleType::U8 | SampleType::I8 => header.version >= 2 && header.max_error == 0.5,
        SampleType::F32 | SampleType::F64 => header.version >= 6 && header.max_error == 0.0,
        _ => false,
    };
    match if lossless { reader.u8()? } else { 0 } {
        0 => blocks::decode(band, reader, out),
        1 if small => huffman::decode(band, reader, true, out),
        2 if small && header.version >= 4 => huffman::decode(band, reader, false, out),
        3 if !small => fpl::decode(band, reader, out),
        _ => Err(reader.fail("the LERC blob is coded in an unknown way")),
    }
}

/// Values as they are, those of valid pixels only.
fn raw(band: &Band<'_>, reader: &mut Reader<'_>, out: &mut [u8]) -> Result<(), Failure> {
    let (pixel, width) = (pixel_bytes(band.header), band.header.sample.bytes());
    if *band.valid == Validity::All {
        out.copy_from_slice(reader.take(band.header.pixels().saturating_mul(pixel))?);
    } else {
        let valid = (0..band.header.pixels()).filter(|index| band.valid.at(*index)).count();
        let stored = reader.take(valid.saturating_mul(pixel))?;
        let pixels = out.chunks_exact_mut(pixel).enumerate().filter(|(index, _)| band.valid.at(*index));
        pixels.zip(stored.chunks_exact(pixel)).for_each(|((_, to), values)| to.copy_from_slice(values));
    }
    to_host(out, width);
    Ok(())
}

fn replace_no_data(band: &Band<'_>, out: &mut [u8]) {
    let Some((stored, meant)) = band.header.no_data else { return };
    let (sample, width) = (band.header.sample, band.header.sample.bytes());
    let (stored, meant) = (sample.value(&sample.bytes_of(stored)), sample.bytes_of(meant));
    for (pixel, values) in out.chunks_exact_mut(pixel_bytes(band.header)).enumerate() {
        if band.valid.at(pixel) {
            let values = values.chunks_exact_mut(width).filter(|value| sample.value(value) == stored);
            values.for_each(|value| value.iter_mut().zip(meant).for_each(|(to, byte)| *to = byte));
        }
    }
}
