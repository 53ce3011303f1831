//! `get` of zarrita.js: which chunks a selection asks for, and what comes of them.

use super::array::{Part, ZarritaArray};
use super::codecs;
use super::url::resolve;
use super::visit::Visit;
use crate::bytes::{len_usize, len64, nearest_float, truncated};
use crate::codec::Failure as Broken;
use crate::viewer::outcome::{Failure, Stop, Tried};
use crate::zarr::chunk::{Decoder, Fault, FaultKind};
use crate::zarr::grid::{Grid, Touched};
use crate::zarr::{Answer, Found};
use std::ops::Range;
use std::sync::Arc;

/// What a read came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOut {
    /// Chunks that were asked for.
    pub chunks: u64,
    /// How many of them are not there, and are shown as the fill value.
    pub missing: u64,
    /// The first key that is not there.
    pub first_missing: Option<String>,
    /// Chunks that are shorter than their elements, which are shown as far as they go, and the first of them.
    pub short: Option<(String, Broken)>,
    /// Chunks whose decoder gives out memory that nobody wrote, as that of Blosc does with what it cannot decode, and the first.
    pub garbled: Option<(String, Broken)>,
    /// Requests that each need the size of the file first.
    pub suffixes: u64,
}

impl ReadOut {
    /// Takes another read's part of what came of several.
    pub fn absorb(&mut self, other: Self) {
        self.chunks = self.chunks.saturating_add(other.chunks);
        self.missing = self.missing.saturating_add(other.missing);
        self.first_missing = self.first_missing.take().or(other.first_missing);
        self.short = self.short.take().or(other.short);
        self.garbled = self.garbled.take().or(other.garbled);
        self.suffixes = self.suffixes.saturating_add(other.suffixes);
    }

    /// Adds what another read came to.
    pub fn join(&mut self, other: Self) {
        self.absorb(other);
    }
}

/// Chunks of an array that are decoded in one read, and bytes of one.
const DECODED: u64 = 8;
const MOST_BYTES: u64 = 16 << 20;
const MOST_DECODED: usize = 64 << 20;

impl Visit<'_, '_> {
    /// Reads a part of an array.
    ///
    /// # Errors
    /// What zarrita throws, or that something has not arrived.
    pub fn get(&mut self, array: &ZarritaArray, selection: &[Part]) -> Tried<ReadOut> {
        self.arrays.insert(array.path.clone());
        let touched = touched(array, selection)?;
        // Some versions make the strides of what is read, which has an axis less for each index, by the order of the whole array.
        let kept = array.shape.len().saturating_sub(selection.iter().filter(|part| matches!(part, Part::At(_))).count());
        if self.zarrita.wants_all_axes && array.order_len().is_some_and(|len| len != kept) {
            return Err(Failure::new("Error", "Order length must match the number of dimensions.").at(&array.path).into());
        }
        let count = touched.count().unwrap_or(u64::MAX);
        if count == 0 {
            return Err(Failure::new("Error", "Input contains an empty iterator.").at(&array.path).into());
        }
        let mut out = ReadOut { chunks: count, ..ReadOut::default() };
        let before = self.spent;
        self.decodes_left = self.most_decoded;
        let (mut waits, mut failed) = (false, None);
        let taken = count.min(self.most_chunks);
        for (number, index) in touched.spread(self.most_chunks).filter_map(|number| touched.at(number)).enumerate() {
            let decode = len64(number) < DECODED || len64(number).saturating_add(1) == taken;
            match self.chunk(array, &index, decode, &mut out) {
                Err(Stop::Wait) => waits = true,
                Err(Stop::Failed(failure)) => failed = failed.or(Some(failure)),
                Ok(()) => {}
            }
        }
        if waits {
            return Err(Stop::Wait);
        }
        self.settle();
        self.estimate([count, taken], before.requests, before.bytes);
        failed.map_or(Ok(out), |failure| Err(failure.into()))
    }

    /// Adds what the chunks cost that were not gone through: as much each as those that were.
    fn estimate(&mut self, [count, taken]: [u64; 2], requests: u64, bytes: u64) {
        let Some(more) = count.checked_sub(taken).filter(|more| *more > 0) else { return };
        let times = |spent: u64| {
            let all = u128::from(spent).saturating_mul(more.into()).checked_div(taken.into()).unwrap_or(0);
            u64::try_from(all).unwrap_or(u64::MAX)
        };
        let (asked, got) = (self.spent.requests.saturating_sub(requests), self.spent.bytes.saturating_sub(bytes));
        self.spent.add(times(asked), times(got));
        self.spent.estimated = true;
    }

    fn chunk(&mut self, array: &ZarritaArray, index: &[u64], decode: bool, out: &mut ReadOut) -> Tried<()> {
        match &array.shard {
            Some(shard) => self.inner_chunk(array, shard, index, decode, out),
            None => {
                let key = resolve(&array.path, &key(array, index))?;
                self.whole_chunk(array, &key, decode, out)
            }
        }
    }

    fn whole_chunk(&mut self, array: &ZarritaArray, key: &str, decode: bool, out: &mut ReadOut) -> Tried<()> {
        let size = match self.look.size(key) {
            Found::Unknown => return Err(Stop::Wait),
            Found::Here(size) => size,
            Found::Absent => {
                if let Some(Answer::Denied(why)) = self.look.known(key) {
                    self.denied(key, &why)?;
                } else {
                    self.ask_absent(key);
                }
                return absent(array, key, out);
            }
        };
        self.ask(key, size);
        codecs::load(self.zarrita, &array.codecs, &array.data_type).map_err(|failure| failure.at(key))?;
        if !decode || size > MOST_BYTES.min(self.decodes_left) {
            return Ok(());
        }
        self.decodes_left = self.decodes_left.saturating_sub(size);
        match self.look.answer(key) {
            Found::Unknown => Err(Stop::Wait),
            Found::Here(Answer::Bytes(bytes)) => {
                let decoder = array.node.array().map(Decoder::new);
                let decoded = decoder.map(|decoder| decoder.and_then(|decoder| decoder.decode(&bytes, MOST_DECODED)));
                match decoded {
                    Some(Err(fault)) => self.fault(array, key, fault, &bytes, out),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// What a chunk that cannot be decoded comes to.
    fn fault(&self, array: &ZarritaArray, key: &str, fault: Fault, bytes: &[u8], out: &mut ReadOut) -> Tried<()> {
        let FaultKind::Broken(failure) = fault.kind else { return Ok(()) };
        let named = |name: &String| name.strip_prefix("numcodecs.").unwrap_or(name) == fault.codec;
        let mut codec = array.codecs.iter().map(|codec| &codec.name).find(|name| named(name));
        if fault.codec == "chunk" {
            let compressed = array.codecs.iter().rev().find(|codec| codec.compresses()).filter(|_| bytes.is_empty());
            // Our decoders make nothing of nothing; those of zarrita want the head of a stream.
            let Some(compressed) = compressed else {
                out.short = out.short.take().or_else(|| Some((key.to_owned(), failure)));
                return Ok(());
            };
            codec = Some(&compressed.name);
        }
        let codec = codec.unwrap_or(&fault.codec);
        let plain = codec.strip_prefix("numcodecs.").unwrap_or(codec);
        if plain == "blosc" {
            out.garbled = out.garbled.take().or_else(|| Some((key.to_owned(), failure)));
            return Ok(());
        }
        Err(match self.zarrita.names_errors {
            true => Failure::new("CodecPipelineError", format!("Failed to decode chunk via codec \"{codec}\"")),
            false => Failure::new("Error", codecs::own_words(plain, bytes)),
        }
        .at(key)
        .into())
    }

    /// A chunk of a shard: the index once, by HEAD and the end of the file, then the chunk.
    fn inner_chunk(&mut self, array: &ZarritaArray, shard: &[u64], index: &[u64], decode: bool, out: &mut ReadOut) -> Tried<()> {
        let inner = array.chunks.as_deref().unwrap_or_default();
        // With shards that are no multiple of their chunks zarrita goes on with fractions.
        let per: Vec<f64> = shard.iter().zip(inner).map(|(shard, inner)| float(*shard) / float(*inner)).collect();
        let outer: Vec<u64> = index.iter().zip(&per).map(|(index, per)| whole((float(*index) / per).floor())).collect();
        let key = resolve(&array.path, &key(array, &outer))?;
        let size = match self.look.size(&key) {
            Found::Unknown => return Err(Stop::Wait),
            Found::Here(size) => size,
            Found::Absent => {
                // HEAD says that there is none; the answer is kept with the array.
                if self.needs_index(&key) {
                    self.ask_size(&format!("HEAD {key}"));
                }
                return absent(array, &key, out);
            }
        };
        codecs::load(self.zarrita, &array.index_codecs, "uint64").map_err(|failure| failure.at(&key))?;
        let entries = whole(per.iter().fold(16.0, |product, count| product * count));
        let checksum = self.zarrita.expects_checksum || array.index_codecs.iter().any(|codec| codec.name == "crc32c");
        let suffix = entries.saturating_add(if checksum { 4 } else { 0 });
        if self.needs_index(&key) {
            self.ask_size(&format!("HEAD {key}"));
            self.ask_part(&key, &format!("INDEX {key}"), suffix.min(size));
            out.suffixes = out.suffixes.saturating_add(1);
        }
        let Some(bytes) = self.shard_index(&key, size, suffix)? else { return Ok(()) };
        let number = linear(index, &per);
        let entry = |number: f64| {
            let start = len_usize(whole(number).saturating_mul(8)).filter(|_| number.fract() == 0.0)?;
            let bytes = bytes.get(start..start.saturating_add(8))?;
            Some(u64::from_le_bytes(bytes.try_into().ok()?))
        };
        let (Some(offset), Some(len)) = (entry(number), entry(number + 1.0)) else {
            // `bytes=50-NaN` is no range: the host answers with everything.
            self.ask_part(&key, &format!("{key} {number}"), size);
            return if decode { self.inner_bytes(array, &key, 0, size, out) } else { Ok(()) };
        };
        if offset == u64::MAX && len == u64::MAX {
            return absent(array, &key, out);
        }
        if offset >= size {
            self.ask_part(&key, &format!("{key} {offset} {len}"), 0);
            return Err(Failure::new("Error", "Unexpected response status 416 Range Not Satisfiable").at(&key).into());
        }
        self.ask_part(&key, &format!("{key} {offset} {len}"), len.min(size.saturating_sub(offset)));
        codecs::load(self.zarrita, &array.codecs, &array.data_type).map_err(|failure| failure.at(&key))?;
        if decode { self.inner_bytes(array, &key, offset, len, out) } else { Ok(()) }
    }

    /// Whether the index of a shard has to be asked for, noting that it is: once, or for each chunk that is read before the index
    /// is here.
    fn needs_index(&mut self, key: &str) -> bool {
        if self.shards.contains(key) {
            return false;
        }
        self.asked_shards.insert(key.to_owned()) || !self.zarrita.shares_index
    }

    /// The bytes that zarrita takes for the index: the last of the shard, whatever the metadata says of where it is.
    fn shard_index(&mut self, key: &str, size: u64, suffix: u64) -> Tried<Option<Arc<Vec<u8>>>> {
        let from = size.saturating_sub(suffix);
        match self.look.part(key, from, suffix.min(size)) {
            Found::Unknown => Err(Stop::Wait),
            Found::Absent => Ok(None),
            Found::Here(bytes) => Ok(Some(bytes)),
        }
    }

    fn inner_bytes(&mut self, array: &ZarritaArray, key: &str, offset: u64, len: u64, out: &mut ReadOut) -> Tried<()> {
        if len > MOST_BYTES.min(self.decodes_left) {
            return Ok(());
        }
        self.decodes_left = self.decodes_left.saturating_sub(len);
        let bytes = match self.look.part(key, offset, len) {
            Found::Unknown => return Err(Stop::Wait),
            Found::Absent => return Ok(()),
            Found::Here(bytes) => bytes,
        };
        let decoded =
            array.node.array().map(|array| Decoder::of_read(array).and_then(|decoder| decoder.decode(&bytes, MOST_DECODED)));
        match decoded {
            Some(Err(fault)) => self.fault(array, key, fault, &bytes, out),
            _ => Ok(()),
        }
    }
}

/// A chunk that is not there.
fn absent(array: &ZarritaArray, key: &str, out: &mut ReadOut) -> Tried<()> {
    out.missing = out.missing.saturating_add(1);
    out.first_missing.get_or_insert_with(|| key.to_owned());
    match &array.no_big_fill {
        Some(fill) => Err(Failure::new("TypeError", format!("Cannot convert {fill} to a BigInt")).at(key).into()),
        None => Ok(()),
    }
}

/// The key of a chunk below its array.
fn key(array: &ZarritaArray, index: &[u64]) -> String {
    let numbers = index.iter().map(u64::to_string);
    if array.keys_of_v3 {
        let parts: Vec<String> = std::iter::once("c".to_owned()).chain(numbers).collect();
        return parts.join(&array.separator);
    }
    let key = numbers.collect::<Vec<_>>().join(&array.separator);
    if key.is_empty() { "0".to_owned() } else { key }
}

/// Place of an inner chunk in the index of its shard, in numbers of 64 bits.
fn linear(index: &[u64], per: &[f64]) -> f64 {
    let strides = per.iter().rev().scan(2.0, |stride, per| {
        let own = *stride;
        *stride *= per;
        Some(own)
    });
    index.iter().zip(per).rev().zip(strides).map(|((index, per), stride)| (float(*index) % per) * stride).sum()
}

/// As JavaScript has it.
fn float(number: u64) -> f64 {
    nearest_float(number.into())
}

/// A number of JavaScript as a whole one; nothing below zero, and at most the largest.
fn whole(number: f64) -> u64 {
    u64::try_from(truncated(number).max(0)).unwrap_or(u64::MAX)
}

/// `SliceDimIndexer`: a slice of nothing asks for the chunk that it is in, too.
fn sliced(from: u64, to: u64, chunk: u64) -> Range<u64> {
    let within = from.checked_rem(chunk).is_some_and(|rest| rest > 0);
    if from == to && within { from.saturating_sub(1)..from } else { from..to }
}

/// `BasicIndexer`: the chunks that a selection touches.
fn touched(array: &ZarritaArray, selection: &[Part]) -> Tried<Touched> {
    let fails = |message: String| Stop::Failed(Failure::new("InvalidSelectionError", message).at(&array.path));
    let rank = array.shape.len();
    if selection.len() > rank {
        return Err(fails(format!("too many indicies for array; expected {rank}, got {}", selection.len())));
    }
    let Some(chunks) = &array.chunks else {
        return Err(Failure::new("TypeError", "Cannot read properties of undefined (reading '0')").at(&array.path).into());
    };
    let mut axes = Vec::with_capacity(selection.len());
    for (part, size) in selection.iter().zip(&array.shape) {
        axes.push(match *part {
            Part::All => 0..*size,
            Part::Slice(from, to) => sliced(from.min(*size), to.min(*size), chunks.get(axes.len()).copied().unwrap_or(0)),
            Part::At(at) if at >= *size => return Err(fails(format!("index out of bounds for dimension with length {size}"))),
            Part::At(at) => at..at.saturating_add(1),
        });
    }
    if rank == 0 {
        return Ok(Touched { axes: Vec::new() });
    }
    let fitting: Vec<u64> = (0..axes.len()).map(|axis| chunks.get(axis).copied().unwrap_or(0)).collect();
    let empty = axes.iter().any(|axis| axis.is_empty()) || fitting.contains(&0);
    let shape: Vec<u64> = array.shape.iter().copied().take(axes.len()).collect();
    match Grid::new(&shape, &fitting).and_then(|grid| grid.touched(&axes)).filter(|_| !empty) {
        Some(touched) => Ok(touched),
        None => Err(Failure::new("Error", "Input contains an empty iterator.").at(&array.path).into()),
    }
}
