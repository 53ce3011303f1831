//! The main chain of IFDs, as offsets.
//!
//! Of each IFD only the number of entries and the next-IFD pointer are looked at, so that a file with
//! many planes is walked without reading their tags.

use super::{Defect, DefectCode, Defects, Header, Limits, NumberOf};
use crate::bytes::unsigned;
use crate::error::Error;
use crate::need::{Lack, MAX_SAFE_OFFSET, Range, Window};
use serde::Serialize;

/// How the chain ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// With a next-IFD pointer of 0, as it should.
    Complete,
    /// At a defect: the last one recorded.
    Broken,
}

/// A walk of the main chain that can stop at any missing byte and go on later.
#[derive(Debug)]
pub struct Chain {
    limits: Limits,
    header: Option<Header>,
    next: u64,
    pointer_at: u64,
    offsets: Vec<u64>,
    entries: Vec<u32>,
    /// Offset to place in the chain, to see cycles.
    seen: NumberOf,
    defects: Defects,
    /// Why the chain is broken, if it is: also kept where [`Defects`] are too many.
    breakage: Option<Defect>,
    end: Option<End>,
}

impl Chain {
    /// A walk that has not started.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            header: None,
            next: 0,
            pointer_at: 0,
            offsets: Vec::new(),
            entries: Vec::new(),
            seen: NumberOf::default(),
            defects: Defects::default(),
            breakage: None,
            end: None,
        }
    }

    /// Walks as far as the bytes that are here allow: to the end, or to a range that is missing.
    ///
    /// # Errors
    /// Only where the file is not a TIFF at all. What is broken further on is a [`Defect`].
    pub fn advance(&mut self, window: &Window) -> Result<Result<End, Range>, Error> {
        let header = match self.header {
            Some(header) => header,
            None => match Header::read(window)? {
                Ok(header) => self.begin(header),
                Err(missing) => return Ok(Err(missing)),
            },
        };
        // Ends: every turn visits another IFD, sets `end`, or returns; visits are limited and never repeat.
        loop {
            if let Some(end) = self.end {
                return Ok(Ok(end));
            }
            if let Err(Lack::Missing(range)) = self.visit(header, window) {
                return Ok(Err(range));
            }
        }
    }

    fn begin(&mut self, header: Header) -> Header {
        self.header = Some(header);
        self.next = header.first_ifd;
        self.pointer_at = header.first_pointer_at();
        header
    }

    /// Visits the next IFD, or records why the chain ends here.
    fn visit(&mut self, header: Header, window: &Window) -> Result<(), Lack> {
        let at = self.next;
        if at == 0 {
            return self.finish_at_zero();
        }
        if let Some(first) = self.seen.get(at) {
            let what = format!("{} leads back to IFD {first} at byte {at}", self.pointer());
            return self.stop(DefectCode::IfdCycle, self.pointer_at, what);
        }
        if at > MAX_SAFE_OFFSET {
            let what = format!("{} is {at}, more than any file can hold (2^53)", self.pointer());
            return self.stop(DefectCode::IfdOutsideFile, self.pointer_at, what);
        }
        let entries = match number(window, header, at, header.count_len()) {
            Ok(entries) => entries,
            Err(Lack::PastEnd(end)) => return self.stop_at_count(at, end),
            Err(lack) => return Err(lack),
        };
        if entries > self.limits.entries {
            let what = format!("the IFD at byte {at} claims {entries} entries (limit {})", self.limits.entries);
            return self.stop(DefectCode::IfdTooManyEntries, at, what);
        }
        let table = entries.saturating_mul(header.entry_len());
        let pointer_at = at.saturating_add(header.count_len()).saturating_add(table);
        match number(window, header, pointer_at, header.offset_len()) {
            Ok(next) => self.enter(at, entries, pointer_at, next),
            Err(Lack::PastEnd(_)) => {
                let len = header.ifd_len(entries);
                let what = format!("the file ends inside the IFD at byte {at} ({entries} entries, {len} bytes)");
                return self.stop(DefectCode::IfdTruncated, at, what);
            }
            Err(lack) => return Err(lack),
        }
        Ok(())
    }

    /// The pointer that led here: an IFD that cannot be entered is named by it.
    fn pointer(&self) -> String {
        let owner = self.offsets.len().checked_sub(1).map_or("the header".to_owned(), |last| format!("IFD {last}"));
        format!("the next-IFD pointer of {owner} (byte {})", self.pointer_at)
    }

    fn enter(&mut self, at: u64, entries: u64, pointer_at: u64, next: u64) {
        if u64::try_from(self.offsets.len()).is_ok_and(|count| count >= self.limits.ifds) {
            let what = format!("there are more than {} IFDs (limit)", self.limits.ifds);
            // `stop` only records; there is nothing to hand on.
            let _ = self.stop(DefectCode::IfdLimit, self.pointer_at, what);
            return;
        }
        if entries == 0 {
            self.record(DefectCode::IfdEmpty, at, format!("the IFD at byte {at} has no entries"));
        }
        self.seen.insert(at, self.offsets.len());
        self.offsets.push(at);
        self.entries.push(u32::try_from(entries).unwrap_or(u32::MAX));
        self.pointer_at = pointer_at;
        self.next = next;
    }

    fn finish_at_zero(&mut self) -> Result<(), Lack> {
        if self.offsets.is_empty() {
            return self.stop(DefectCode::IfdOutsideFile, self.pointer_at, "the header points to no IFD (offset 0)".to_owned());
        }
        self.end = Some(End::Complete);
        Ok(())
    }

    fn stop_at_count(&mut self, at: u64, end: u64) -> Result<(), Lack> {
        if at >= end {
            let what = format!("{} leads to byte {at}, past the end of the file", self.pointer());
            return self.stop(DefectCode::IfdOutsideFile, self.pointer_at, what);
        }
        let what = format!("the file ends inside the IFD at byte {at}");
        self.stop(DefectCode::IfdTruncated, at, what)
    }

    fn stop(&mut self, code: DefectCode, byte: u64, what: String) -> Result<(), Lack> {
        self.breakage = Some(self.record(code, byte, what));
        self.end = Some(End::Broken);
        Ok(())
    }

    fn record(&mut self, code: DefectCode, byte: u64, what: String) -> Defect {
        let ifd = self.offsets.len().to_string();
        let what = format!("IFD {ifd}: {what}");
        let defect = Defect { code, ifd, byte, what };
        self.defects.push(defect.clone());
        defect
    }

    /// The header, once it has been read.
    pub fn header(&self) -> Option<Header> {
        self.header
    }

    /// Offsets of the IFDs visited so far, in order.
    pub fn offsets(&self) -> &[u64] {
        &self.offsets
    }

    /// Numbers of entries of the IFDs visited so far, in order.
    pub fn entries(&self) -> &[u32] {
        &self.entries
    }

    /// What was found to be broken so far.
    pub fn defects(&self) -> &Defects {
        &self.defects
    }

    /// Why the chain could not be followed to its end, if so.
    pub fn breakage(&self) -> Option<&Defect> {
        self.breakage.as_ref()
    }

    /// How the walk ended, once it has.
    pub fn end(&self) -> Option<End> {
        self.end
    }
}

fn number(window: &Window, header: Header, at: u64, len: u64) -> Result<u64, Lack> {
    let bytes = window.get(Range { start: at, len })?;
    Ok(unsigned(&bytes, header.endian).unwrap_or(0))
}
