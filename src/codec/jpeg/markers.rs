//! Marker segments (ITU-T T.81 annex B): frames, scans and tables.

use super::huffman::{Class, Table};
use super::progressive::Band;
use super::sequential::ZIGZAG;
use crate::bytes::slice;

/// How the samples of a frame are coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Process {
    /// DCT, every coefficient in one scan (SOF0, SOF1, SOF9).
    Sequential,
    /// DCT, coefficients in several scans (SOF2, SOF10).
    Progressive,
    /// Differences to neighbours (SOF3).
    Lossless,
}

/// A component of a frame.
#[derive(Clone, Debug)]
pub(super) struct Component {
    pub(super) id: u8,
    /// Sampling factors, 1 to 4.
    pub(super) h: usize,
    pub(super) v: usize,
    /// Number of its quantization table.
    pub(super) quantization: usize,
}

/// A frame header.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) process: Process,
    pub(super) arithmetic: bool,
    /// Bits of a sample.
    pub(super) precision: u32,
    pub(super) width: usize,
    /// Rows; 0 until DNL says it.
    pub(super) height: usize,
    /// One to four.
    pub(super) components: Vec<Component>,
    /// Greatest sampling factors.
    pub(super) h: usize,
    pub(super) v: usize,
}

impl Frame {
    /// Columns and rows of interleaved units, each of `size` x `size` samples of a component with factors 1.
    pub(super) fn mcus(&self, size: usize) -> (usize, usize) {
        let whole = |length: usize, factor: usize| length.div_ceil(factor.saturating_mul(size).max(1));
        (whole(self.width, self.h), whole(self.height, self.v))
    }

    /// Columns and rows of a component (T.81 section A.1.1).
    pub(super) fn size_of(&self, component: &Component) -> (usize, usize) {
        let part = |length: usize, own: usize, all: usize| length.saturating_mul(own).div_ceil(all.max(1)).max(1);
        (part(self.width, component.h, self.h), part(self.height, component.v, self.v))
    }
}

/// A component of a scan: its place in the frame and the numbers of its tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) component: usize,
    pub(super) dc: usize,
    pub(super) ac: usize,
}

/// A scan header.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    pub(super) parts: Vec<Part>,
    pub(super) band: Band,
}

/// What the tables of a stream and its miscellaneous segments say.
#[derive(Default)]
pub(super) struct Tables {
    /// In zigzag order.
    pub(super) quantization: [Option<[u16; 64]>; 4],
    pub(super) dc: [Option<Box<Table>>; 4],
    pub(super) ac: [Option<Box<Table>>; 4],
    /// Conditioning of arithmetic coding: lower and upper bound of DC, and K of AC.
    pub(super) bounds: [Option<(u8, u8)>; 4],
    pub(super) split: [Option<u8>; 4],
    /// MCUs between restart markers, 0 for none.
    pub(super) restart: usize,
    /// Whether there is a JFIF marker.
    pub(super) jfif: bool,
    /// The colour transform of the Adobe marker.
    pub(super) adobe: Option<u8>,
}

/// A marker and its segment.
pub(super) struct Marker<'a> {
    /// Its second byte.
    pub(super) code: u8,
    /// Where it starts.
    pub(super) at: usize,
    /// Where the next thing starts.
    pub(super) end: usize,
    pub(super) body: &'a [u8],
}

/// Markers without a segment: TEM, RST, SOI, EOI.
fn is_bare(code: u8) -> bool {
    matches!(code, 0x01 | 0xD0..=0xD9)
}

/// The next marker from `at` on; bytes that are no marker are skipped. `None` at the end of the input, an error where
/// a segment is cut.
pub(super) fn next(input: &[u8], at: usize) -> Result<Option<Marker<'_>>, &'static str> {
    let rest = input.get(at..).unwrap_or(&[]);
    let found = rest.windows(2).position(|pair| matches!(pair, [0xFF, code] if !matches!(code, 0 | 0xFF)));
    let Some(at) = found.map(|skipped| at.saturating_add(skipped)) else { return Ok(None) };
    let code = slice(input, at, 2).and_then(|pair| pair.last().copied()).unwrap_or(0);
    let start = at.saturating_add(2);
    if is_bare(code) {
        return Ok(Some(Marker { code, at, end: start, body: &[] }));
    }
    let length = slice(input, start, 2).map(word).filter(|length| *length >= 2);
    let segment = length.and_then(|length| slice(input, start, length));
    let (Some(segment), Some(length)) = (segment, length) else { return Err("a marker segment is cut") };
    Ok(Some(Marker { code, at, end: start.saturating_add(length), body: segment.get(2..).unwrap_or(&[]) }))
}

/// A 16-bit number, the most significant byte first.
fn word(bytes: &[u8]) -> usize {
    bytes.iter().take(2).fold(0, |number, byte| number << 8 | usize::from(*byte))
}

impl Tables {
    /// Takes in a segment of tables or miscellaneous data.
    pub(super) fn read(&mut self, marker: &Marker<'_>) -> Result<(), &'static str> {
        match marker.code {
            0xDB => self.quantization(marker.body).ok_or("a quantization table is cut or malformed"),
            0xC4 => self.huffman(marker.body).ok_or("a Huffman table is cut or malformed"),
            0xCC => self.conditioning(marker.body).ok_or("an arithmetic conditioning table is malformed"),
            0xDD => {
                self.restart = word(marker.body);
                Ok(())
            }
            0xE0 => {
                self.jfif |= marker.body.starts_with(b"JFIF\0");
                Ok(())
            }
            0xEE if marker.body.starts_with(b"Adobe") => {
                self.adobe = marker.body.get(11).copied().or(self.adobe);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn quantization(&mut self, mut body: &[u8]) -> Option<()> {
        // Ends as every table is taken off the front.
        while let Some((head, rest)) = body.split_first() {
            let size = if head >> 4 == 0 { 1 } else { 2 };
            let (steps, rest) = rest.split_at_checked(if size == 1 { 64 } else { 128 })?;
            let mut table = [0; 64];
            for (to, from) in table.iter_mut().zip(steps.chunks_exact(size)) {
                *to = u16::try_from(word(from)).ok()?;
            }
            *self.quantization.get_mut(usize::from(head & 15))? = Some(table);
            body = rest;
        }
        Some(())
    }

    fn huffman(&mut self, mut body: &[u8]) -> Option<()> {
        // Ends as every table is taken off the front.
        while let Some((head, rest)) = body.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let (symbols, rest) = rest.split_at_checked(counts.iter().map(|count| usize::from(*count)).sum())?;
            let (class, tables) = match head >> 4 {
                0 if symbols.iter().all(|symbol| *symbol <= 16) => (Class::Dc, &mut self.dc),
                1 => (Class::Ac, &mut self.ac),
                _ => return None,
            };
            *tables.get_mut(usize::from(head & 15))? = Some(Table::new(class, counts, symbols)?);
            body = rest;
        }
        Some(())
    }

    fn conditioning(&mut self, body: &[u8]) -> Option<()> {
        for pair in body.as_chunks::<2>().0 {
            let [head, value] = *pair;
            let at = usize::from(head & 15);
            match head >> 4 {
                0 if value & 15 <= value >> 4 => *self.bounds.get_mut(at)? = Some((value & 15, value >> 4)),
                1 if (1..=63).contains(&value) => *self.split.get_mut(at)? = Some(value),
                _ => return None,
            }
        }
        Some(())
    }
}

/// Reads a frame header; `None` for a marker that is no frame.
pub(super) fn frame(marker: &Marker<'_>) -> Result<Option<Frame>, String> {
    let (process, arithmetic) = match marker.code {
        0xC0 | 0xC1 => (Process::Sequential, false),
        0xC2 => (Process::Progressive, false),
        0xC3 => (Process::Lossless, false),
        0xC9 => (Process::Sequential, true),
        0xCA => (Process::Progressive, true),
        0xCB => return Err("lossless JPEG with arithmetic coding is not supported".into()),
        0xC5..=0xC7 | 0xCD..=0xCF => return Err("hierarchical JPEG is not supported".into()),
        _ => return Ok(None),
    };
    let malformed = "the frame header is cut or malformed";
    let (head, rest) = marker.body.split_first_chunk::<6>().ok_or(malformed)?;
    let [precision, h1, h0, w1, w0, count] = *head;
    let (height, width) = (word(&[h1, h0]), word(&[w1, w0]));
    let mut components = Vec::new();
    for part in rest.as_chunks::<3>().0.iter().take(usize::from(count)) {
        let [id, factors, quantization] = *part;
        let (h, v) = (usize::from(factors >> 4), usize::from(factors & 15));
        if !(1..=4).contains(&h) || !(1..=4).contains(&v) {
            return Err(format!("sampling factors {h} x {v} are outside 1 to 4"));
        }
        components.push(Component { id, h, v, quantization: usize::from(quantization) });
    }
    if width == 0 || components.is_empty() || components.len() > 4 || components.len() != usize::from(count) {
        return Err(malformed.into());
    }
    let precision = u32::from(precision);
    match (process, precision) {
        (Process::Lossless, 2..=16) | (_, 8) | (Process::Sequential | Process::Progressive, 12) => {}
        _ => return Err(format!("JPEG samples of {precision} bits are not supported")),
    }
    if let [only] = &mut components[..] {
        // A component alone is never interleaved, so its factors mean nothing.
        (only.h, only.v) = (1, 1);
    }
    let [h, v] = [components.iter().map(|c| c.h).max(), components.iter().map(|c| c.v).max()].map(|most| most.unwrap_or(1));
    Ok(Some(Frame { process, arithmetic, precision, width, height, components, h, v }))
}

/// Reads a scan header.
pub(super) fn scan(body: &[u8], frame: &Frame) -> Result<Scan, &'static str> {
    let malformed = "a scan header is cut or malformed";
    let (count, rest) = body.split_first().ok_or(malformed)?;
    let (parts, rest) = rest.split_at_checked(2 * usize::from(*count)).ok_or(malformed)?;
    let [start, end, bits] = *rest.first_chunk::<3>().ok_or(malformed)?;
    let mut found: Vec<Part> = Vec::new();
    for [id, tables] in parts.as_chunks::<2>().0 {
        let taken = |place: usize| found.iter().any(|part| part.component == place);
        let ids = frame.components.iter().enumerate();
        let place = ids.filter(|(place, c)| c.id == *id && !taken(*place)).map(|(place, _)| place).next();
        let component = place.ok_or("a scan names a component that the frame does not have")?;
        found.push(Part { component, dc: usize::from(tables >> 4), ac: usize::from(tables & 15) });
    }
    if found.is_empty() || found.len() > 4 {
        return Err(malformed);
    }
    let band = Band { start: usize::from(start), end: usize::from(end), high: u32::from(bits >> 4), low: u32::from(bits & 15) };
    let is_dc = band.start == 0;
    let good = match frame.process {
        Process::Sequential => true,
        Process::Lossless => (1..=7).contains(&start) && band.low < frame.precision,
        Process::Progressive => {
            band.end < ZIGZAG.len().min(64)
                && band.low <= 13
                && if is_dc { band.end == 0 } else { band.start <= band.end && found.len() == 1 }
        }
    };
    if good { Ok(Scan { parts: found, band }) } else { Err(malformed) }
}
