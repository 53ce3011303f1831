//! Tables, and what they annotate.

use crate::zarr::Defects;
use crate::zarr::anndata::{AnnData, anndata};
use crate::zarr::fields::Fields;
use crate::zarr::json::Pointer;
use crate::zarr::ngff::Stated;
use crate::zarr::path::join;
use crate::zarr::store::{Expect, Found, Look};
use crate::zarr::values::{Limits, Values, values};

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its path in the store.
    pub path: String,
    /// What it annotates; `None` where nothing says it.
    pub annotates: Option<Annotates>,
    /// `version`
    pub version: Option<Stated>,
    /// The table itself.
    pub anndata: Found<Box<AnnData>>,
}

/// What a table annotates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotates {
    /// `region`: names of elements, one or several.
    pub regions: Vec<String>,
    /// `region_key`: the column of `obs` that says which element.
    pub region_key: Option<String>,
    /// `instance_key`: the column of `obs` that says which instance.
    pub instance_key: Option<String>,
    /// Where `region` stands in the attributes, or the attributes where it does not. Old versions say it in arrays below
    /// `uns/spatialdata_attrs` alone; then this is empty.
    pub pointer: Pointer,
}

/// Reads a table.
pub(super) fn table(look: &mut Look<'_>, base: &str, name: &str, defects: &mut Defects) -> Table {
    let path = join(base, name);
    let found = anndata(look, &path);
    let mut table = Table { name: name.to_owned(), path, annotates: None, version: None, anndata: Found::Absent };
    if let Found::Here(anndata) = &found
        && let Some(at) = anndata.node.attributes()
    {
        let mut fields = Fields::of(&at, defects);
        table.version = Stated::read("version", &mut fields);
        table.annotates = annotates(&mut fields);
    }
    if table.annotates.is_none() && matches!(found, Found::Here(_)) {
        table.annotates = in_uns(look, &table.path);
    }
    table.anndata = match found {
        Found::Here(anndata) => Found::Here(Box::new(anndata)),
        Found::Absent => Found::Absent,
        Found::Unknown => Found::Unknown,
    };
    table
}

fn annotates(fields: &mut Fields<'_, '_>) -> Option<Annotates> {
    let [region_key, instance_key] = ["region_key", "instance_key"].map(|name| fields.may_text(name));
    let region = fields.may("region");
    if region.is_none() && region_key.is_none() && instance_key.is_none() {
        return None;
    }
    let pointer = region.as_ref().map_or_else(|| fields.at.pointer().clone(), |at| at.pointer().clone());
    let regions = match region.as_ref().map(|at| (at, at.value().as_str())) {
        Some((_, Some(one))) => vec![one.to_owned()],
        Some((at, None)) => fields.texts(at).unwrap_or_default(),
        None => Vec::new(),
    };
    Some(Annotates { regions, region_key, instance_key, pointer })
}

/// Before 0.4: scalars and lists of strings in `uns/spatialdata_attrs`.
fn in_uns(look: &mut Look<'_>, path: &str) -> Option<Annotates> {
    let base = join(path, "uns/spatialdata_attrs");
    look.node(&base, Expect::Group).here()?;
    let [regions, region_key, instance_key] = ["region", "region_key", "instance_key"].map(|name| {
        let node = look.node(&join(&base, name), Expect::Array).here()?;
        match values(look, &node, Limits { bytes: 1 << 20, chunks: 16 }).here()?.ok()? {
            Values::Texts(texts) => Some(texts),
            _ => None,
        }
    });
    let first = |texts: Option<Vec<String>>| texts?.into_iter().next();
    let (region_key, instance_key) = (first(region_key), first(instance_key));
    Some(Annotates { regions: regions.unwrap_or_default(), region_key, instance_key, pointer: Pointer::root() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zarr::store::{Reply, Store};

    #[test]
    fn what_old_tables_annotate_stands_in_arrays() {
        let mut store = Store::new();
        let array = r#"{"zarr_format": 2, "shape": [], "chunks": [], "dtype": "<U3", "fill_value": "", "order": "C", "filters": null, "compressor": null}"#;
        let text = |text: &str| text.chars().flat_map(|point| u32::from(point).to_le_bytes()).collect::<Vec<u8>>();
        store.supply("t/.zgroup", Reply::Bytes(b"{\"zarr_format\": 2}".to_vec()));
        store.supply("t/uns/spatialdata_attrs/.zgroup", Reply::Bytes(b"{\"zarr_format\": 2}".to_vec()));
        for (name, value) in [("region", "abc"), ("region_key", "reg"), ("instance_key", "ins")] {
            store.supply(&format!("t/uns/spatialdata_attrs/{name}/.zarray"), Reply::Bytes(array.into()));
            store.supply(&format!("t/uns/spatialdata_attrs/{name}/0"), Reply::Bytes(text(value)));
        }
        let read = |store: &Store| store.read(|look| table(look, "", "t", &mut Defects::default()));
        // What else a table has is not there. Ends: nothing is asked for twice.
        let (mut found, mut needs) = read(&store);
        while !needs.is_empty() {
            needs.keys.iter().for_each(|key| store.supply(key, Reply::Absent));
            needs.names.iter().for_each(|path| store.supply_names(path, None));
            (found, needs) = read(&store);
        }
        let annotates = found.annotates.unwrap();
        assert_eq!(annotates.regions, ["abc"]);
        assert_eq!((annotates.region_key.as_deref(), annotates.instance_key.as_deref()), (Some("reg"), Some("ins")));
    }
}
