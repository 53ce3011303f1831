use super::tables::*;
use super::*;
use crate::zarr::anndata::ColumnKind;
use crate::zarr::dtype::Class;

pub(super) const RULE: ZarrRule = Rule {
    id: "anndata/column-type",
    title: "{column} holds {what}, which browsers cannot read",
    why: "zarrita has no type for it and refuses the array, often with a misleading message: `Not found`.",
    fix: Fix { text: "Turn it into text or a number and write the store again: `{python} = {python}.astype(str)`.", command: "" },
    affects: &[says(Vitessce, Fails, "Not found: v3 array or group")],
    evidence: &["zarrita 0.7.5: dates, durations and complex numbers are no types of it"],
    run: |facts, found| {
        for column in columns(facts).filter(|column| matches!(column.kind, ColumnKind::Array)) {
            let array = column.node.as_ref().and_then(|node| node.array());
            let what = match array.and_then(|array| array.dtype.as_ref()).map(|dtype| &dtype.class) {
                Some(Class::DateTime(_)) => "dates",
                Some(Class::TimeDelta(_)) => "durations",
                Some(Class::Complex(_)) => "complex numbers",
                Some(Class::Structured(_)) => "records",
                _ => continue,
            };
            let finding = Finding::new(at(&column.path)).with("column", column.path.clone()).with("what", what);
            found.push(given_up(facts, finding.with("python", python(&column.path)), &column.path));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || anndata(|keys| { keys.integers("obs/cluster", "<i8", &[3], &[1, 2, 3]).change("obs/cluster/.zarray", |meta| drop(meta.insert("dtype".to_owned(), "<M8[ns]".into()))); }),
        near_miss: || anndata(|keys| { keys.integers("obs/cluster", "<i8", &[3], &[1, 2, 3]); }),
    },
};
