//! What is asked of a host for an object: one request where the store is a folder, more where it is an archive
//! (`ZipFileStore` of `@zarrita/storage`, with unzipit).

use super::visit::Visit;
use crate::zarr::Archive;

/// The end of an archive, where its directory is looked for: the end record with the longest comment.
const TAIL: u64 = 22 + 0xffff;
/// The locator and the record of ZIP64, asked for one after the other.
const ZIP64: u64 = 20 + 56;
/// The header before an object, without its name.
const HEADER: u64 = 30;

impl Visit<'_, '_> {
    /// Asks for something that is not there. In an archive its directory says so.
    pub(crate) fn ask_absent(&mut self, name: &str) {
        if !self.in_archive() {
            self.request(name, 1, 0);
        }
    }

    /// Asks for the size of an object, which the directory of an archive knows.
    pub(crate) fn ask_size(&mut self, name: &str) {
        self.ask_absent(name);
    }

    /// Asks for an object.
    pub(crate) fn ask(&mut self, key: &str, bytes: u64) {
        if self.in_archive() {
            let packed = self.archive().and_then(|archive| archive.packed.get(key)).copied().unwrap_or(bytes);
            self.entry(key, packed);
        } else {
            self.request(key, 1, bytes);
        }
    }

    /// Asks for a part of an object. What is compressed in an archive is read whole.
    pub(crate) fn ask_part(&mut self, key: &str, name: &str, bytes: u64) {
        if self.in_archive() {
            let packed = self.archive().and_then(|archive| archive.packed.get(key)).copied();
            self.entry(name, packed.unwrap_or(bytes));
        } else {
            self.request(name, 1, bytes);
        }
    }

    fn archive(&self) -> Option<&Archive> {
        self.look.store().archive().filter(|_| !self.beside)
    }

    /// Whether the store is an archive, whose directory is read now if it was not before.
    fn in_archive(&mut self) -> bool {
        let Some(archive) = self.archive() else { return false };
        let (size, directory, zip64) = (archive.size, archive.directory, archive.needs_zip64);
        if !self.opened_archive {
            self.opened_archive = true;
            self.spent.add(2, size.map_or(TAIL, |size| size.min(TAIL)));
            if zip64 {
                self.spent.add(2, ZIP64);
            }
            self.spent.add(u64::from(directory > 0), directory);
        }
        true
    }

    /// The header of an object, and the object.
    fn entry(&mut self, name: &str, bytes: u64) {
        self.request(name, if bytes > 0 { 2 } else { 1 }, HEADER.saturating_add(bytes));
    }

    /// Counts requests, unless their answer was kept.
    fn request(&mut self, name: &str, requests: u64, bytes: u64) {
        if self.is_fresh(name) {
            self.spent.add(requests, bytes);
        }
    }
}
