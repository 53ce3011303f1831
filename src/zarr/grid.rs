//! Which chunks an array has, what they are called, and which of them a selection touches.

use super::codec::{IndexLocation, Sharding, Step};
use std::ops::Range;

/// A regular grid of chunks. Nothing here is larger than what `u64` holds, and nothing is listed before it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    shape: Vec<u64>,
    chunk: Vec<u64>,
}

impl Grid {
    /// A grid, if both shapes have the same number of axes and chunks have a size.
    pub fn new(shape: &[u64], chunk: &[u64]) -> Option<Self> {
        let fits = shape.len() == chunk.len() && chunk.iter().all(|size| *size > 0);
        fits.then(|| Self { shape: shape.to_vec(), chunk: chunk.to_vec() })
    }

    /// Shape of the array.
    pub fn shape(&self) -> &[u64] {
        &self.shape
    }

    /// Shape of a chunk. Those at the edges are stored whole.
    pub fn chunk(&self) -> &[u64] {
        &self.chunk
    }

    /// Chunks along each axis.
    pub fn counts(&self) -> Vec<u64> {
        self.shape.iter().zip(&self.chunk).map(|(size, chunk)| size.div_ceil(*chunk)).collect()
    }

    /// All chunks, if `u64` holds their number. An array without axes has one.
    pub fn total(&self) -> Option<u64> {
        product(&self.counts())
    }

    /// Elements of a chunk, if `u64` holds their number.
    pub fn chunk_items(&self) -> Option<u64> {
        product(&self.chunk)
    }

    /// Elements of the array, if `u64` holds their number.
    pub fn items(&self) -> Option<u64> {
        product(&self.shape)
    }

    /// Whether there is such a chunk.
    pub fn contains(&self, index: &[u64]) -> bool {
        index.len() == self.shape.len() && index.iter().zip(self.counts()).all(|(index, count)| *index < count)
    }

    /// The chunks that a selection touches: a range of elements for each axis, cut at the shape. `None` where the
    /// number of axes is another.
    pub fn touched(&self, selection: &[Range<u64>]) -> Option<Touched> {
        let fits = selection.len() == self.shape.len();
        let axes = selection.iter().zip(self.shape.iter().zip(&self.chunk));
        let along = |(range, (size, chunk)): (&Range<u64>, (&u64, &u64))| {
            let (start, end) = (range.start.min(*size), range.end.min(*size));
            let first = start.checked_div(*chunk).unwrap_or(0);
            if start < end { first..end.div_ceil(*chunk) } else { first..first }
        };
        fits.then(|| Touched { axes: axes.map(along).collect() })
    }

    /// All chunks.
    pub fn all(&self) -> Touched {
        Touched { axes: self.counts().into_iter().map(|count| 0..count).collect() }
    }
}

/// The product, if `u64` holds it; 1 of nothing.
pub(super) fn product(sizes: &[u64]) -> Option<u64> {
    if sizes.contains(&0) {
        return Some(0);
    }
    sizes.iter().try_fold(1u64, |product, size| product.checked_mul(*size))
}

/// A box of chunks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Chunks along each axis.
    pub axes: Vec<Range<u64>>,
}

impl Touched {
    /// How many there are, if `u64` holds their number.
    pub fn count(&self) -> Option<u64> {
        let counts: Vec<u64> = self.axes.iter().map(|axis| axis.end.saturating_sub(axis.start)).collect();
        product(&counts)
    }

    /// The index of one by its number, in the order of [`Touched::indices`]; `None` where there are not as many.
    pub fn at(&self, number: u64) -> Option<Vec<u64>> {
        let mut rest = number;
        let mut index = Vec::with_capacity(self.axes.len());
        for axis in self.axes.iter().rev() {
            let len = axis.end.checked_sub(axis.start).filter(|len| *len > 0)?;
            index.push(axis.start.saturating_add(rest.checked_rem(len)?));
            rest = rest.checked_div(len)?;
        }
        index.reverse();
        (rest == 0).then_some(index)
    }

    /// Numbers of at most `most` of them, at equal distances, with the first and the last.
    pub fn spread(&self, most: u64) -> impl Iterator<Item = u64> + use<> {
        let count = self.count().unwrap_or(u64::MAX);
        let taken = count.min(most.max(1));
        let last = u128::from(count.saturating_sub(1));
        (0..taken).map(move |number| {
            let at = u128::from(number).saturating_mul(last).checked_div(u128::from(taken.saturating_sub(1))).unwrap_or(0);
            u64::try_from(at).unwrap_or(u64::MAX)
        })
    }

    /// Their indices, the last axis fastest. Nothing is held but the next one: take as many as are needed.
    pub fn indices(&self) -> Indices {
        let next = (self.count() != Some(0)).then(|| self.axes.iter().map(|axis| axis.start).collect());
        Indices { axes: self.axes.clone(), next }
    }
}

/// Walks a box of chunks.
#[derive(Clone, Debug)]
pub struct Indices {
    axes: Vec<Range<u64>>,
    next: Option<Vec<u64>>,
}

impl Iterator for Indices {
    type Item = Vec<u64>;

    fn next(&mut self) -> Option<Vec<u64>> {
        let here = self.next.take()?;
        let mut next = here.clone();
        for (index, axis) in next.iter_mut().zip(&self.axes).rev() {
            *index = index.saturating_add(1);
            if *index < axis.end {
                self.next = Some(next);
                break;
            }
            *index = axis.start;
        }
        Some(here)
    }
}

/// How the key of a chunk is made (Zarr 3 core, "Chunk key encoding"; Zarr 2, `dimension_separator`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEncoding {
    /// `default`, `v2`, or another name that the metadata has.
    pub kind: KeyKind,
    /// What stands between the numbers, as it is stated or as it is where nothing is.
    pub separator: String,
    /// Whether the separator is stated.
    pub stated: bool,
}

/// Kinds of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// `c/0/0`
    Default,
    /// `0.0`
    V2,
    /// One that is not known.
    Other(String),
}

impl KeyEncoding {
    /// The key of a chunk below the path of its array; `None` for a kind that is not known.
    pub fn key(&self, index: &[u64]) -> Option<String> {
        let numbers: Vec<String> = index.iter().map(u64::to_string).collect();
        let joined = numbers.join(&self.separator);
        match self.kind {
            KeyKind::Default if index.is_empty() => Some("c".to_owned()),
            KeyKind::Default => Some(format!("c{}{joined}", self.separator)),
            KeyKind::V2 if index.is_empty() => Some("0".to_owned()),
            KeyKind::V2 => Some(joined),
            KeyKind::Other(_) => None,
        }
    }
}

/// All keys that writers give to a chunk, whatever the metadata says: what to look for where the one that it says is
/// missing. Each once.
pub fn candidate_keys(index: &[u64]) -> Vec<String> {
    let encodings = [(KeyKind::V2, "."), (KeyKind::V2, "/"), (KeyKind::Default, "/"), (KeyKind::Default, ".")];
    let keys = encodings
        .into_iter()
        .filter_map(|(kind, separator)| KeyEncoding { kind, separator: separator.to_owned(), stated: false }.key(index));
    let mut found: Vec<String> = Vec::new();
    for key in keys {
        if !found.contains(&key) {
            found.push(key);
        }
    }
    found
}

/// How a shard is laid out: the grid of its inner chunks and where its index stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardLayout {
    /// The inner chunks of one shard.
    pub inner: Grid,
    /// How many there are.
    pub entries: u64,
    /// Bytes of the index as it is stored.
    pub index_len: u64,
    /// Whether a checksum ends the index.
    pub checksum: bool,
    /// Whether the index stands before the chunks.
    pub at_start: bool,
}

impl ShardLayout {
    /// The layout of a shard of this shape. `None` where shapes do not fit together, or where the index is encoded in a
    /// way that does not have a size known beforehand.
    pub fn new(shard: &[u64], sharding: &Sharding) -> Option<Self> {
        let inner = Grid::new(shard, sharding.chunk_shape.as_deref()?)?;
        let divides = inner.shape().iter().zip(inner.chunk()).all(|(size, chunk)| size.is_multiple_of(*chunk));
        let entries = inner.total().filter(|_| divides)?;
        let mut checksum = false;
        for codec in &sharding.index_codecs {
            match codec.step {
                Step::Bytes(_) => {}
                Step::Crc32c => checksum = true,
                _ => return None,
            }
        }
        let index_len = entries.checked_mul(16)?.checked_add(if checksum { 4 } else { 0 })?;
        Some(Self { inner, entries, index_len, checksum, at_start: sharding.index_location == IndexLocation::Start })
    }

    /// Which entry of the index an inner chunk has: row-major.
    pub fn entry(&self, index: &[u64]) -> Option<u64> {
        if !self.inner.contains(index) {
            return None;
        }
        index
            .iter()
            .zip(self.inner.counts())
            .try_fold(0u64, |entry, (index, count)| entry.checked_mul(count)?.checked_add(*index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chunks_are_counted_up_to_the_edge() {
        let grid = Grid::new(&[10, 1, 0], &[4, 5, 3]).unwrap();
        assert_eq!((grid.counts(), grid.total()), (vec![3, 1, 0], Some(0)));
        assert_eq!(Grid::new(&[], &[]).unwrap().total(), Some(1));
        assert_eq!(Grid::new(&[], &[]).unwrap().all().indices().collect::<Vec<_>>(), [Vec::<u64>::new()]);
        assert!(Grid::new(&[10], &[0]).is_none());
        assert!(Grid::new(&[10, 10], &[5]).is_none());
    }

    #[test]
    fn chunks_are_found_by_their_numbers_and_spread_over_all() {
        let touched = Grid::new(&[40, 30], &[10, 10]).unwrap().touched(&[10..40, 0..30]).unwrap();
        let all: Vec<Vec<u64>> = touched.indices().collect();
        assert_eq!((0..9).map(|number| touched.at(number).unwrap()).collect::<Vec<_>>(), all);
        assert_eq!(touched.at(9), None);
        for (most, numbers) in [(3, &[0, 4, 8][..]), (1, &[0]), (100, &[0, 1, 2, 3, 4, 5, 6, 7, 8])] {
            assert_eq!(touched.spread(most).collect::<Vec<_>>(), numbers, "{most}");
        }
    }

    #[test]
    fn grids_of_any_size_cost_nothing() {
        let grid = Grid::new(&[u64::MAX, u64::MAX], &[1, 1]).unwrap();
        assert_eq!(grid.total(), None);
        assert_eq!(grid.all().indices().nth(2), Some(vec![0, 2]));
        let billion = Grid::new(&[1_000_000, 1_000_000], &[1000, 1]).unwrap();
        assert_eq!(billion.total(), Some(1_000_000_000));
        let touched = billion.touched(&[5000..5001, 999_990..u64::MAX]).unwrap();
        assert_eq!((touched.axes.clone(), touched.count()), (vec![5..6, 999_990..1_000_000], Some(10)));
    }

    #[test]
    fn keys_are_those_of_the_specifications() {
        let encoding = |kind, separator: &str| KeyEncoding { kind, separator: separator.to_owned(), stated: true };
        for (encoding, index, key) in [
            (encoding(KeyKind::V2, "."), &[1, 23, 4][..], Some("1.23.4")),
            (encoding(KeyKind::V2, "/"), &[1, 23], Some("1/23")),
            (encoding(KeyKind::V2, "."), &[], Some("0")),
            (encoding(KeyKind::Default, "/"), &[1, 23, 45], Some("c/1/23/45")),
            (encoding(KeyKind::Default, "."), &[1, 23], Some("c.1.23")),
            (encoding(KeyKind::Default, "/"), &[], Some("c")),
            (encoding(KeyKind::Other("fanout".into()), "/"), &[1], None),
        ] {
            assert_eq!(encoding.key(index).as_deref(), key);
        }
    }

    #[test]
    fn a_chunk_is_looked_for_under_each_key_once() {
        assert_eq!(candidate_keys(&[0, 3]), ["0.3", "0/3", "c/0/3", "c.0.3"]);
        assert_eq!(candidate_keys(&[5]), ["5", "c/5", "c.5"]);
        assert_eq!(candidate_keys(&[]), ["0", "c"]);
    }

    proptest! {
        #[test]
        fn touched_chunks_are_those_that_hold_a_selected_element(
            axes in prop::collection::vec((1u64..9, 1u64..4, 0u64..10, 0u64..10), 1..4),
        ) {
            let shape: Vec<u64> = axes.iter().map(|axis| axis.0).collect();
            let chunk: Vec<u64> = axes.iter().map(|axis| axis.1).collect();
            let selection: Vec<Range<u64>> = axes.iter().map(|axis| axis.2..axis.3).collect();
            let grid = Grid::new(&shape, &chunk).unwrap();
            let elements = Touched { axes: shape.iter().map(|size| 0..*size).collect() };
            let mut expected: Vec<Vec<u64>> = elements
                .indices()
                .filter(|element| element.iter().zip(&selection).all(|(at, range)| range.contains(at)))
                .map(|element| element.iter().zip(&chunk).map(|(at, chunk)| at / chunk).collect())
                .collect();
            expected.sort();
            expected.dedup();
            let touched = grid.touched(&selection).unwrap();
            prop_assert_eq!(touched.count(), Some(expected.len() as u64));
            prop_assert_eq!(touched.indices().collect::<Vec<_>>(), expected.clone());
            prop_assert!(expected.iter().all(|index| grid.contains(index)));
        }
    }
}
