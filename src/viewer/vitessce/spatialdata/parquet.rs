//! Parquet as Vitessce asks for it (`SpatialDataTableSource`, `parquet-query-utils.js`).

use crate::viewer::outcome::{Failure, Stop, Tried};
use crate::viewer::zarrita::Visit;
use crate::viewer::zarrita::resolve;
use crate::zarr::parquet::{Footer, ParquetFile, parquet_file};
use crate::zarr::spatialdata::{MOST_PARTS, PandasIndex, pandas_index};
use crate::zarr::{Answer, Found};
use std::sync::Arc;

/// The length of the footer, and `PAR1`.
const TAIL: u64 = 8;

impl Visit<'_, '_> {
    /// `getRange(key, { suffixLength })`: asks for the size, then for the end. The size; none where there is no such key.
    pub(super) fn suffix(&mut self, key: &str, len: u64) -> Tried<Option<u64>> {
        let key = resolve("", key)?;
        let Some(size) = self.size_of(&key, &format!("HEAD {key} -{len}"))? else { return Ok(None) };
        self.ask_size(&format!("HEAD {key} -{len}"));
        self.ask_part(&key, &format!("{key} -{len}"), len.min(size));
        Ok(Some(size))
    }

    /// `get(key)`: its size; none where there is no such key.
    pub(super) fn whole(&mut self, key: &str) -> Tried<Option<u64>> {
        let key = resolve("", key)?;
        let Some(size) = self.size_of(&key, &key)? else { return Ok(None) };
        self.ask(&key, size);
        Ok(Some(size))
    }

    fn size_of(&mut self, key: &str, asked: &str) -> Tried<Option<u64>> {
        match self.look.size(key) {
            Found::Unknown => Err(Stop::Wait),
            Found::Here(size) => Ok(Some(size)),
            Found::Absent => {
                if let Some(Answer::Denied(why)) = self.look.known(key) {
                    self.denied(key, &why)?;
                } else {
                    self.ask_absent(asked);
                }
                Ok(None)
            }
        }
    }

    /// A file whose footer matters.
    fn parquet(&mut self, key: &str) -> Tried<Option<ParquetFile>> {
        match parquet_file(self.look, &resolve("", key)?) {
            Found::Unknown => Err(Stop::Wait),
            Found::Absent => Ok(None),
            Found::Here(file) => Ok(Some(file)),
        }
    }

    /// `_loadParquetMetadataByPart`: the footers of all parts. It goes on for ever where there is one file instead of parts,
    /// and where the footer of a part cannot be read.
    pub(super) fn parts(&mut self, key: &str) -> Tried<Vec<Part>> {
        let mut parts = Vec::new();
        // Ends: at most MOST_PARTS turns.
        for number in 0..MOST_PARTS {
            if self.suffix(key, TAIL)?.is_some() {
                return Err(never_ends(key).into());
            }
            let part = part_key(key, number);
            match self.suffix(&part, TAIL)? {
                Some(size) if size >= TAIL => {}
                _ => return Ok(parts),
            }
            let Some(file) = self.parquet(&part)? else { return Ok(parts) };
            let Ok(footer) = file.footer else { return Err(never_ends(&part).into()) };
            self.suffix(&part, file.footer_size)?;
            parts.push(Part { key: part, footer });
        }
        self.spent.estimated = true;
        Ok(parts)
    }

    /// `loadParquetTable`: the schema, where that can be had, then all of the file, or of the first part.
    pub(super) fn table(&mut self, key: &str) -> Tried<Arc<Footer>> {
        self.suffix(key, TAIL)?;
        let part = part_key(key, 0);
        if self.suffix(&part, TAIL)?.is_some_and(|size| size >= TAIL)
            && let Some(file) = self.parquet(&part)?
            && file.footer.is_ok()
        {
            self.suffix(&part, file.footer_size)?;
        }
        let found = match self.whole(key)? {
            Some(_) => self.parquet(key)?,
            None => match self.whole(&part)? {
                Some(_) => self.parquet(&part)?,
                None => None,
            },
        };
        let file = found.ok_or_else(|| Failure::new("Error", "Failed to load parquet data from store.").at(key))?;
        // What parquet-wasm says of a broken file is not known word by word.
        file.footer.map_err(|fault| Failure::new("Error", format!("Parquet error: {}", fault.words())).at(&file.key).into())
    }
}

/// A part, whose footer could be read.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its key.
    pub(super) key: String,
    /// Its footer.
    pub(super) footer: Arc<Footer>,
}

/// `tableToIndexColumnName`: the name of the column that is the index, if there is one.
pub(super) fn index_column(footer: &Footer) -> Result<Option<String>, Failure> {
    match pandas_index(footer) {
        PandasIndex::Unsaid | PandasIndex::Range => Ok(None),
        PandasIndex::Column(name) => Ok(Some(name)),
        PandasIndex::NotOne(_) => Err(Failure::new("Error", "Expected a single index column in the pandas metadata.")),
        PandasIndex::Odd => Err(Failure::new("Error", "Unexpected type in the pandas metadata index_columns array.")),
    }
}

fn part_key(key: &str, number: usize) -> String {
    format!("{key}/part.{number}.parquet")
}

fn never_ends(key: &str) -> Failure {
    Failure::new("Hang", "it never ends").at(key)
}
