//! Decoding some tiles: the first, the centre and the last one of each level, the smallest levels first, until the budget
//! is spent.

use crate::bytes::len64;
use crate::check::{Decoded, NotChecked, Stream, TiffFacts, TileSample};
use crate::codec::{self, Scratch, TileError, TileSpec};
use crate::image::Image;
use crate::need::{Lack, Range, Window};
use crate::sort::sort_by;
use crate::viewer::Block;
use crate::viewer::geotiff::{Gives, stream as theirs};
use std::cmp::Reverse;
use std::collections::{HashSet, VecDeque};

/// Bytes that are asked for in one round.
const ROUND: u64 = 4 << 20;
/// Largest tile that is read, whatever the budget: it has to be in the window as a whole.
const LARGEST: u64 = Window::BUDGET / 2;
/// Decoded bytes of one tile beyond which none is decoded: it would hold up the rest.
const MOST_DECODED: usize = 64 << 20;

/// Decoded bytes of all tiles that are decoded because there is room for them.
const MOST_FILLED: u64 = 64 << 20;

/// The tiles that are still to be decoded.
#[derive(Debug)]
pub(super) struct Samples {
    /// Place in the plan, IFD, tile.
    todo: VecDeque<(usize, (usize, u64, Block))>,
    /// Those that are done, with their places in the plan: they come in any order.
    done: Vec<(usize, TileSample)>,
}

impl Samples {
    /// Which tiles are decoded.
    pub(super) fn plan(facts: &mut TiffFacts, budget: u64) -> Self {
        let (mut left, mut skipped) = (budget, 0u64);
        let mut todo = VecDeque::new();
        for (ifd, picks) in wanted(facts) {
            for (tile, block) in picks {
                if block.is_sparse() || facts.file.size.is_some_and(|size| block.end() > size) {
                    continue;
                }
                if is_raw(facts, ifd) {
                    todo.push_back((ifd, tile, block));
                } else if block.len <= left.min(LARGEST) {
                    left = left.saturating_sub(block.len);
                    todo.push_back((ifd, tile, block));
                } else {
                    skipped = skipped.saturating_add(1);
                }
            }
        }
        fill(facts, &mut todo, left);
        if skipped > 0 {
            let what = format!("whether {skipped} of the sampled tiles can be decoded");
            let why = "reading them would take more bytes than are spent on tiles (limits.bytes)".to_owned();
            facts.not_checked.push(NotChecked { what, why, decisive: false });
        }
        Self { todo: todo.into_iter().enumerate().collect(), done: Vec::new() }
    }

    /// Decodes what is here; says what else is needed, nothing when finished.
    pub(super) fn advance(&mut self, window: &Window, facts: &mut TiffFacts) -> Vec<Range> {
        let mut missing = Vec::new();
        let mut asked = 0u64;
        let mut waiting = VecDeque::new();
        // Ends: every turn takes a tile off the list.
        while let Some((place, (ifd, tile, block))) = self.todo.pop_front() {
            if is_raw(facts, ifd) {
                self.done.extend(raw_sample(facts, ifd, tile, block).map(|sample| (place, sample)));
                continue;
            }
            if asked > ROUND {
                waiting.push_back((place, (ifd, tile, block)));
                continue;
            }
            match window.get(Range { start: block.at, len: block.len }) {
                Ok(bytes) => {
                    let sample = sample(facts, ifd, tile, block, &bytes);
                    if let Some(gives) = gives(facts, &sample, &bytes) {
                        facts.file.odd_tiles.insert((ifd, tile), gives);
                    }
                    self.done.push((place, sample));
                }
                Err(Lack::Missing(range)) => {
                    asked = asked.saturating_add(range.len);
                    missing.push(range);
                    waiting.push_back((place, (ifd, tile, block)));
                }
                Err(Lack::PastEnd(_)) => {}
            }
        }
        self.todo = waiting;
        if missing.is_empty() {
            sort_by(&mut self.done, |(one, _), (other, _)| one.cmp(other));
            facts.samples.extend(self.done.drain(..).map(|(_, sample)| sample));
        }
        missing
    }
}

/// IFDs and their tiles to decode, the most telling first.
fn wanted(facts: &TiffFacts) -> Vec<(usize, Vec<(u64, Block)>)> {
    let mut order: Vec<usize> = facts.file.pyramid(0).collect();
    order.reverse();
    // Of other planes and images one tile each: the last plane, and whatever kind has not been met yet.
    let mut kinds: Vec<usize> = order.clone();
    for (ifd, survey) in facts.file.read_ifds() {
        let new = kinds.iter().all(|known| facts.file.survey(*known).is_none_or(|known| known.kind != survey.kind));
        if new && kinds.len() < 64 {
            kinds.push(ifd);
        }
    }
    let last = facts.file.main.checked_sub(1);
    let own = order.len();
    order.extend(kinds.into_iter().skip(own).chain(last.filter(|last| *last > 0)));
    let picks = |(place, ifd): (usize, usize)| {
        let picked = facts.file.tables.get(&ifd)?.picked.clone();
        let some = if place < own { picked } else { picked.into_iter().take(1).collect() };
        Some((ifd, some))
    };
    order.into_iter().enumerate().filter_map(picks).collect()
}

/// What is left of the budget goes to further tiles of what viewers read first, so that small images are decoded whole.
fn fill(facts: &TiffFacts, todo: &mut VecDeque<(usize, u64, Block)>, mut left: u64) {
    let mut known: HashSet<(usize, u64)> = todo.iter().map(|(ifd, tile, _)| (*ifd, *tile)).collect();
    let mut order: Vec<usize> = facts.file.tables.keys().copied().filter(|ifd| !is_raw(facts, *ifd)).collect();
    let key = |ifd: &usize| (Reverse(facts.use_of(*ifd)), facts.file.tables.get(ifd).map(|table| table.total));
    sort_by(&mut order, |one, other| key(one).cmp(&key(other)));
    let mut decoded = 0u64;
    for ifd in order {
        let Ok((_, spec)) = spec_of(facts, ifd, 0) else { continue };
        let each = spec.output_len().map_or(u64::MAX, len64);
        let Some(blocks) = facts.file.tables.get(&ifd).and_then(|table| table.blocks.as_ref()) else { continue };
        for (block, tile) in blocks.iter().zip(0u64..) {
            decoded = decoded.saturating_add(each);
            if block.len > left || decoded > MOST_FILLED {
                return;
            }
            let inside = !block.is_sparse() && facts.file.size.is_none_or(|size| block.end() <= size);
            if inside && known.insert((ifd, tile)) {
                left = left.saturating_sub(block.len);
                todo.push_back((ifd, tile, *block));
            }
        }
    }
}

fn is_raw(facts: &TiffFacts, ifd: usize) -> bool {
    facts.file.kind(ifd).is_some_and(|kind| kind.storage.ifd.compression.code == 1)
}

/// What is not compressed needs no reading: its size says all.
fn raw_sample(facts: &TiffFacts, ifd: usize, tile: u64, block: Block) -> Option<TileSample> {
    let (_, spec) = spec_of(facts, ifd, tile).ok()?;
    let needed = match spec.rows {
        Some(rows) => TileSpec { height: rows, ..spec }.stored_len(),
        None => spec.stored_len(),
    };
    let needed = len64(needed?);
    let decoded = if block.len >= needed {
        Decoded::Whole
    } else {
        Decoded::Broken(format!("it has {} bytes, and needs {needed}", block.len))
    };
    Some(TileSample { ifd, tile, block, decoded, stream: Stream::Plain })
}

fn spec_of(facts: &TiffFacts, ifd: usize, tile: u64) -> Result<(Image, TileSpec), String> {
    let header = facts.file.header.ok_or_else(String::new)?;
    let storage = facts.file.survey(ifd).ok_or_else(String::new)?.storage();
    let image = Image::new(header, &storage).map_err(|error| error.what)?;
    let across = u64::from(image.across).max(1);
    let row = tile.checked_div(across).unwrap_or(0).checked_rem(u64::from(image.down).max(1)).unwrap_or(0);
    let spec = image.block_spec(u32::try_from(row).unwrap_or(u32::MAX));
    Ok((image, spec))
}

fn sample(facts: &TiffFacts, ifd: usize, tile: u64, block: Block, bytes: &[u8]) -> TileSample {
    let decoded = spec_of(facts, ifd, tile).map_or_else(Decoded::Unsupported, |(_, spec)| decode(facts, ifd, &spec, bytes));
    TileSample { ifd, tile, block, decoded, stream: stream(facts, ifd, bytes) }
}

fn decode(facts: &TiffFacts, ifd: usize, spec: &TileSpec, bytes: &[u8]) -> Decoded {
    // The module of the judge has only the decoders of the core, and reports are to be the same everywhere.
    if codec::Module::of(spec.compression) != Some(codec::Module::Core) {
        return Decoded::Unsupported(format!("{} is not decoded for a check", codec::compression_name(spec.compression)));
    }
    let Some(len) = spec.output_len().filter(|len| *len <= MOST_DECODED) else {
        return Decoded::Unsupported("it is too large to be decoded for a check".to_owned());
    };
    let mut out = Vec::new();
    if out.try_reserve_exact(len).is_err() {
        return Decoded::Unsupported("there is no memory to decode it".to_owned());
    }
    out.resize(len, 0);
    let tables = facts.file.kind(ifd).and_then(|kind| kind.storage.jpeg_tables.as_deref());
    match codec::decode(spec, tables, bytes, &mut out, &mut Scratch::default()) {
        Ok(()) => Decoded::Whole,
        Err(TileError::Broken(failure)) => Decoded::Broken(failure.to_string()),
        Err(TileError::Damaged(what)) => Decoded::Broken(what),
        Err(TileError::Unsupported(what) | TileError::Size(what)) => Decoded::Unsupported(what),
    }
}

/// What viewers' decoders make of a tile, where it is something else than all its samples.
fn gives(facts: &TiffFacts, sample: &TileSample, bytes: &[u8]) -> Option<Gives> {
    let compression = facts.file.kind(sample.ifd)?.storage.ifd.compression.code;
    let broken = match &sample.decoded {
        Decoded::Broken(what) => Some(what.as_str()),
        Decoded::Whole | Decoded::Unsupported(_) => None,
    };
    let expected = || spec_of(facts, sample.ifd, sample.tile).ok().and_then(|(_, spec)| spec.output_len()).unwrap_or(0);
    match (compression, sample.stream, broken) {
        (7, Stream::Jpeg(frame), None) => Some(theirs::jpeg(&frame)),
        (7, _, Some(what)) if !what.contains("does not fit") => Some(theirs::broken_jpeg(what)),
        (7, Stream::Jpeg(frame), Some(_)) => Some(theirs::jpeg(&frame)),
        (8 | 32_946, _, Some(_)) => Some(theirs::deflate(bytes, expected())),
        (5, _, Some(what)) => Some(theirs::lzw(what)),
        (32_773, Stream::PackBits { fails: true, .. }, _) => Some(theirs::packbits()),
        // What it takes for samples may be more than there are, and is shown.
        (32_773, ..) => None,
        (34_887, Stream::Lerc(version @ 6..), _) => Some(theirs::lerc(version)),
        (_, _, Some(_)) => Some(Gives::Fails),
        _ => None,
    }
}

fn stream(facts: &TiffFacts, ifd: usize, bytes: &[u8]) -> Stream {
    let Some(storage) = facts.file.kind(ifd).map(|kind| &kind.storage) else { return Stream::Plain };
    match storage.ifd.compression.code {
        7 | 33007 => codec::jpeg::frame_of(bytes).map_or(Stream::Plain, Stream::Jpeg),
        32773 => packbits(bytes),
        34887 => {
            let wrapped = storage.lerc_parameters.get(1).copied().unwrap_or(0);
            lerc_version(bytes, wrapped).map_or(Stream::Plain, Stream::Lerc)
        }
        _ => Stream::Plain,
    }
}

/// What geotiff.js makes of a PackBits stream: it reads all of it, however long the tile is, and takes 128 for a run of 129.
fn packbits(bytes: &[u8]) -> Stream {
    let (mut at, mut no_op, mut fails) = (0usize, false, false);
    // Ends: every turn moves on by at least a byte.
    while let Some(head) = bytes.get(at) {
        let literal = usize::from(*head).saturating_add(1);
        let next = if *head < 128 { at.saturating_add(1).saturating_add(literal) } else { at.saturating_add(2) };
        no_op |= *head == 128;
        fails |= next > bytes.len();
        at = next;
    }
    if no_op || fails { Stream::PackBits { no_op, fails } } else { Stream::Plain }
}

/// Version of a LERC blob, from its first ten bytes: "Lerc2 " and a little-endian number, or "CntZImage ".
fn lerc_version(bytes: &[u8], wrapped: u64) -> Option<u32> {
    let mut head = [0; 10];
    match wrapped {
        // Only the beginning is wanted: that the stream goes on behind it is no damage.
        1 => drop(codec::inflate::decode_zlib(bytes, &mut head)),
        2 => drop(codec::zstd::decode(bytes, &mut head)),
        _ => head.copy_from_slice(bytes.get(..10)?),
    }
    if head.starts_with(b"CntZImage") {
        return Some(1);
    }
    let version = head.strip_prefix(b"Lerc2 ")?;
    u32::try_from(crate::bytes::unsigned(version, crate::bytes::Endian::Little)?).ok()
}
