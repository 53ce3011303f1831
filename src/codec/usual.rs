//! The compressions of the module `core`: from a tile's spec to what each decoder wants to know.

use super::failure::unsupported;
use super::spec::{Color, SampleType, TileSpec};
use super::{Failure, TileError, inflate, jpeg, lerc, lzw, packbits, unpack, zstd};
use crate::bytes::{len64, slice};

/// Compressions of plain bytes.
pub(super) fn decompress(code: u32, input: &[u8], out: &mut [u8]) -> Result<(), TileError> {
    match code {
        1 => copy(input, out)?,
        5 => lzw::decode(input, out)?,
        8 | 32946 => inflate::decode_zlib(input, out)?,
        32773 => packbits::decode(input, out)?,
        50000 | 34926 => zstd::decode(input, out)?,
        code => return Err(unsupported(code)),
    }
    Ok(())
}

fn copy(input: &[u8], out: &mut [u8]) -> Result<(), Failure> {
    let len = input.len().min(out.len());
    if let (Some(from), Some(to)) = (input.get(..len), out.get_mut(..len)) {
        to.copy_from_slice(from);
    }
    if len == out.len() { Ok(()) } else { Err(Failure::new(len, len, "the tile ends early")) }
}

pub(super) fn decode_jpeg(
    spec: &TileSpec,
    sample_type: SampleType,
    tables: Option<&[u8]>,
    input: &[u8],
    out: &mut [u8],
) -> Result<(), TileError> {
    if !matches!(sample_type, SampleType::Uint8 | SampleType::Uint16) {
        return Err(TileError::Unsupported(format!("JPEG samples of {} bits are not decoded", spec.bits)));
    }
    let color = match spec.color {
        Color::Stored => jpeg::ColorRule::AsStored,
        Color::Rgb => jpeg::ColorRule::YCbCrToRgb,
        Color::Jfif => jpeg::ColorRule::StoredUnlessJfif,
    };
    let TileSpec { width, height, samples, bits, .. } = *spec;
    let jpeg = jpeg::JpegSpec { width, height, samples, bits, tables, color };
    Ok(jpeg::decode(input, &jpeg, out)?)
}

pub(super) fn decode_lerc(
    spec: &TileSpec,
    sample_type: SampleType,
    input: &[u8],
    out: &mut [u8],
    room: &mut Vec<u8>,
) -> Result<(), TileError> {
    let TileSpec { width, height, samples, .. } = *spec;
    let lerc = lerc::LercSpec { width, height, samples, sample: lerc_type(sample_type)? };
    let blob = match spec.lerc_compression {
        0 => input,
        1 | 2 => unwrap_lerc(spec.lerc_compression, input, out.len(), room)?,
        other => return Err(TileError::Unsupported(format!("LERC with the additional compression {other} is not decoded"))),
    };
    let result = lerc::decode(blob, &lerc, out);
    // The numbers of a blob are those that the writer had in memory, in the order of the file: libtiff (and so GDAL) compresses what it
    // has already swapped, and swaps what it has decompressed.
    unpack::swap_to_host(out, spec.bits, spec.endian());
    result?;
    Ok(())
}

fn lerc_type(sample_type: SampleType) -> Result<lerc::SampleType, TileError> {
    use lerc::SampleType as L;
    Ok(match sample_type {
        SampleType::Uint8 => L::U8,
        SampleType::Int8 => L::I8,
        SampleType::Uint16 => L::U16,
        SampleType::Int16 => L::I16,
        SampleType::Uint32 => L::U32,
        SampleType::Int32 => L::I32,
        SampleType::Float32 => L::F32,
        SampleType::Float64 => L::F64,
        other => return Err(TileError::Unsupported(format!("LERC samples of type {other:?} do not exist"))),
    })
}

/// A blob's length is not told: it is decompressed into room for the samples as they are, a mask and headers.
fn unwrap_lerc<'a>(compression: u8, input: &[u8], samples: usize, blob: &'a mut Vec<u8>) -> Result<&'a [u8], TileError> {
    let room = samples.saturating_add(samples / 4).saturating_add(64 << 10);
    blob.clear();
    blob.resize(room, 0);
    let result = if compression == 1 { inflate::decode_zlib(input, blob) } else { zstd::decode(input, blob) };
    let len = match result {
        Ok(()) => room,
        // Shorter than the room is how it should end; the blob says itself whether it is whole.
        Err(failure) if failure.written > 0 => failure.written,
        Err(failure) => return Err(TileError::Broken(failure)),
    };
    slice(blob, 0, len).ok_or_else(|| TileError::Size(format!("a LERC blob of {} bytes", len64(len))))
}
