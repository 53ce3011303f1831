use super::table_keys_missing::missing;
use super::*;
use crate::viewer::Trace;
use crate::check::zarr::spatial::place_at;
use crate::zarr::dtype::Class;
use crate::zarr::path::join;
use crate::zarr::{Expect, Found};
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "table/keys-unread",
    title: "{path} says which element it belongs to, but in strings that Vitessce does not read",
    why: "Tables of spatialdata before 0.4 have `instance_key` in `uns/spatialdata_attrs`. Vitessce reads it there only if it is a string of fixed length. Otherwise it uses the index of `obs` as the names of the instances, and nothing matches the labels or shapes.",
    fix: Fix {
        text: "Read the store with a newer version of spatialdata and write it again, which puts the keys into the attributes of the table: `spatialdata.read_zarr(\"old.zarr\").write(\"new.zarr\")`.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/zarr 4.0.8 AnnDataSource: _loadDict, _loadString"],
    run: |facts, found| {
        for table in facts.annotations().filter(|table| !missing(table).is_empty()) {
            let key = table.annotates.as_ref().and_then(|annotates| annotates.instance_key.as_ref());
            let path = join(&table.path, "uns/spatialdata_attrs/instance_key");
            let Found::Here(node) = facts.store.read(|look| look.node(&path, Expect::Array)).0 else { continue };
            let class = node.array().and_then(|array| array.dtype.as_ref()).map(|dtype| &dtype.class);
            let fixed = matches!(class, Some(Class::Bytes(_) | Class::Text(_)));
            if key.is_some() && !fixed {
                let index = facts.step_name(&table.path, "obs index");
                let reads = |trace: &Trace| trace.named(&index).is_none_or(|step| step.failure.is_none());
                let finding = Finding::new(place_at(&path)).with("path", table.path.clone());
                facts.told_where(finding, reads).into_iter().for_each(|finding| found.push(finding));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || old("|O", vlen("instance_id")), near_miss: || old("<U11", fixed("instance_id")) },
};

/// A table with its keys in `uns`.
#[cfg(test)]
fn old(dtype: &str, bytes: Vec<u8>) -> crate::check::testing::Sample {
    let gone = |attributes: &mut serde_json::Map<String, serde_json::Value>| {
        attributes.retain(|key, _| key.starts_with("encoding"));
    };
    let mut sample = sd::table(gone, "<i8");
    let base = "tables/table/uns/spatialdata_attrs";
    let filters = if dtype == "|O" { json!([{"id": "vlen-utf8"}]) } else { json!(null) };
    let meta = json!({
        "zarr_format": 2, "shape": [], "chunks": [], "dtype": dtype, "compressor": null, "fill_value": "", "order": "C",
        "filters": filters,
    });
    let mut put = |key: &str, value: &serde_json::Value| drop(sample.keys.insert(key.to_owned(), value.to_string().into_bytes()));
    put(&format!("{base}/.zgroup"), &json!({"zarr_format": 2}));
    put(&format!("{base}/.zattrs"), &json!({"encoding-type": "dict", "encoding-version": "0.1.0"}));
    put(&format!("{base}/instance_key/.zattrs"), &json!({"encoding-type": "string", "encoding-version": "0.2.0"}));
    put(&format!("{base}/instance_key/.zarray"), &meta);
    sd::with(sample, &format!("{base}/instance_key/0"), bytes)
}

#[cfg(test)]
fn fixed(text: &str) -> Vec<u8> {
    text.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect()
}

#[cfg(test)]
fn vlen(text: &str) -> Vec<u8> {
    let len = text.len() as u32;
    [&1u32.to_le_bytes()[..], &len.to_le_bytes(), text.as_bytes()].concat()
}
