//! JPEG tiles and strips (TIFF compression 7, TIFF technical note 2; ITU-T T.81).
//!
//! Huffman-coded sequential and progressive frames of 8 and 12 bits and lossless frames of 2 to 16 bits, in streams
//! that are whole or abbreviated. Samples of 8 bits come out as libjpeg-turbo's default settings give them, bit by
//! bit: integer inverse DCT, smooth upsampling of chroma by 2, sampling by other factors repeated.

mod bits;
mod color;
mod huffman;
mod idct;
mod lanes;
mod lossless;
mod markers;
mod picture;
mod progressive;
mod scan;
mod sequential;
mod summary;

use super::Failure;
use color::{Conversion, Sample};
use markers::{Frame, Marker, Process, Tables};
use picture::{Picture, Target};
use scan::{BLOCK, Coefficients, Stop};
use std::borrow::Cow;

pub use summary::{FrameSummary, frame_of};

/// What a tile should hold.
#[derive(Clone, Copy, Debug)]
pub struct JpegSpec<'a> {
    /// Columns of the tile as TIFF says it. A frame that is wider is cropped, a narrower one padded with zeros.
    pub width: u32,
    /// Rows of the tile as TIFF says it; likewise.
    pub height: u32,
    /// Samples per pixel in this stream: `SamplesPerPixel`, or 1 where planes are separate.
    pub samples: u16,
    /// `BitsPerSample`; above 8 the output is 16-bit numbers in host order.
    pub bits: u16,
    /// `JPEGTables`: an abbreviated stream that holds tables alone. Tables of the tile itself replace them.
    pub tables: Option<&'a [u8]>,
    /// What becomes of the colours.
    pub color: ColorRule,
}

/// Whether components are converted. Lossless frames never are: they hold what their writer was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorRule {
    /// Components are delivered as they are stored.
    AsStored,
    /// As stored; but where the stream has a JFIF marker, three components are YCbCr and become RGB. Writers that say
    /// `PhotometricInterpretation` RGB are of both kinds, and this is how they are told apart.
    StoredUnlessJfif,
    /// Three components are YCbCr and become RGB, four are YCCK and become CMYK.
    YCbCrToRgb,
    /// The JFIF marker, the Adobe marker or the ids of the components decide. CMYK stays CMYK, inverted or not.
    ByMarkers,
}

/// Most pixels of a frame.
const MOST_PIXELS: usize = 64 << 20;

/// Most scans of a frame.
const MOST_SCANS: usize = 100;

/// Decodes a tile into rows of interleaved samples: `height` x `width` x `samples` bytes, or 16-bit numbers.
///
/// Ends without error as soon as the output is full, or holds all rows that the frame has; rows below are zeros. Of a
/// stream that is broken, `out` holds what came before; a progressive one is all there, but coarse.
pub fn decode(input: &[u8], spec: &JpegSpec<'_>, out: &mut [u8]) -> Result<(), Failure> {
    let mut done = 0;
    let result = Stream::new(spec, out.len()).and_then(|mut stream| stream.decode(input, out, &mut done));
    out.get_mut(done..).unwrap_or(&mut []).fill(0);
    result
}

/// A stream that is read marker by marker.
struct Stream<'a> {
    spec: &'a JpegSpec<'a>,
    /// Bytes of a row of the output.
    row: usize,
    tables: Tables,
    frame: Option<Frame>,
}

/// A failure before any output.
fn failure(read: usize, what: impl Into<Cow<'static, str>>) -> Failure {
    Failure::new(read, 0, what)
}

impl<'a> Stream<'a> {
    fn new(spec: &'a JpegSpec<'a>, room: usize) -> Result<Self, Failure> {
        let number = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let row = number(spec.width).saturating_mul(usize::from(spec.samples)).saturating_mul(if spec.bits > 8 { 2 } else { 1 });
        if row == 0 || row.checked_mul(number(spec.height)) != Some(room) {
            let rows = spec.height;
            return Err(failure(0, format!("the output has {room} bytes, not {rows} rows of {row} bytes")));
        }
        let mut tables = Tables::default();
        let mut at = 0;
        let input = spec.tables.unwrap_or(&[]);
        // Ends as every marker lies behind the one before.
        while let Some(marker) = markers::next(input, at).map_err(|what| failure(0, format!("JPEGTables: {what}")))? {
            tables.read(&marker).map_err(|what| failure(0, format!("JPEGTables: {what}")))?;
            at = marker.end;
        }
        // What JPEGTables says of colours and intervals is not about the tile.
        (tables.restart, tables.jfif, tables.adobe) = (0, false, None);
        Ok(Self { spec, row, tables, frame: None })
    }

    fn decode(&mut self, input: &[u8], out: &mut [u8], done: &mut usize) -> Result<(), Failure> {
        let mut at = 0;
        // Ends as every marker lies behind the one before.
        while let Some(marker) = markers::next(input, at).map_err(|what| failure(at, what))? {
            at = marker.end;
            match marker.code {
                0xDA => {
                    let frame = self.frame.take().ok_or_else(|| failure(marker.at, "a scan comes before its frame"))?;
                    let frame = self.complete(frame, input, &marker)?;
                    return self.scans(&frame, input, &marker, out, done);
                }
                0xD9 => return Err(failure(marker.at, "the stream ends before its first scan")),
                _ => self.tables.read(&marker).map_err(|what| failure(marker.at, what))?,
            }
            if let Some(frame) = markers::frame(&marker).map_err(|what| failure(marker.at, what))? {
                if self.frame.is_some() {
                    return Err(failure(marker.at, "the stream has a second frame"));
                }
                self.frame = Some(frame);
            }
        }
        let what = if input.is_empty() { "the stream is empty" } else { "the stream has no scan" };
        Err(failure(input.len(), what))
    }

    /// The frame with its height, compared with the tile.
    fn complete(&self, mut frame: Frame, input: &[u8], scan: &Marker<'_>) -> Result<Frame, Failure> {
        let tile = (usize::try_from(self.spec.width).unwrap_or(0), usize::try_from(self.spec.height).unwrap_or(0));
        if frame.height == 0 {
            frame.height = number_of_lines(input.get(scan.end..).unwrap_or(&[])).unwrap_or(tile.1.min(65535));
        }
        let (pixels, room) = (frame.width.saturating_mul(frame.height), tile.0.saturating_mul(tile.1));
        let (width, height) = (frame.width, frame.height);
        let what = if pixels > MOST_PIXELS {
            format!("a frame of {width} x {height} has more than {MOST_PIXELS} pixels")
        } else if pixels > room.saturating_mul(4).saturating_add(1 << 16) {
            format!("a frame of {width} x {height} does not fit a tile of {} x {}", tile.0, tile.1)
        } else if frame.components.len() != usize::from(self.spec.samples) {
            format!("the frame has {} components, the tile {} samples", frame.components.len(), self.spec.samples)
        } else if frame.precision > 8 && self.spec.bits <= 8 {
            format!("the frame has samples of {} bits, the tile of {}", frame.precision, self.spec.bits)
        } else if frame.arithmetic {
            "JPEG with arithmetic coding is not supported".into()
        } else {
            return Ok(frame);
        };
        Err(failure(scan.at, what))
    }

    /// Decodes from the first scan on; `done` is set to the bytes of the output that were written, good or not.
    fn scans(
        &mut self,
        frame: &Frame,
        input: &[u8],
        first: &Marker<'_>,
        out: &mut [u8],
        done: &mut usize,
    ) -> Result<(), Failure> {
        let wide = self.spec.bits > 8;
        let width = usize::try_from(self.spec.width).unwrap_or(0);
        if frame.width < width {
            out.fill(0);
        }
        let target = Target { out, row: self.row, wide, conversion: self.conversion(frame) };
        if frame.process == Process::Lossless {
            return self.lossless(frame, input, first, target, done);
        }
        if frame.precision > 8 {
            self.dct::<u16>(frame, input, first, target, done)
        } else {
            self.dct::<u8>(frame, input, first, target, done)
        }
    }

    fn dct<S: Sample>(
        &mut self,
        frame: &Frame,
        input: &[u8],
        first: &Marker<'_>,
        target: Target<'_>,
        done: &mut usize,
    ) -> Result<(), Failure> {
        let memory = || failure(first.at, "there is not enough memory for the frame");
        let mut picture = Picture::<S>::new(frame, target, BLOCK, false).ok_or_else(memory)?;
        let (across, down) = frame.mcus(BLOCK);
        let rows = picture.rows_wanted(down);
        let scan = markers::scan(first.body, frame).map_err(|what| failure(first.at, what))?;
        if frame.process == Process::Sequential && scan.parts.len() == frame.components.len() {
            let result = scan::straight((input, first.end), (frame, &scan, &self.tables), rows, &mut picture);
            let written = picture.written();
            if let Err(stop) = &result {
                picture.leave(stop.units, across);
            }
            *done = picture.written();
            return result.map_err(|stop| Failure::new(stop.read, written, stop.what));
        }
        let mut coefficients = Coefficients::new(frame).ok_or_else(memory)?;
        let result = self.all_scans(input, first, frame, |tables, source, scan| {
            let end = coefficients.scan(source, frame, scan, tables)?;
            Ok((end, coefficients.are_exact()))
        });
        let all = coefficients.have_all();
        coefficients.paint(frame, rows, &mut picture);
        *done = picture.written();
        match result {
            Ok(()) if !all => Err(failure(input.len(), "a component has no scan")),
            result => result,
        }
    }

    fn lossless(
        &mut self,
        frame: &Frame,
        input: &[u8],
        first: &Marker<'_>,
        target: Target<'_>,
        done: &mut usize,
    ) -> Result<(), Failure> {
        let memory = || failure(first.at, "there is not enough memory for the frame");
        let mut picture = Picture::<u16>::new(frame, target, 1, true).ok_or_else(memory)?;
        let (across, down) = frame.mcus(1);
        let mut left = frame.components.len();
        let mut rows = down;
        let result = self.all_scans(input, first, frame, |tables, source, scan| {
            left = left.saturating_sub(scan.parts.len());
            let end = lossless::scan(source, (frame, scan, tables), &mut picture);
            if let Err(stop) = &end {
                rows = if left == 0 { stop.units.checked_div(across).unwrap_or(0) } else { 0 };
            }
            Ok((end?, left == 0))
        });
        (0..rows.min(picture.rows_wanted(down))).for_each(|y| picture.finish(y));
        *done = picture.written();
        result.map_err(|failure| Failure { written: *done, ..failure })
    }

    /// Calls `take` for every scan until it says that no more are needed.
    fn all_scans(
        &mut self,
        input: &[u8],
        first: &Marker<'_>,
        frame: &Frame,
        mut take: impl FnMut(&Tables, (&[u8], usize), &markers::Scan) -> Result<(usize, bool), Stop>,
    ) -> Result<(), Failure> {
        let (mut at, mut count) = (first.at, 0usize);
        // Ends as every marker lies behind the one before.
        while let Some(marker) = markers::next(input, at).map_err(|what| failure(at, what))? {
            at = marker.end;
            match marker.code {
                0xDA if count == MOST_SCANS => {
                    return Err(failure(marker.at, format!("the frame has more than {MOST_SCANS} scans")));
                }
                0xDA => {
                    let scan = markers::scan(marker.body, frame).map_err(|what| failure(marker.at, what))?;
                    let (end, complete) =
                        take(&self.tables, (input, marker.end), &scan).map_err(|stop| failure(stop.read, stop.what))?;
                    if complete {
                        return Ok(());
                    }
                    at = end;
                    count = count.saturating_add(1);
                }
                0xD9 => return Ok(()),
                _ => self.tables.read(&marker).map_err(|what| failure(marker.at, what))?,
            }
        }
        Err(failure(input.len(), "the stream ends early"))
    }

    fn conversion(&self, frame: &Frame) -> Conversion {
        let full = match frame.components.len() {
            3 => Conversion::Rgb,
            4 => Conversion::Cmyk,
            _ => Conversion::None,
        };
        let ids: Vec<u8> = frame.components.iter().map(|component| component.id).collect();
        match (self.spec.color, self.tables.jfif, self.tables.adobe) {
            _ if frame.process == Process::Lossless => Conversion::None,
            (ColorRule::AsStored, ..) | (ColorRule::StoredUnlessJfif, false, _) => Conversion::None,
            (ColorRule::YCbCrToRgb, ..) => full,
            (_, true, _) if ids.len() == 3 => full,
            (ColorRule::StoredUnlessJfif, ..) | (_, _, Some(0)) => Conversion::None,
            (_, _, Some(_)) => full,
            (_, _, None) if ids.len() == 4 || ids == *b"RGB" => Conversion::None,
            (_, _, None) => full,
        }
    }
}

/// The height that a DNL segment says (T.81 section B.2.5).
fn number_of_lines(input: &[u8]) -> Option<usize> {
    let segment = input.windows(6).find_map(|window| match window {
        [0xFF, 0xDC, 0, 4, high, low] => Some(u16::from_be_bytes([*high, *low])),
        _ => None,
    })?;
    Some(usize::from(segment)).filter(|height| *height > 0)
}
