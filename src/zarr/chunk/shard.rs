//! Shards: the index, and where each inner chunk is (ZEP 2, `sharding_indexed`).

use super::fault::{Fault, FaultKind};
use super::filter::checked;
use crate::bytes::{Endian, len_usize, slice, unsigned};
use crate::codec::Failure;
use crate::zarr::codec::{Sharding, Step};
use crate::zarr::grid::ShardLayout;

/// The index of a shard: where each inner chunk is; `None` for those that are not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardIndex {
    /// Offset and number of bytes of each inner chunk, row-major.
    pub entries: Vec<Option<(u64, u64)>>,
}

/// Entries of an index that are read.
const MOST: u64 = 1 << 22;

impl ShardIndex {
    /// Reads the bytes of an index, which stand at the start or the end of a shard ([`ShardLayout`]).
    ///
    /// # Errors
    /// Where it has another size, or its checksum does not match.
    pub fn read(bytes: &[u8], layout: &ShardLayout, sharding: &Sharding) -> Result<Self, Fault> {
        let broken = |failure| Fault { codec: "sharding_indexed".to_owned(), kind: FaultKind::Broken(failure) };
        if len_usize(layout.index_len) != Some(bytes.len()) {
            let what = format!("the index has {} bytes, and should have {}", bytes.len(), layout.index_len);
            return Err(broken(Failure::new(0, 0, what)));
        }
        if layout.entries > MOST {
            return Err(Fault { codec: "sharding_indexed".to_owned(), kind: FaultKind::TooLarge(layout.index_len) });
        }
        let checked = if layout.checksum { checked(bytes.to_vec()).map_err(broken)? } else { bytes.to_vec() };
        let order = sharding.index_codecs.iter().find_map(|codec| match codec.step {
            Step::Bytes(order) => order,
            _ => None,
        });
        let number = |bytes: &[u8]| unsigned(bytes, order.unwrap_or(Endian::Little)).unwrap_or(u64::MAX);
        let entry = |pair: &[[u8; 8]; 2]| {
            let [offset, len] = pair.each_ref().map(|bytes| number(bytes));
            (offset != u64::MAX || len != u64::MAX).then_some((offset, len))
        };
        let (numbers, _) = checked.as_chunks::<8>();
        Ok(Self { entries: numbers.as_chunks::<2>().0.iter().map(entry).collect() })
    }

    /// The index of a shard that is all there.
    ///
    /// # Errors
    /// As [`ShardIndex::read`], and where the shard is shorter than its index.
    pub fn of_shard(shard: &[u8], layout: &ShardLayout, sharding: &Sharding) -> Result<Self, Fault> {
        let len = len_usize(layout.index_len).filter(|len| *len <= shard.len());
        let start = len.and_then(|len| if layout.at_start { Some(0) } else { shard.len().checked_sub(len) });
        let bytes = start.zip(len).and_then(|(start, len)| slice(shard, start, len));
        let bytes = bytes.ok_or_else(|| {
            let what = format!("the shard has {} bytes, and its index alone {}", shard.len(), layout.index_len);
            Fault { codec: "sharding_indexed".to_owned(), kind: FaultKind::Broken(Failure::new(0, 0, what)) }
        })?;
        Self::read(bytes, layout, sharding)
    }
}
