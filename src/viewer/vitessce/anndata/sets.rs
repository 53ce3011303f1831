//! Sets of cells: the categories of all chosen columns together (`ObsSetsAnndataLoader`).

use super::frame::Spec;
use super::source::Source;
use super::walk::SourceKind;
use crate::viewer::outcome::{Tried, all};
use crate::viewer::zarrita::{Part, ReadOut, Visit};

impl Source<'_> {
    /// `load`
    pub(super) fn sets(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, paths: &[String]) -> Tried<()> {
        let table = (self.walk.kind == SourceKind::Table).then(|| self.walk.prefix.to_owned());
        self.obs_index(visit, out, table.as_deref())?;
        if table.is_none() && self.sets_by_codes(visit, out, paths)? {
            return Ok(());
        }
        let indexes: Vec<Tried<()>> = paths.iter().map(|path| self.obs_index(visit, out, Some(path)).map(drop)).collect();
        let columns: Vec<Tried<()>> = paths.iter().map(|path| self.column(visit, out, path).map(drop)).collect();
        all(indexes.into_iter().chain(columns)).map(drop)
    }

    /// `loadCodesColumns`: whether all columns have codes and categories that are strings, as many as there are cells.
    fn sets_by_codes(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, paths: &[String]) -> Tried<bool> {
        let read: Vec<Tried<Option<u64>>> = paths.iter().map(|path| self.codes(visit, out, path)).collect();
        let lengths: Option<Vec<u64>> = all(read)?.into_iter().collect();
        let Some(lengths) = lengths else { return Ok(false) };
        let indexes: Vec<Tried<u64>> =
            paths.iter().map(|path| self.obs_index(visit, out, Some(path)).map(|index| index.len)).collect();
        let indexes = all(indexes)?;
        Ok(indexes.first().is_some_and(|cells| lengths.iter().all(|length| length == cells)))
    }

    /// `loadObsColumnCodes`: how many codes there are, `None` where there are none.
    fn codes(&mut self, visit: &mut Visit<'_, '_>, out: &mut ReadOut, path: &str) -> Tried<Option<u64>> {
        let Spec::Codes(path, Some(_)) = self.spec(visit, out, path)? else { return Ok(None) };
        let array = self.array(visit, &path)?;
        out.join(visit.get(&array, &[Part::All])?);
        Ok(Some(array.shape.first().copied().unwrap_or(1)))
    }
}
