//! Pixel sources as Viv makes them of the levels of an image. Viv 0.16, which Vitessce 4.0.8 holds, and 0.21 do the same here.

use crate::viewer::js::{text, truthy, undefined};
use crate::viewer::outcome::{Failure, Stop, Tried, all};
use crate::viewer::zarrita::{Part, ReadOut, Visit, ZarritaArray};
use crate::zarr::json::{Cursor, Value};

/// An image as levels that tiles are read of.
#[derive(Clone, Debug)]
pub struct Raster {
    /// Names of the axes.
    pub labels: Vec<String>,
    /// The levels, in the order of the metadata.
    pub levels: Vec<ZarritaArray>,
    /// Edge of a tile, of all levels; 0 where that cannot be told.
    pub tile: u64,
}

/// Chunks of a plane that are gone through; of more the cost is estimated.
pub const MOST_CHUNKS: u64 = 192;
/// Bytes of chunks of a plane that are decoded, to see whether they can be.
pub const MOST_DECODED: u64 = 4 << 20;
/// Chunks that are gone through of further channels of such a plane.
const FURTHER_CHUNKS: u64 = 16;

/// What is selected beside y and x: indices along axes by their names.
pub type Selection = Vec<(String, i64)>;

/// A tile of a level.
pub(super) type Tile = (u64, u64);

impl Raster {
    /// The sources of levels.
    ///
    /// # Errors
    /// What Viv throws.
    pub fn new(labels: Vec<String>, levels: Vec<ZarritaArray>) -> Tried<Self> {
        let Some(first) = levels.first() else {
            return Err(undefined("shape").into());
        };
        let tile = tile_size(first).map_err(|stop| match stop {
            Stop::Failed(failure) => Stop::Failed(failure.at(&first.path)),
            wait => wait,
        })?;
        let twice = labels.iter().enumerate().any(|(at, label)| labels.iter().take(at).any(|other| other == label));
        if twice {
            return Err(Failure::new("Error", "Labels must be unique").into());
        }
        Ok(Self { labels, levels, tile })
    }

    /// Where an axis is.
    pub fn axis(&self, label: &str) -> Option<usize> {
        self.labels.iter().position(|own| own == label)
    }

    /// The size of an axis of a level by its name.
    pub fn size_of(&self, level: usize, label: &str) -> Option<u64> {
        self.levels.get(level)?.shape.get(self.axis(label)?).copied()
    }

    /// The number of the lowest level.
    pub fn last(&self) -> usize {
        self.levels.len().saturating_sub(1)
    }

    /// Width and height of a level, as Viv has them.
    pub fn size(&self, level: usize) -> [u64; 2] {
        self.levels.get(level).map(|array| image_size(&array.shape)).unwrap_or_default()
    }

    /// Whether the last axis is taken for the samples of RGB.
    pub fn interleaved(&self) -> bool {
        self.levels.first().is_some_and(|array| is_interleaved(&array.shape))
    }

    /// The first and the last tile of a level that deck.gl asks for when all of the image is in view.
    pub fn tiles(&self, level: usize) -> Option<[Tile; 2]> {
        let [columns, rows] = tile_counts(self.size(0), level, self.tile)?;
        Some([(0, 0), (columns.checked_sub(1)?, rows.checked_sub(1)?)])
    }

    /// `getRaster`: a plane of a level.
    pub fn plane(&self, visit: &mut Visit<'_, '_>, level: usize, selection: &Selection) -> Tried<ReadOut> {
        self.read(visit, level, selection, [Part::All, Part::All])
    }

    /// Several planes of a level, at once.
    pub fn planes(&self, visit: &mut Visit<'_, '_>, level: usize, selections: &[Selection], out: &mut ReadOut) -> Tried<()> {
        let usual = visit.most_chunks;
        let many = self.plane_chunks(level) > usual;
        let reads = visit.at_once(|visit| {
            all(selections.iter().map(|selection| {
                let read = self.plane(visit, level, selection);
                // Of planes of many chunks the first says what the others cost.
                visit.most_chunks = if many { FURTHER_CHUNKS } else { usual };
                read
            }))
        });
        visit.most_chunks = usual;
        for read in reads? {
            out.absorb(read);
        }
        Ok(())
    }

    /// `getTile`. Tiles outside of the level are not read, and their error is no error to Viv (`onTileError`).
    pub fn read_tile(&self, visit: &mut Visit<'_, '_>, level: usize, (x, y): Tile, selection: &Selection) -> Tried<ReadOut> {
        let [width, height] = self.size(level);
        let range = |at: u64, size: u64| {
            let from = at.saturating_mul(self.tile);
            (from < size).then(|| Part::Slice(from, from.saturating_add(self.tile).min(size)))
        };
        match (range(x, width), range(y, height)) {
            (Some(x), Some(y)) => self.read(visit, level, selection, [x, y]),
            _ => Ok(ReadOut::default()),
        }
    }

    fn read(&self, visit: &mut Visit<'_, '_>, level: usize, selection: &Selection, plane: [Part; 2]) -> Tried<ReadOut> {
        let parts = self.parts(level, selection, plane)?;
        let Some(array) = self.levels.get(level) else { return Ok(ReadOut::default()) };
        visit.get(array, &parts)
    }

    /// What is selected of every axis of a level (`_chunkIndex`).
    pub fn parts(&self, level: usize, selection: &Selection, [x, y]: [Part; 2]) -> Tried<Vec<Part>> {
        let Some(array) = self.levels.get(level) else { return Ok(Vec::new()) };
        let mut parts = vec![Part::At(0); self.labels.len()];
        for (label, at) in selection {
            let axis = self.axis(label).ok_or_else(|| Failure::new("Error", format!("Invalid indexer key: {label}")))?;
            let size = array.shape.get(axis).copied().unwrap_or(0);
            // A number below zero counts from the end.
            let from_end = || size.checked_sub(at.unsigned_abs()).unwrap_or(u64::MAX);
            if let Some(part) = parts.get_mut(axis) {
                *part = Part::At(u64::try_from(*at).unwrap_or_else(|_| from_end()));
            }
        }
        let behind = if is_interleaved(&array.shape) { 2 } else { 1 };
        if let Some(at) = array.shape.len().checked_sub(behind) {
            if parts.len() <= at {
                parts.resize(at.saturating_add(1), Part::All);
            }
            for (at, part) in [(Some(at), x), (at.checked_sub(1), y)] {
                if let Some(place) = at.and_then(|at| parts.get_mut(at)) {
                    *place = part;
                }
            }
        }
        Ok(parts)
    }

    /// Chunks of a plane of a level.
    fn plane_chunks(&self, level: usize) -> u64 {
        let Some((array, chunks)) = self.levels.get(level).and_then(|array| Some((array, array.chunks.as_ref()?))) else {
            return 0;
        };
        let along = array.shape.iter().zip(chunks).rev().take(if is_interleaved(&array.shape) { 3 } else { 2 });
        along.fold(1u64, |product, (size, chunk)| product.saturating_mul(size.div_ceil((*chunk).max(1))))
    }

    /// Bytes of a plane, as it is shown.
    pub fn plane_bytes(&self, level: usize) -> u64 {
        let Some(array) = self.levels.get(level) else { return 0 };
        let pixels = array.shape.iter().rev().take(2).fold(1u64, |product, size| product.saturating_mul(*size));
        pixels.saturating_mul(item_size(&array.data_type))
    }

    /// Bytes of a tile, as it is shown.
    pub fn tile_bytes(&self, level: usize) -> u64 {
        let item = self.levels.get(level).map_or(1, |array| item_size(&array.data_type));
        self.tile.saturating_mul(self.tile).saturating_mul(item)
    }
}

/// `isInterleaved`
pub fn is_interleaved(shape: &[u64]) -> bool {
    matches!(shape.last(), Some(3 | 4))
}

/// `getImageSize`: width and height.
pub fn image_size(shape: &[u64]) -> [u64; 2] {
    let behind = if is_interleaved(shape) { 3 } else { 2 };
    let tail = shape.get(shape.len().saturating_sub(behind)..).unwrap_or_default();
    let at = |index: usize| tail.get(index).copied().unwrap_or(0);
    [at(1), at(0)]
}

/// `guessTileSize`: the largest power of two that is no more than a chunk of the first level is high and wide.
fn tile_size(array: &ZarritaArray) -> Tried<u64> {
    let chunks = array.chunks.as_ref().ok_or_else(|| undefined("slice"))?;
    Ok(tile_of(&array.shape, chunks))
}

/// The edge of tiles of an image, by the shape and the chunks of its first level; 0 where there are no such chunks.
pub fn tile_of(shape: &[u64], chunks: &[u64]) -> u64 {
    let behind = if is_interleaved(shape) { 3 } else { 2 };
    let tail = chunks.get(chunks.len().saturating_sub(behind)..).unwrap_or_default();
    let smallest = tail.first().zip(tail.get(1)).map_or(0, |(y, x)| *y.min(x));
    smallest.checked_ilog2().map_or(0, |log| 1 << log)
}

/// Columns and rows of tiles that are asked for of a level, whatever its own size is.
fn tile_counts(full: [u64; 2], level: usize, tile: u64) -> Option<[u64; 2]> {
    let edge = power(level).checked_mul(tile).filter(|edge| *edge > 0)?;
    Some(full.map(|size| size.div_ceil(edge)))
}

/// Two to the power of a level.
fn power(level: usize) -> u64 {
    u32::try_from(level).ok().and_then(|level| 1u64.checked_shl(level)).unwrap_or(u64::MAX)
}

/// How a level is drawn otherwise than it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misplaced {
    /// Tiles that the view asks for are beyond the level.
    Beyond,
    /// Parts of the level are not asked for: so many columns and rows are.
    Left([u64; 2]),
    /// Tiles are drawn so many pixels of the full resolution off.
    Off(u64),
}

/// Where Viv draws the tiles of a level, against where they belong: it takes level `k` for one of a size of 1 / 2^k.
pub fn misplaced(full: [u64; 2], own: [u64; 2], level: usize, tile: u64) -> Option<Misplaced> {
    let counts = tile_counts(full, level, tile)?;
    let both = || counts.into_iter().zip(own);
    if both().any(|(count, size)| count.saturating_sub(1).saturating_mul(tile) >= size) {
        return Some(Misplaced::Beyond);
    }
    if both().any(|(count, size)| count.saturating_mul(tile) < size) {
        let [x, y] = counts.map(|count| count.saturating_mul(tile));
        let [width, height] = own;
        return Some(Misplaced::Left([x.min(width), y.min(height)]));
    }
    // The error grows towards the last tile; where that is no full one, its far edge is put where the image ends.
    let error = full.into_iter().zip(both()).map(|(full, (count, size))| {
        let whole = size.checked_div(tile).unwrap_or(0);
        let begins = count.saturating_sub(1).saturating_mul(tile);
        let farthest = whole.saturating_mul(tile).max(begins);
        let (drawn, belongs) = (
            u128::from(farthest).saturating_mul(power(level).into()).saturating_mul(size.into()),
            u128::from(farthest).saturating_mul(full.into()),
        );
        let off = drawn.abs_diff(belongs).checked_div(size.into()).unwrap_or(0);
        u64::try_from(off).unwrap_or(u64::MAX)
    });
    let worst = error.max().unwrap_or(0);
    (worst >= power(level)).then_some(Misplaced::Off(worst))
}

/// The size that the lowest level is drawn with behind the tiles, where that is another than the image's.
pub fn misplaced_background(full: [u64; 2], own: [u64; 2], last: usize) -> Option<[u64; 2]> {
    let drawn = own.map(|size| size.saturating_mul(power(last)));
    let off = drawn.into_iter().zip(full).any(|(drawn, full)| drawn.abs_diff(full) >= power(last));
    (last > 0 && off).then_some(drawn)
}

/// Bytes of a pixel in a texture; 1 of types that there is none for.
pub(super) fn item_size(data_type: &str) -> u64 {
    match data_type {
        "int16" | "uint16" => 2,
        "int32" | "uint32" | "float32" => 4,
        "float64" => 8,
        _ => 1,
    }
}

/// Types that Viv has textures for.
pub const TEXTURES: [&str; 8] = ["uint8", "uint16", "uint32", "float32", "int8", "int16", "int32", "float64"];

/// Names of axes, as both loaders take them from the first multiscale.
pub fn labels_of(multiscale: &Cursor<'_>) -> Vec<String> {
    let default = || crate::zarr::ngff::DEFAULT_AXES.map(str::to_owned).to_vec();
    let Some(axes) = multiscale.get("axes").filter(|axes| truthy(axes.value())) else { return default() };
    let strings = axes.value().as_array().and_then(<[Value]>::first).is_some_and(|first| first.as_str().is_some());
    let name = |axis: Cursor<'_>| {
        let own = if strings { Some(axis) } else { axis.get("name") };
        own.map_or_else(|| "undefined".to_owned(), |name| text(name.value()))
    };
    axes.items().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_the_largest_power_of_two_in_a_chunk() {
        for (shape, chunks, tile) in [
            (&[1, 500, 500][..], &[1, 250, 250][..], 128),
            (&[1, 512, 512], &[1, 256, 256], 256),
            (&[1, 64, 64], &[1, 1, 64], 1),
            (&[128, 128, 3], &[64, 32, 3], 32),
            (&[1, 64, 64], &[1, 0, 64], 0),
        ] {
            assert_eq!(tile_of(shape, chunks), tile, "{shape:?} {chunks:?}");
        }
    }

    #[test]
    fn levels_belong_where_they_are_drawn_when_each_is_half_of_the_one_before() {
        for (full, own, level) in [([501, 333], [250, 166], 1), ([501, 333], [251, 167], 1), ([50_001, 8], [390, 1], 7)] {
            assert_eq!(misplaced(full, own, level, 64), None, "{full:?} {own:?}");
        }
        assert_eq!(misplaced([128, 128], [85, 85], 1, 64), Some(Misplaced::Left([64, 64])));
        assert_eq!(misplaced([1024, 1024], [256, 256], 1, 64), Some(Misplaced::Beyond));
        assert_eq!(misplaced([4096, 4096], [2000, 2000], 1, 256), Some(Misplaced::Off(86)));
        assert_eq!(misplaced_background([128, 128], [32, 32], 1), Some([64, 64]));
        assert_eq!(misplaced_background([501, 333], [251, 167], 1), None);
    }
}
