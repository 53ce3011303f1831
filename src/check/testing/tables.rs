//! AnnData groups for the tests of rules.

use super::Sample;
use super::store::Keys;
use serde_json::{Map, Value, json};

fn encoding(kind: &str, version: &str) -> Value {
    json!({"encoding-type": kind, "encoding-version": version})
}

impl Keys {
    /// Strings of any length in one chunk, as Zarr 2 has them.
    pub(crate) fn texts(&mut self, path: &str, texts: &[&str]) -> &mut Self {
        let meta = json!({
            "zarr_format": 2, "shape": [texts.len()], "chunks": [texts.len().max(1)], "dtype": "|O", "compressor": null,
            "fill_value": "", "order": "C", "filters": [{"id": "vlen-utf8"}],
        });
        let mut bytes = (texts.len() as u32).to_le_bytes().to_vec();
        for text in texts {
            bytes.extend((text.len() as u32).to_le_bytes());
            bytes.extend(text.as_bytes());
        }
        self.json(&format!("{path}/.zarray"), &meta).json(&format!("{path}/.zattrs"), &encoding("string-array", "0.2.0"));
        self.0.insert(format!("{path}/0"), bytes);
        self
    }

    /// Integers in one chunk.
    pub(crate) fn integers(&mut self, path: &str, dtype: &str, shape: &[u64], values: &[i64]) -> &mut Self {
        let chunks: Vec<u64> = shape.iter().map(|size| (*size).max(1)).collect();
        self.array(path, shape, &chunks, dtype).json(&format!("{path}/.zattrs"), &encoding("array", "0.2.0"));
        let size: usize = dtype[2..].parse().unwrap_or(1);
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()[..size].to_vec()).collect();
        self.0.insert(format!("{path}/{}", vec!["0"; shape.len()].join("/")), bytes);
        self
    }

    /// A frame with its index, and the names of its columns.
    pub(crate) fn frame(&mut self, path: &str, index: &[&str], columns: &[&str]) -> &mut Self {
        let attributes = json!({
            "encoding-type": "dataframe", "encoding-version": "0.2.0", "_index": "_index", "column-order": columns,
        });
        self.group(path, &attributes).texts(&format!("{path}/_index"), index)
    }

    /// Codes of categories, of which there are three.
    pub(crate) fn categorical(&mut self, path: &str, codes: &[i64]) -> &mut Self {
        let mut attributes = encoding("categorical", "0.2.0");
        attributes["ordered"] = json!(false);
        self.group(path, &attributes).texts(&format!("{path}/categories"), &["a", "b", "c"]);
        self.integers(&format!("{path}/codes"), "|i1", &[codes.len() as u64], codes)
    }

    /// A sparse matrix of three cells and two genes with three values.
    pub(crate) fn sparse(&mut self, path: &str, kind: &str, pointers: &[i64], indices: &[i64]) -> &mut Self {
        let mut attributes = encoding(kind, "0.1.0");
        attributes["shape"] = json!([3, 2]);
        let len = indices.len() as u64;
        self.0.retain(|key, _| !key.starts_with(&format!("{path}/")));
        self.group(path, &attributes).integers(&format!("{path}/indptr"), "<i4", &[pointers.len() as u64], pointers);
        self.integers(&format!("{path}/indices"), "<i4", &[len], indices);
        self.integers(&format!("{path}/data"), "<i4", &[len], &vec![1; indices.len()])
    }

    /// Changes the metadata or attributes at a key.
    pub(crate) fn change(&mut self, key: &str, change: impl FnOnce(&mut Map<String, Value>)) -> &mut Self {
        let mut value: Map<String, Value> = serde_json::from_slice(&self.0[key]).unwrap();
        change(&mut value);
        self.json(key, &Value::Object(value))
    }
}

/// A good AnnData of three cells and two genes, changed.
pub(crate) fn anndata(change: impl FnOnce(&mut Keys)) -> Sample {
    let mut keys = Keys::default();
    keys.group("", &encoding("anndata", "0.1.0"));
    keys.frame("obs", &["cell0", "cell1", "cell2"], &["cluster"]).categorical("obs/cluster", &[0, 1, 2]);
    keys.frame("var", &["gene0", "gene1"], &[]);
    keys.integers("X", "<i4", &[3, 2], &[1, 0, 0, 1, 2, 3]);
    for group in ["layers", "obsm", "obsp", "uns", "varm", "varp"] {
        keys.group(group, &encoding("dict", "0.1.0"));
    }
    keys.integers("obsm/X_umap", "<i4", &[3, 2], &[1, 2, 3, 4, 5, 6]);
    change(&mut keys);
    Sample { name: "cells.adata.zarr".to_owned(), ..Sample::store(keys.0) }
}

/// An AnnData of which a view asks something.
pub(crate) fn asking(part: crate::viewer::AskedPart, path: &str, change: impl FnOnce(&mut Keys)) -> Sample {
    let asked = vec![crate::viewer::Asked { part, path: path.to_owned() }];
    Sample { asked, ..anndata(change) }
}
