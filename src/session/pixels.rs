//! Reading one IFD for its pixels: how its tiles are stored, and its description where that is wanted.

use super::prefetch::{Reach, clamp};
use crate::error::Error;
use crate::need::{Ask, Range, Step, Window};
use crate::tiff::{Defect, DefectCode, Header, Limits, Place, Reading, Storage, read_description, read_storage};

/// Which IFD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The first of the file.
    First,
    /// The one at this offset.
    At(u64),
}

/// One IFD being read for its pixels.
#[derive(Debug)]
pub struct PixelsSession {
    which: Which,
    described: bool,
    reach: Reach,
    window: Window,
    header: Option<Header>,
    storage: Option<Storage>,
    description: Option<String>,
    defects: Vec<Defect>,
}

impl PixelsSession {
    /// A session that has not started. `described`: ImageDescription is read too.
    pub fn new(which: Which, described: bool, size: Option<u64>, reach: Reach) -> Self {
        let window = Window::new(size);
        Self { which, described, reach, window, header: None, storage: None, description: None, defects: Vec::new() }
    }

    /// Goes on until more bytes are needed or the IFD is read.
    ///
    /// # Errors
    /// Where the file is not a TIFF, or the IFD cannot be read.
    pub fn step(&mut self) -> Result<Step<()>, Error> {
        let needed = self.advance()?;
        let asks: Vec<Ask> = needed.into_iter().flat_map(|range| clamp(range, &self.window)).map(Ask::Range).collect();
        Ok(if asks.is_empty() { Step::Done(()) } else { Step::Need(asks) })
    }

    fn advance(&mut self) -> Result<Vec<Range>, Error> {
        let header = match self.header {
            Some(header) => header,
            None => match Header::read(&self.window)? {
                Ok(header) => *self.header.insert(header),
                Err(missing) => return Ok(vec![self.ahead(missing)]),
            },
        };
        let offset = match self.which {
            Which::First => header.first_ifd,
            Which::At(offset) => offset,
        };
        let path = format!("at byte {offset}");
        let place = Place { header, offset, path: &path, limits: Limits::default() };
        if self.storage.is_none() {
            match read_storage(place, &self.window) {
                Reading::Done(storage, defects) => {
                    self.storage = Some(storage);
                    self.defects = defects;
                }
                Reading::Missing(ranges) => return Ok(ranges.into_iter().map(|range| self.ahead(range)).collect()),
                Reading::Broken(defect) => return Err(unreadable(defect)),
            }
        }
        if self.described && self.description.is_none() {
            match read_description(place, &self.window) {
                Reading::Done(description, _) => self.description = Some(description.unwrap_or_default()),
                Reading::Missing(ranges) => return Ok(ranges),
                Reading::Broken(defect) => return Err(unreadable(defect)),
            }
        }
        Ok(Vec::new())
    }

    /// A little more than is missing: values tend to stand beside their IFD.
    fn ahead(&self, range: Range) -> Range {
        Range { start: range.start, len: range.len.max(self.reach.peek().saturating_mul(4)) }
    }

    /// Takes bytes that were asked for; see [`super::Session::supply`].
    pub fn supply(&mut self, start: u64, bytes: &[u8]) {
        self.window.supply(start, bytes);
    }

    /// Takes the size of the file once it is known.
    pub fn learn_size(&mut self, size: u64) {
        self.window.learn_size(size);
    }

    /// The header, once read.
    pub fn header(&self) -> Option<Header> {
        self.header
    }

    /// How the pixels are stored, once read.
    pub fn storage(&self) -> Option<&Storage> {
        self.storage.as_ref()
    }

    /// ImageDescription; empty where there is none.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// What was broken on the way.
    pub fn defects(&self) -> &[Defect] {
        &self.defects
    }
}

fn unreadable(defect: Defect) -> Error {
    let code = match defect.code {
        DefectCode::IfdOutsideFile => "ifd-outside-file",
        DefectCode::IfdTooManyEntries => "ifd-too-many-entries",
        _ => "ifd-truncated",
    };
    Error::format(code, defect.byte, defect.what)
}
