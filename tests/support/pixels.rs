//! Decoding all blocks of an IFD, as JavaScript does it.

use super::File;
use omescope::bytes::{Endian, unsigned};
use omescope::codec::{Scratch, TileError, decode};
use omescope::image::Image;
use omescope::need::{Ask, Step};
use omescope::session::{PixelsSession, Reach, Which};
use omescope::tiff::NumberTable;

/// What an IFD came to.
pub enum Pixels {
    Decoded { bytes: Vec<u8>, image: Image },
    Unsupported(String),
    Failed(String),
}

fn open(file: &[u8], offset: u64) -> Result<PixelsSession, String> {
    let mut session = PixelsSession::new(Which::At(offset), false, Some(file.size()), Reach::Memory);
    loop {
        match session.step().map_err(|error| error.to_string())? {
            Step::Done(()) => return Ok(session),
            Step::Need(asks) => {
                for ask in asks {
                    let Ask::Range(range) = ask;
                    session.supply(range.start, &file.read(range.start, range.len));
                }
            }
        }
    }
}

fn number(file: &[u8], table: NumberTable, index: u64, endian: Endian) -> Option<u64> {
    (index < table.count).then_some(())?;
    unsigned(&file.read(table.at + index * table.width, table.width), endian)
}

/// All pixels of the IFD at an offset, samples as they are stored: chunky, or plane after plane.
pub fn pixels(file: &[u8], offset: u64) -> Pixels {
    let session = match open(file, offset) {
        Ok(session) => session,
        Err(error) => return Pixels::Failed(error),
    };
    let (header, storage) = (session.header().unwrap(), session.storage().unwrap());
    let image = match Image::new(header, storage) {
        Ok(image) => image,
        Err(error) => return Pixels::Unsupported(error.what),
    };
    let size = image.sample_type.size();
    let planes = if image.planar { u32::from(image.samples) } else { 1 };
    let per_pixel = size * usize::from(if image.planar { 1 } else { image.samples });
    let (width, height) = (image.width as usize, image.height as usize);
    if width * height * per_pixel * planes as usize > 1 << 29 {
        return Pixels::Unsupported("too large for this test".to_owned());
    }
    let mut all = vec![0u8; width * height * per_pixel * planes as usize];
    let mut scratch = Scratch::default();
    for plane in 0..planes {
        for y in 0..image.down {
            for x in 0..image.across {
                let index = (u64::from(plane) * u64::from(image.down) + u64::from(y)) * u64::from(image.across) + u64::from(x);
                let Some(at) = number(file, image.offsets, index, header.endian) else {
                    return Pixels::Failed(format!("block {index} is not in the table"));
                };
                let spec = image.block_spec(y);
                let len = image.byte_counts.and_then(|table| number(file, table, index, header.endian));
                let len = len.unwrap_or_else(|| match spec.compression {
                    1 => spec.stored_len().unwrap_or(0) as u64,
                    _ => file.size().saturating_sub(at),
                });
                if len == 0 || at == 0 {
                    continue;
                }
                let Some(len_out) = spec.output_len() else { return Pixels::Unsupported("too large".to_owned()) };
                let mut out = vec![0; len_out];
                let input = if at < file.size() { file.read(at, len.min(file.size())) } else { Vec::new() };
                match decode(&spec, storage.jpeg_tables.as_deref(), &input, &mut out, &mut scratch) {
                    Ok(()) => {}
                    Err(TileError::Unsupported(what)) => return Pixels::Unsupported(what),
                    Err(error) => return Pixels::Failed(format!("block {index}: {error}")),
                }
                let (left, top) = (x as usize * image.block_width as usize, y as usize * image.block_height as usize);
                let columns = (width - left).min(spec.width as usize) * per_pixel;
                for row in 0..(height - top).min(spec.height as usize) {
                    let from = row * spec.width as usize * per_pixel;
                    let to = ((plane as usize * height + top + row) * width + left) * per_pixel;
                    all[to..to + columns].copy_from_slice(&out[from..from + columns]);
                }
            }
        }
    }
    Pixels::Decoded { bytes: all, image }
}

/// Planes of samples to samples of pixels.
pub fn interleave(bytes: &[u8], image: &Image) -> Vec<u8> {
    let (size, samples) = (image.sample_type.size(), usize::from(image.samples));
    let count = image.width as usize * image.height as usize;
    let mut out = Vec::with_capacity(bytes.len());
    for pixel in 0..count {
        for sample in 0..samples {
            let at = (sample * count + pixel) * size;
            out.extend_from_slice(&bytes[at..at + size]);
        }
    }
    out
}
