//! Decoding chunks, for verdicts: whether they are whole, and the values that are facts.
//!
//! How many bytes a chunk has is known beforehand, but for strings of any length; more are never decoded, and fewer are a
//! fault that says how far it got.

mod fault;
mod filter;
mod layout;
mod shard;

pub use fault::{Fault, FaultKind};
pub use shard::ShardIndex;

use super::array::{Array, Order};
use super::codec::{Codec, Sharding, Step};
use super::dtype::{ByteOrder, Class, DataType};
use super::fill::Meaning;
use super::grid::ShardLayout;
use crate::bytes::{Endian, len_usize, slice};
use crate::codec::{Failure, blosc, gzip, inflate, lz4, shuffle, zstd};

pub(super) use layout::{place, sizes};

use layout::paste;

/// The elements of a chunk, row-major.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elements {
    /// Elements of one size, lowest byte first.
    Fixed(Vec<u8>),
    /// Strings.
    Texts(Vec<String>),
}

impl Elements {
    /// The bytes of elements of a fixed size.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Fixed(bytes) => Some(bytes),
            Self::Texts(_) => None,
        }
    }
}

/// How the chunks of an array are decoded.
#[derive(Clone, Debug)]
pub struct Decoder<'a> {
    dtype: &'a DataType,
    shape: Vec<usize>,
    items: usize,
    order: &'a Order,
    codecs: Vec<&'a Codec>,
    fill: &'a Meaning,
    /// Whether the type states the order of bytes (Zarr 2).
    of_v2: bool,
}

/// A chunk on its way.
enum State {
    Bytes(Vec<u8>),
    Elements(Elements),
}

impl<'a> Decoder<'a> {
    /// A decoder for the chunks of an array; with sharding, for whole shards.
    ///
    /// # Errors
    /// Where the metadata does not say enough, or a codec is not decoded here.
    pub fn new(array: &'a Array) -> Result<Self, Fault> {
        let unsaid = || unsupported("metadata", "the shape or the type of the chunks is not known");
        let shape = array.grid().and_then(|grid| sizes(grid.chunk())).ok_or_else(unsaid)?;
        let dtype = array.dtype.as_ref().ok_or_else(unsaid)?;
        let of_v2 = matches!(array.pipeline, super::codec::Pipeline::V2 { .. });
        let codecs = array.pipeline.codecs().collect();
        Self { dtype, shape, items: 0, order: &array.order, codecs, fill: &array.fill_value.meaning, of_v2 }.checked()
    }

    /// A decoder for what is read at a time: the inner chunks of shards, else the chunks.
    ///
    /// # Errors
    /// As [`Decoder::new`].
    pub fn of_read(array: &'a Array) -> Result<Self, Fault> {
        let whole = Self::new(array)?;
        array.pipeline.sharding().map_or_else(|| Ok(whole.clone()), |sharding| whole.inner(sharding))
    }

    /// Whether all that is needed is there, and the codecs are decoded here.
    fn checked(mut self) -> Result<Self, Fault> {
        let items = self.shape.iter().try_fold(1usize, |product, size| product.checked_mul(*size));
        self.items = items.ok_or_else(|| Fault { codec: "metadata".to_owned(), kind: FaultKind::TooLarge(u64::MAX) })?;
        match self.codecs.iter().find(|codec| matches!(codec.step, Step::Other)) {
            Some(codec) => Err(unsupported(&codec.name, "this codec is not decoded here")),
            None => Ok(self),
        }
    }

    /// A decoder for the inner chunks of the shards.
    fn inner(&self, sharding: &'a Sharding) -> Result<Self, Fault> {
        let shape = sharding.chunk_shape.as_deref().and_then(sizes);
        let shape = shape.ok_or_else(|| unsupported("sharding_indexed", "the shape of the inner chunks is not known"))?;
        Self { shape, codecs: sharding.codecs.iter().collect(), ..self.clone() }.checked()
    }

    /// Shape of a chunk.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Decodes a chunk of at most `most` bytes.
    ///
    /// # Errors
    /// Where it is broken or too large, or of a sort that is not decoded.
    pub fn decode(&self, chunk: &[u8], most: usize) -> Result<Elements, Fault> {
        self.fits(most)?;
        let sizes = self.sizes();
        let mut state = State::Bytes(chunk.to_vec());
        for (codec, before) in self.codecs.iter().zip(&sizes).rev() {
            state = self.undo(codec, state, *before, most)?;
        }
        self.finish(state)
    }

    /// The elements of a chunk that is missing.
    ///
    /// # Errors
    /// Where they would be more than `most` bytes.
    pub fn filled(&self, most: usize) -> Result<Elements, Fault> {
        self.fits(most)?;
        Ok(match self.item_size() {
            None => {
                Elements::Texts(vec![if let Meaning::Text(text) = self.fill { text.clone() } else { String::new() }; self.items])
            }
            Some(size) => Elements::Fixed(fill_bytes(self.fill, &self.dtype.class, size).repeat(self.items)),
        })
    }

    /// Whether a chunk has at most so many bytes. Strings are counted as eight: their lengths are not known before.
    fn fits(&self, most: usize) -> Result<(), Fault> {
        let size = self.items.checked_mul(self.item_size().unwrap_or(8));
        match size.filter(|size| *size <= most) {
            Some(_) => Ok(()),
            None => {
                let bytes = size.and_then(|size| u64::try_from(size).ok()).unwrap_or(u64::MAX);
                Err(Fault { codec: "chunk".to_owned(), kind: FaultKind::TooLarge(bytes) })
            }
        }
    }

    /// Bytes of an element that is decoded; `None` for strings.
    pub fn item_size(&self) -> Option<usize> {
        self.dtype.item_size().and_then(len_usize)
    }

    /// Bytes before each step of the encoding, and behind the last, where they are known.
    fn sizes(&self) -> Vec<Option<usize>> {
        let mut size = self.item_size().and_then(|size| size.checked_mul(self.items));
        let mut sizes = vec![size];
        for codec in &self.codecs {
            size = match &codec.step {
                Step::Bytes(_) | Step::Transpose(_) | Step::Shuffle(_) => size,
                Step::Delta { astype: Some(astype), .. } => {
                    DataType::of_v2_text(astype).item_size().and_then(len_usize).and_then(|size| size.checked_mul(self.items))
                }
                Step::Delta { .. } => size,
                Step::Crc32c => size.and_then(|size| size.checked_add(4)),
                _ => None,
            };
            sizes.push(size);
        }
        sizes
    }

    /// Undoes one step. `before` is how many bytes there were before it, where this is known.
    fn undo(&self, codec: &'a Codec, state: State, before: Option<usize>, most: usize) -> Result<State, Fault> {
        match (state, &codec.step) {
            (State::Elements(elements), _) => self.undo_on_elements(codec, elements).map(State::Elements),
            (State::Bytes(bytes), Step::VlenUtf8) => self.texts(codec, &bytes).map(State::Elements),
            (State::Bytes(bytes), Step::Bytes(order)) => self.elements(bytes, *order).map(State::Elements),
            (State::Bytes(bytes), Step::Sharding(sharding)) => self.shard(&bytes, sharding, most).map(State::Elements),
            (State::Bytes(bytes), _) => self.undo_on_bytes(codec, bytes, before, most).map(State::Bytes),
        }
    }

    /// Undoes a codec from arrays to arrays.
    fn undo_on_elements(&self, codec: &Codec, elements: Elements) -> Result<Elements, Fault> {
        match (elements, &codec.step) {
            (elements, Step::Transpose(order)) => self.transposed(codec, elements, order),
            (Elements::Fixed(bytes), Step::Delta { .. }) => {
                let (dtype, astype) = self.delta_types(codec);
                let little = |dtype: DataType| DataType { order: ByteOrder::Little, ..dtype };
                filter::delta_back(&bytes, &little(dtype), &little(astype))
                    .map(Elements::Fixed)
                    .map_err(|failure| broken(codec, failure))
            }
            _ => Err(unsupported(&codec.name, MISPLACED)),
        }
    }

    /// Undoes a codec from bytes to bytes. Where the size is known, decoding stops there, and a byte more is a fault.
    fn undo_on_bytes(&self, codec: &Codec, bytes: Vec<u8>, before: Option<usize>, most: usize) -> Result<Vec<u8>, Fault> {
        let (guess, limit) = (before.unwrap_or_else(|| bytes.len().saturating_mul(4)), before.unwrap_or(most));
        let decoded = match &codec.step {
            Step::Gzip => gzip::decode_to_end(&bytes, guess, limit),
            Step::Zlib => inflate::decode_zlib_to_end(&bytes, guess, limit),
            Step::Zstd => zstd::decode_to_end(&bytes, guess, limit),
            Step::Lz4 => lz4::decode_numcodecs(&bytes, limit),
            Step::Blosc { .. } => blosc::decode(&bytes, limit),
            Step::Crc32c => filter::checked(bytes),
            Step::Shuffle(element) => {
                let mut out = vec![0; bytes.len()];
                shuffle::unshuffle_bytes(&bytes, &mut out, len_usize(*element).unwrap_or(1));
                Ok(out)
            }
            Step::Delta { .. } => {
                let (dtype, astype) = self.delta_types(codec);
                filter::delta_back(&bytes, &dtype, &astype)
            }
            _ => return Err(unsupported(&codec.name, MISPLACED)),
        };
        decoded.map_err(|failure| broken(codec, failure))
    }

    fn delta_types(&self, codec: &Codec) -> (DataType, DataType) {
        let Step::Delta { dtype, astype } = &codec.step else { return (self.dtype.clone(), self.dtype.clone()) };
        let of = |text: &Option<String>| text.as_deref().map(DataType::of_v2_text);
        let dtype = of(dtype).unwrap_or_else(|| self.dtype.clone());
        (dtype.clone(), of(astype).unwrap_or(dtype))
    }

    fn texts(&self, codec: &Codec, bytes: &[u8]) -> Result<Elements, Fault> {
        filter::texts(bytes, self.items).map(Elements::Texts).map_err(|failure| broken(codec, failure))
    }

    /// Bytes in this order to elements.
    fn elements(&self, mut bytes: Vec<u8>, order: Option<Endian>) -> Result<Elements, Fault> {
        let Some(size) = self.item_size() else {
            return Err(unsupported(&self.dtype.name(), "elements without a size need a codec that gives them one"));
        };
        let wanted = size.saturating_mul(self.items);
        if bytes.len() != wanted {
            let what = format!("{} bytes where the elements of the chunk have {wanted}", bytes.len());
            let failure = Failure::new(bytes.len().min(wanted), bytes.len().min(wanted), what);
            return Err(Fault { codec: "chunk".to_owned(), kind: FaultKind::Broken(failure) });
        }
        if order == Some(Endian::Big) {
            filter::swap(&mut bytes, &self.dtype.class, size);
        }
        Ok(Elements::Fixed(bytes))
    }

    fn transposed(&self, codec: &Codec, elements: Elements, order: &[u64]) -> Result<Elements, Fault> {
        let order = sizes(order).unwrap_or_default();
        self.moved(elements, &order).ok_or_else(|| unsupported(&codec.name, "its order is not one of the axes"))
    }

    fn moved(&self, elements: Elements, order: &[usize]) -> Option<Elements> {
        match elements {
            Elements::Fixed(bytes) => layout::transpose_back(&bytes, &self.shape, order, self.item_size()?).map(Elements::Fixed),
            Elements::Texts(texts) => layout::transpose_back(&texts, &self.shape, order, 1).map(Elements::Texts),
        }
    }

    /// What is left when all codecs are undone: of Zarr 2 the order of bytes and of axes.
    fn finish(&self, state: State) -> Result<Elements, Fault> {
        let order = if self.dtype.order == ByteOrder::Big { Endian::Big } else { Endian::Little };
        let elements = match state {
            State::Elements(elements) => elements,
            State::Bytes(bytes) => self.elements(bytes, self.of_v2.then_some(order))?,
        };
        if *self.order != Order::F || !self.of_v2 {
            return Ok(elements);
        }
        let reversed: Vec<usize> = (0..self.shape.len()).rev().collect();
        self.moved(elements, &reversed).ok_or_else(|| unsupported("order", "the chunk has another size than its shape"))
    }

    /// A whole shard: its inner chunks put together.
    fn shard(&self, shard: &[u8], sharding: &'a Sharding, most: usize) -> Result<Elements, Fault> {
        let lengths: Vec<u64> = self.shape.iter().map(|size| u64::try_from(*size).unwrap_or(u64::MAX)).collect();
        let layout = ShardLayout::new(&lengths, sharding);
        let layout = layout.ok_or_else(|| unsupported("sharding_indexed", "the index does not have a size known beforehand"))?;
        let index = ShardIndex::of_shard(shard, &layout, sharding)?;
        let inner = self.inner(sharding)?;
        let mut whole = self.filled(most)?;
        for (chunk, entry) in layout.inner.all().indices().zip(&index.entries) {
            let Some((offset, len)) = *entry else { continue };
            let bytes = len_usize(offset).zip(len_usize(len)).and_then(|(offset, len)| slice(shard, offset, len));
            let bytes = bytes.ok_or_else(|| {
                let what =
                    format!("inner chunk {chunk:?} is said to be at byte {offset} with {len} bytes, past the end of the shard");
                Fault { codec: "sharding_indexed".to_owned(), kind: FaultKind::Broken(Failure::new(shard.len(), 0, what)) }
            })?;
            let part = inner.decode(bytes, most)?;
            let at = place(&chunk, inner.shape()).unwrap_or_default();
            whole.paste(&self.shape, &part, inner.shape(), &at, self.item_size());
        }
        Ok(whole)
    }
}

impl Elements {
    /// Copies a part into its place; what stands over the edges is left out.
    pub(super) fn paste(&mut self, shape: &[usize], part: &Self, part_shape: &[usize], at: &[usize], size: Option<usize>) {
        match (self, part) {
            (Self::Fixed(out), Self::Fixed(part)) => paste(out, shape, part, part_shape, at, size.unwrap_or(1)),
            (Self::Texts(out), Self::Texts(part)) => paste(out, shape, part, part_shape, at, 1),
            _ => {}
        }
    }
}

/// What is wrong with a codec that gets bytes and needs elements, or the other way round.
const MISPLACED: &str = "this codec stands where it cannot";

fn broken(codec: &Codec, failure: Failure) -> Fault {
    Fault { codec: codec.name.clone(), kind: FaultKind::Broken(failure) }
}

fn unsupported(codec: &str, what: &str) -> Fault {
    Fault { codec: codec.to_owned(), kind: FaultKind::Unsupported(what.to_owned()) }
}

/// The bytes of an element of a missing chunk, lowest first. What is not known is zero.
#[allow(clippy::as_conversions, reason = "rounding to the narrower float is what is meant")]
fn fill_bytes(fill: &Meaning, class: &Class, size: usize) -> Vec<u8> {
    let mut bytes = match (fill, class) {
        (Meaning::Bool(value), _) => vec![u8::from(*value)],
        (Meaning::Integer(number), _) => number.to_le_bytes().to_vec(),
        (Meaning::Bits(bits), _) => bits.to_le_bytes().to_vec(),
        (Meaning::Float(number), Class::Float(32)) => (*number as f32).to_le_bytes().to_vec(),
        (Meaning::Float(number), Class::Float(64)) => number.to_le_bytes().to_vec(),
        (Meaning::Bytes(bytes), _) => bytes.clone(),
        (Meaning::Text(text), Class::Text(_)) => text.chars().flat_map(|character| u32::from(character).to_le_bytes()).collect(),
        _ => Vec::new(),
    };
    bytes.resize(size, 0);
    bytes
}
