//! What the markers of a codestream say (ITU-T T.800 annex A), read before it is decoded: whether it fits the tile, how
//! much its decoder would have to allocate, and whether it is whole.

use crate::bytes::{Endian, len_usize, slice, unsigned};
use crate::codec::TileError;

/// A component of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Component {
    pub(super) bits: u8,
    pub(super) signed: bool,
    /// Pixels that share a sample, in x and y.
    step: (u8, u8),
}

/// The parts of the coding style (COD, COC) that say how much there is to be kept of a tile.
#[derive(Clone, Debug)]
struct Style {
    layers: u64,
    /// Exponents of the size of code-blocks.
    block: (u8, u8),
    /// Exponents of the size of precincts, from the lowest resolution on.
    precincts: Vec<(u8, u8)>,
}

/// What is known of a codestream.
#[derive(Debug)]
pub(super) struct Survey<'a> {
    pub(super) codestream: &'a [u8],
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) components: Vec<Component>,
    /// Whether a colour transform is undone while decoding.
    pub(super) mct: bool,
    /// Width and height of a tile of the codestream, and how many there are.
    tile: (u64, u64),
    tiles: u64,
    styles: Vec<Style>,
    /// Tiles whose last tile-part was met.
    whole_tiles: u64,
    /// Where the stream ends too early, if it does.
    cut: Option<String>,
}

/// Most tiles of a codestream, each with all components: Isot has 16 bits (A.4.2).
const MOST_TILE_COMPONENTS: u64 = 1 << 16;

/// Most entries that a decoder keeps of code-blocks, their layers and precincts beyond two for each sample.
const MOST_ENTRIES: u64 = 16 << 20;

const SOC: u16 = 0xff4f;
const SIZ: u16 = 0xff51;
const COD: u16 = 0xff52;
const COC: u16 = 0xff53;
const SOT: u16 = 0xff90;
const SOD: u16 = 0xff93;
const EOC: u16 = 0xffd9;

fn damaged(at: usize, what: &str) -> TileError {
    TileError::Damaged(format!("the JPEG 2000 stream: {what} (at byte {at} of the codestream)"))
}

fn number(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    unsigned(slice(bytes, at, len)?, Endian::Big)
}

fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    u16::try_from(number(bytes, at, 2)?).ok()
}

fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    u32::try_from(number(bytes, at, 4)?).ok()
}

impl<'a> Survey<'a> {
    /// Reads all marker segments up to the data of the last tile-part.
    pub(super) fn new(input: &'a [u8]) -> Result<Self, TileError> {
        let codestream = codestream(input)?;
        let siz = segment(codestream, 2).filter(|(marker, _)| *marker == SIZ).map(|(_, body)| body);
        let siz = siz.ok_or_else(|| damaged(2, "it does not begin with SIZ"))?;
        let mut survey = Self::of_size(codestream, siz).ok_or_else(|| damaged(2, "SIZ is cut or has sizes of 0"))?;
        survey.read_segments()?;
        if survey.styles.is_empty() {
            return Err(damaged(codestream.len(), "there is no COD"));
        }
        Ok(survey)
    }

    /// Table A.9.
    fn of_size(codestream: &'a [u8], siz: &[u8]) -> Option<Self> {
        let [x1, y1, x0, y0, tile_width, tile_height, tile_x, tile_y] =
            [2usize, 6, 10, 14, 18, 22, 26, 30].map(|at| number32(siz, at));
        let (x1, y1, x0, y0) = (x1?, y1?, x0?, y0?);
        let count = len_usize(number(siz, 34, 2)?)?;
        let component = |at: usize| {
            let &[ssiz, dx, dy] = slice(siz, 36usize.checked_add(at.checked_mul(3)?)?, 3)? else { return None };
            let bits = (ssiz & 0x7f).checked_add(1)?;
            (dx > 0 && dy > 0).then_some(Component { bits, signed: ssiz & 0x80 != 0, step: (dx, dy) })
        };
        let components = (0..count).map(component).collect::<Option<Vec<_>>>()?;
        let first = components.first()?.step;
        // Where all components are coarser than the grid by the same factor, that is no subsampling.
        let step = if components.iter().all(|component| component.step == first) { first } else { (1, 1) };
        let across = |to: u32, from: u32, step: u8| to.div_ceil(u32::from(step)).checked_sub(from.div_ceil(u32::from(step)));
        let (width, height) = (across(x1, x0, step.0)?, across(y1, y0, step.1)?);
        let tiles_x = u64::from(x1.checked_sub(tile_x?)?).div_ceil(u64::from(tile_width.filter(|width| *width > 0)?));
        let tiles_y = u64::from(y1.checked_sub(tile_y?)?).div_ceil(u64::from(tile_height.filter(|height| *height > 0)?));
        // Rectangles at the far end of the grid would overflow.
        ((1..1 << 26).contains(&x1) && (1..1 << 26).contains(&y1)).then_some(())?;
        Some(Self {
            codestream,
            width,
            height,
            components,
            mct: false,
            tile: (u64::from(tile_width?.min(x1)), u64::from(tile_height?.min(y1))),
            tiles: tiles_x.checked_mul(tiles_y)?,
            styles: Vec::new(),
            whole_tiles: 0,
            cut: None,
        })
    }

    /// Walks the segments of the main header, and of each tile-part up to its data, which is passed over.
    fn read_segments(&mut self) -> Result<(), TileError> {
        let codestream = self.codestream;
        let mut at = 2usize;
        let mut part = None;
        // Ends as each segment and each tile-part lies behind the one before.
        while let Some((marker, body)) = segment(codestream, at) {
            let next = at.saturating_add(2).saturating_add(if has_length(marker) { body.len().saturating_add(2) } else { 0 });
            match (marker, &part) {
                (EOC, _) => break,
                (SOT, _) => {
                    let found = TilePart::new(at, body).ok_or_else(|| damaged(at, "SOT is cut"))?;
                    part = Some(found);
                    at = next;
                }
                (SOD, Some(found)) => {
                    let end = found.end.unwrap_or(codestream.len());
                    // A tile-part without a length goes up to the end mark.
                    let cut = found.end.is_none() && !codestream.ends_with(&EOC.to_be_bytes());
                    if cut || end > codestream.len() || end < next {
                        break;
                    }
                    self.whole_tiles = self.whole_tiles.saturating_add(u64::from(found.last));
                    (part, at) = (None, end);
                }
                _ => {
                    self.read_style(marker, body, part.is_some()).map_err(|what| damaged(at, what))?;
                    at = next;
                }
            }
        }
        // Many writers leave EOC out, and nobody misses it.
        let (whole, tiles) = (self.whole_tiles, self.tiles);
        if part.is_some() || whole < tiles {
            let inside = if part.is_some() { ", inside of a tile-part" } else { "" };
            self.cut = Some(format!(
                "the JPEG 2000 stream ends early, at byte {at} of the codestream, after {whole} of {tiles} tiles{inside}"
            ));
        }
        Ok(())
    }

    fn read_style(&mut self, marker: u16, body: &[u8], in_tile: bool) -> Result<(), &'static str> {
        match marker {
            COD => {
                let mct = number(body, 4, 1).ok_or("COD is cut")? == 1;
                if in_tile && mct != self.mct {
                    return Err("tiles with different colour transforms are not decoded");
                }
                self.mct = mct;
                let precincts = body.first().is_some_and(|style| style & 1 == 1);
                let layers = number(body, 2, 2).ok_or("COD is cut")?;
                self.styles.push(Style::new(layers, precincts, body.get(5..).unwrap_or(&[])).ok_or("COD is cut")?);
            }
            COC => {
                let index = if self.components.len() < 257 { 1 } else { 2 };
                let layers = self.styles.iter().map(|style| style.layers).max().unwrap_or(1);
                let rest = body.get(index..).unwrap_or(&[]);
                let (style, rest) = rest.split_first().ok_or("COC is cut")?;
                self.styles.push(Style::new(layers, style & 1 == 1, rest).ok_or("COC is cut")?);
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether chroma has fewer samples than luma.
    pub(super) fn subsampled(&self) -> bool {
        self.components.iter().any(|component| Some(component.step) != self.components.first().map(|first| first.step))
    }

    /// Refuses streams whose headers make a decoder allocate far more than their pixels need.
    pub(super) fn check_cost(&self) -> Result<(), TileError> {
        let count = u64::try_from(self.components.len()).unwrap_or(u64::MAX);
        let parts = self.tiles.saturating_mul(count);
        let one = self.styles.iter().map(|style| style.entries(self.tile)).max().unwrap_or(0);
        let samples = u64::from(self.width).saturating_mul(u64::from(self.height)).saturating_mul(count);
        if parts <= MOST_TILE_COMPONENTS && parts.saturating_mul(one) <= samples.saturating_mul(2).saturating_add(MOST_ENTRIES) {
            return Ok(());
        }
        let what = format!("the JPEG 2000 stream has {} tiles whose parts are too many to be decoded", self.tiles);
        Err(TileError::Size(what))
    }

    /// What is to be said of a stream that was decoded, but is not whole.
    pub(super) fn end(&self) -> Result<(), TileError> {
        self.cut.clone().map_or(Ok(()), |what| Err(TileError::Damaged(what)))
    }
}

/// A tile-part (A.4.2): where it ends, if its header says so, and whether it is the last of its tile.
struct TilePart {
    end: Option<usize>,
    last: bool,
}

impl TilePart {
    fn new(at: usize, sot: &[u8]) -> Option<Self> {
        let length = len_usize(number(sot, 2, 4)?)?;
        let &[index, count] = slice(sot, 6, 2)? else { return None };
        // Where the number of parts is not said, the first one has to do.
        let last = if count == 0 { index == 0 } else { index.checked_add(1) == Some(count) };
        Some(Self { end: if length == 0 { None } else { Some(at.checked_add(length)?) }, last })
    }
}

impl Style {
    /// From the parameters SPcod or SPcoc (tables A.15 to A.20).
    fn new(layers: u64, precincts: bool, parameters: &[u8]) -> Option<Self> {
        let &[levels, width, height, _, _] = parameters.get(..5)? else { return None };
        let count = usize::from(levels.min(32)).checked_add(1)?;
        let sizes = if precincts {
            let packed = parameters.get(5..)?.get(..count)?;
            packed.iter().map(|packed| (packed & 15, packed >> 4)).collect()
        } else {
            vec![(15, 15); count]
        };
        // Only the lowest resolution can have precincts of 1 sample: others are halved for their bands (B-17).
        let sound = sizes.iter().skip(1).all(|(x, y)| *x > 0 && *y > 0);
        sound.then_some(Self { layers, block: (width.min(8).checked_add(2)?, height.min(8).checked_add(2)?), precincts: sizes })
    }

    /// About how many entries a decoder keeps for a tile of this size: code-blocks with their layers, and precincts.
    fn entries(&self, (width, height): (u64, u64)) -> u64 {
        let mut entries = 0u64;
        for (halvings, (resolution, precinct)) in (0u32..).zip(self.precincts.iter().enumerate().rev()) {
            let halved = |len: u64| len.checked_shr(halvings).unwrap_or(0).saturating_add(1);
            let (band, bands) = if resolution > 0 { (1u8, 3) } else { (0, 1) };
            let count = |len: u64, exponent: u8| len.checked_shr(u32::from(exponent)).unwrap_or(0).saturating_add(2);
            let blocks = |len: u64, block: u8, precinct: u8| {
                count(len.checked_shr(u32::from(band)).unwrap_or(0), block.min(precinct.saturating_sub(band)))
            };
            let (width, height) = (halved(width), halved(height));
            let precincts = count(width, precinct.0).saturating_mul(count(height, precinct.1));
            let blocks = blocks(width, self.block.0, precinct.0).saturating_mul(blocks(height, self.block.1, precinct.1));
            let each = blocks.saturating_mul(self.layers.saturating_add(5)).saturating_add(precincts.saturating_mul(4));
            entries = entries.saturating_add(each.saturating_mul(bands));
        }
        entries
    }
}

/// The codestream of a JP2 file (annex I), or the input itself.
fn codestream(input: &[u8]) -> Result<&[u8], TileError> {
    if number16(input, 0) == Some(SOC) {
        return Ok(input);
    }
    let mut at = 0usize;
    // Ends as each box has at least the 8 bytes of its header.
    while let (Some(length), Some(kind)) = (number(input, at, 4), slice(input, at.saturating_add(4), 4)) {
        let (header, length) = match length {
            0 => (8, None),
            1 => (16, number(input, at.saturating_add(8), 8)),
            length => (8, Some(length)),
        };
        let end = length.and_then(len_usize).map_or(input.len(), |length| at.saturating_add(length.max(8)));
        if kind == b"jp2c" {
            let found = input.get(at.saturating_add(header)..end.min(input.len())).unwrap_or(&[]);
            let whole = number16(found, 0) == Some(SOC);
            return if whole { Ok(found) } else { Err(damaged(0, "the codestream of the JP2 file does not begin with SOC")) };
        }
        at = end;
    }
    Err(TileError::Damaged("this is no JPEG 2000 stream: it begins neither with SOC nor with JP2 boxes".to_owned()))
}

/// Markers without parameters (table A.1).
fn has_length(marker: u16) -> bool {
    !matches!(marker, 0xff30..=0xff3f | SOC | SOD | EOC)
}

/// The marker at a place and its parameters; `None` where it is not all there.
fn segment(codestream: &[u8], at: usize) -> Option<(u16, &[u8])> {
    let marker = number16(codestream, at)?;
    if !has_length(marker) {
        return Some((marker, &[]));
    }
    let length = len_usize(number(codestream, at.checked_add(2)?, 2)?)?.checked_sub(2)?;
    Some((marker, slice(codestream, at.checked_add(4)?, length)?))
}
