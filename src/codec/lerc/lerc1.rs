//! Lerc1, the older format ("CntZImage"): one band of 32-bit floating point, with a count per pixel as its mask.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "blocks lie inside the image, whose size was compared with that of the buffers"
)]

use super::super::Failure;
use super::bits::Numbers;
use super::reader::Reader;
use super::validity::Validity;

/// What stands at the start of a blob.
pub(super) const MAGIC: &[u8] = b"CntZImage ";

/// The head of the part for the counts or the values: blocks down and across, bytes, and the largest value.
struct Part {
    down: usize,
    across: usize,
    bytes: usize,
    max: f32,
}

/// The size and the greatest error of the image; the reader goes on behind its header.
pub(super) struct Image {
    pub width: usize,
    pub height: usize,
    max_error: f64,
}

impl Image {
    /// Reads the header.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        if reader.take(MAGIC.len())? != MAGIC {
            return Err(reader.fail("this is no Lerc1 blob"));
        }
        if (reader.u32()?, reader.u32()?) != (11, 8) {
            return Err(reader.fail("the version or the type of a Lerc1 blob is unknown"));
        }
        let (height, width) = (reader.count()?, reader.count()?);
        Ok(Self { width, height, max_error: reader.f64()? })
    }

    /// Decodes the image into `out`, one value per pixel. Bands after the first share the mask of the first and have
    /// none of their own.
    pub(super) fn decode(
        &self,
        reader: &mut Reader<'_>,
        before: Option<&Validity>,
        out: &mut [[u8; 4]],
    ) -> Result<Validity, Failure> {
        let valid = match before {
            Some(valid) => valid.clone(),
            None => self.counts(reader)?,
        };
        let part = Part::read(reader)?;
        let end = reader.at.saturating_add(part.bytes);
        out.fill([0; 4]);
        let mut numbers = Numbers::new(out.len())?;
        for block in self.blocks(&part, reader)? {
            self.values(reader, &block, &part, &valid, &mut numbers, out)?;
        }
        reader.at = end.max(reader.at);
        Ok(valid)
    }

    /// The counts: a pixel is valid where it is above 0.
    fn counts(&self, reader: &mut Reader<'_>) -> Result<Validity, Failure> {
        let part = Part::read(reader)?;
        let pixels = self.width * self.height;
        if (part.down, part.across) == (0, 0) {
            return match part.bytes {
                0 if part.max > 0.0 => Ok(Validity::All),
                0 => Validity::none(pixels),
                bytes => Validity::read(reader, bytes, pixels),
            };
        }
        let end = reader.at.saturating_add(part.bytes);
        let mut valid = Validity::none(pixels)?;
        let mut numbers = Numbers::new(pixels)?;
        for block in self.blocks(&part, reader)? {
            self.block_of_counts(reader, &block, &mut valid, &mut numbers)?;
        }
        reader.at = end;
        Ok(valid)
    }

    fn block_of_counts(
        &self,
        reader: &mut Reader<'_>,
        block: &Block,
        valid: &mut Validity,
        numbers: &mut Numbers,
    ) -> Result<(), Failure> {
        let flags = reader.u8()?;
        match flags {
            // Counts of 0 or -1.
            2 | 3 => {}
            4 => block.pixels(self.width).for_each(|pixel| valid.set(pixel)),
            0 => {
                for pixel in block.pixels(self.width) {
                    if reader.f32()? > 0.0 {
                        valid.set(pixel);
                    }
                }
            }
            _ if flags & 63 > 4 => return Err(reader.fail("a block of Lerc1 counts is coded in an unknown way")),
            _ => {
                let offset = offset(reader, flags)?;
                let array = numbers.read_lerc1(reader, block.area())?;
                if array.len() < block.area() {
                    return Err(reader.fail("a block of Lerc1 counts is incomplete"));
                }
                let counts = block.pixels(self.width).enumerate().map(|(index, pixel)| (pixel, array.at(index)));
                counts.filter(|(_, count)| offset + *count as f32 > 0.0).for_each(|(pixel, _)| valid.set(pixel));
            }
        }
        Ok(())
    }

    fn values(
        &self,
        reader: &mut Reader<'_>,
        block: &Block,
        part: &Part,
        valid: &Validity,
        numbers: &mut Numbers,
        out: &mut [[u8; 4]],
    ) -> Result<(), Failure> {
        let flags = reader.u8()?;
        let pixels = block.pixels(self.width).filter(|pixel| valid.at(*pixel));
        match flags & 63 {
            0 => {
                for pixel in pixels {
                    out[pixel] = reader.f32()?.to_ne_bytes();
                }
            }
            2 => {}
            3 => {
                let value = offset(reader, flags)?.to_ne_bytes();
                pixels.for_each(|pixel| out[pixel] = value);
            }
            1 => {
                let (offset, scale) = (f64::from(offset(reader, flags)?), 2.0 * self.max_error);
                let array = numbers.read_lerc1(reader, block.area())?;
                let mut filled = 0;
                for (index, pixel) in pixels.enumerate() {
                    let value = (offset + f64::from(array.at(index)) * scale) as f32;
                    out[pixel] = if part.max < value { part.max } else { value }.to_ne_bytes();
                    filled = index + 1;
                }
                if filled > array.len() {
                    return Err(reader.fail("a Lerc1 block has fewer values than valid pixels"));
                }
            }
            _ => return Err(reader.fail("a Lerc1 block is coded in an unknown way")),
        }
        Ok(())
    }

    /// The blocks of a part: as many as it says, of one size, and one more down and across for what is left.
    fn blocks(&self, part: &Part, reader: &Reader<'_>) -> Result<Vec<Block>, Failure> {
        if part.down == 0 || part.across == 0 || part.down > self.height || part.across > self.width {
            return Err(reader.fail("the number of blocks of a Lerc1 image is impossible"));
        }
        let (rows, columns) = (sizes(self.height, part.down), sizes(self.width, part.across));
        // Each block takes a byte at least.
        if rows.len().saturating_mul(columns.len()) > reader.rest().len() {
            return Err(reader.fail("the LERC blob ends too early"));
        }
        let mut blocks = Vec::new();
        for (top, rows) in rows {
            blocks.extend(columns.iter().map(|(left, columns)| Block { top, left: *left, rows, columns: *columns }));
        }
        Ok(blocks)
    }
}

/// Where each block begins along one side of the image, and how long it is.
fn sizes(len: usize, count: usize) -> Vec<(usize, usize)> {
    let size = len / count;
    let whole = (0..count).map(|index| (index * size, size));
    whole.chain([(count * size, len % count)]).filter(|(_, size)| *size > 0).collect()
}

struct Block {
    top: usize,
    left: usize,
    rows: usize,
    columns: usize,
}

impl Block {
    fn area(&self) -> usize {
        self.rows * self.columns
    }

    fn pixels(&self, width: usize) -> impl Iterator<Item = usize> {
        let (left, columns) = (self.left, self.columns);
        (self.top..self.top + self.rows).flat_map(move |row| row * width + left..row * width + left + columns)
    }
}

impl Part {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        Ok(Self { down: reader.count()?, across: reader.count()?, bytes: reader.count()?, max: reader.f32()? })
    }
}

/// The offset of a block, in a width the top bits of its flags give.
fn offset(reader: &mut Reader<'_>, flags: u8) -> Result<f32, Failure> {
    Ok(match flags >> 6 {
        0 => reader.f32()?,
        1 => reader.i16()?.into(),
        2 => i8::from_le_bytes([reader.u8()?]).into(),
        _ => return Err(reader.fail("the offset of a Lerc1 block has no type")),
    })
}
