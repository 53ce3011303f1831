use super::*;
use crate::zarr::store::{Needs, Reply, Store};
use std::collections::BTreeMap;

/// A store in memory, and what it took to read from it.
fn read<T>(files: &[(&str, &str)], lists: bool, reader: impl Fn(&mut Look<'_>) -> T) -> (T, usize) {
    let files: BTreeMap<&str, &str> = files.iter().copied().collect();
    let mut store = Store::new();
    let mut rounds = 0;
    loop {
        let (found, needs) = store.read(&reader);
        if needs == Needs::default() {
            return (found, rounds);
        }
        rounds += 1;
        assert!(rounds < 20);
        for key in &needs.keys {
            store.supply(key, files.get(key.as_str()).map_or(Reply::Absent, |text| Reply::Bytes(text.as_bytes().to_vec())));
        }
        for at in &needs.names {
            let prefix = if at.is_empty() { String::new() } else { format!("{at}/") };
            let below = files.keys().filter_map(|key| key.strip_prefix(&prefix)?.split('/').next().map(str::to_owned));
            store.supply_names(at, lists.then(|| below.collect()));
        }
    }
}

const GROUP: &str = r#"{"zarr_format": 2}"#;
const FLOATS: &str = r#"{"zarr_format": 2, "shape": [3], "chunks": [3], "dtype": "<f4", "fill_value": 0, "order": "C", "filters": null, "compressor": null}"#;
const TEXTS: &str = r#"{"zarr_format": 2, "shape": [3], "chunks": [3], "dtype": "|O", "fill_value": "", "order": "C", "filters": [{"id": "vlen-utf8"}], "compressor": null}"#;

fn store() -> Vec<(&'static str, &'static str)> {
    vec![
        (".zgroup", GROUP),
        (".zattrs", r#"{"encoding-type": "anndata", "encoding-version": "0.1.0"}"#),
        ("obs/.zgroup", GROUP),
        (
            "obs/.zattrs",
            r#"{"_index": "cell", "column-order": ["leiden", "old", "n", "gone", "odd"], "encoding-type": "dataframe", "encoding-version": "0.2.0"}"#,
        ),
        ("obs/cell/.zarray", TEXTS),
        ("obs/leiden/.zgroup", GROUP),
        ("obs/leiden/.zattrs", r#"{"encoding-type": "categorical", "encoding-version": "0.2.0", "ordered": false}"#),
        ("obs/leiden/codes/.zarray", FLOATS),
        ("obs/leiden/categories/.zgroup", GROUP),
        ("obs/leiden/categories/.zattrs", r#"{"encoding-type": "nullable-string-array"}"#),
        ("obs/leiden/categories/values/.zarray", TEXTS),
        ("obs/leiden/categories/mask/.zarray", FLOATS),
        ("obs/old/.zarray", FLOATS),
        ("obs/old/.zattrs", r#"{"categories": "__categories/old"}"#),
        ("obs/__categories/old/.zarray", TEXTS),
        ("obs/__categories/old/.zattrs", r#"{"ordered": true}"#),
        ("obs/n/.zgroup", GROUP),
        ("obs/n/.zattrs", r#"{"encoding-type": "nullable-integer"}"#),
        ("obs/n/values/.zarray", FLOATS),
        ("obs/n/mask/.zarray", FLOATS),
        ("obs/odd/.zgroup", GROUP),
        ("obs/beside/.zarray", FLOATS),
        ("var/.zgroup", GROUP),
        ("var/.zattrs", r#"{"_index": "../../x", "column-order": []}"#),
        ("X/.zgroup", GROUP),
        ("X/.zattrs", r#"{"encoding-type": "csc_matrix", "shape": [3, 2]}"#),
        ("X/data/.zarray", FLOATS),
        ("X/indptr/.zarray", FLOATS),
        ("raw/.zarray", FLOATS),
        ("raw/.zattrs", r#"{"encoding-type": "null"}"#),
        ("obsm/.zgroup", GROUP),
        ("obsm/X_umap/.zarray", FLOATS),
        ("obsm/df/.zgroup", GROUP),
        ("obsm/df/.zattrs", r#"{"encoding-type": "dataframe", "_index": "i", "column-order": []}"#),
        ("obsm/df/i/.zarray", FLOATS),
        ("uns/.zgroup", GROUP),
        ("uns/neighbors/.zgroup", GROUP),
    ]
}

#[test]
fn columns_are_told_in_all_their_encodings() {
    let (found, rounds) = read(&store(), true, |look| anndata(look, ""));
    let Found::Here(found) = found else { panic!("no AnnData") };
    let obs = found.obs_frame().unwrap();
    let names: Vec<(&str, bool)> = obs.columns.iter().map(|column| (column.name.as_str(), column.listed)).collect();
    assert_eq!(names, [("leiden", true), ("old", true), ("n", true), ("gone", true), ("odd", true), ("beside", false)]);
    let kind = |name: &str| &obs.column(name).unwrap().kind;
    assert!(
        matches!(kind("leiden"), ColumnKind::Categorical(found) if found.values.is_some() && !found.legacy && found.ordered == Some(false))
    );
    assert!(
        matches!(kind("old"), ColumnKind::Categorical(found) if found.legacy && found.categories.is_some() && found.ordered == Some(true))
    );
    assert!(matches!(kind("n"), ColumnKind::Nullable { values: Some(_), mask: Some(_) }));
    assert!(matches!(kind("gone"), ColumnKind::Missing));
    assert!(matches!(kind("odd"), ColumnKind::Other));
    assert!(matches!(kind("beside"), ColumnKind::Array));
    assert_eq!((obs.index.as_ref().unwrap().name.as_str(), found.n_obs(), found.n_var()), ("cell", Some(3), None));
    let ElementKind::Sparse(x) = &found.x.kind else { panic!("{:?}", found.x) };
    assert!(!x.by_rows && x.data.is_some() && x.indices.is_none());
    assert_eq!((found.x.shape(), found.raw_x.is_none()), (Some(&[3, 2][..]), true));
    assert_eq!(
        (found.obsm.elements.len(), found.obsm.complete, found.others.as_slice()),
        (2, true, &["uns/neighbors".to_owned()][..])
    );
    assert!(matches!(&found.obsm.elements[1].kind, ElementKind::Frame(frame) if frame.rows() == Some(3)));
    let said: Vec<&str> = found.defects.kept().iter().map(|defect| defect.what.as_str()).collect();
    assert_eq!(
        said,
        ["there is nothing at \"obs/gone\"", "no node can be called \"../../x\"", "there is nothing at \"X/indices\""]
    );
    assert!(rounds <= 6, "{rounds}");
}

#[test]
fn what_is_typed_is_found_among_what_there_is() {
    let (found, _) = read(&store(), true, |look| anndata(look, ""));
    let found = found.here().unwrap();
    assert_eq!(found.translate("adata.obsm['X_umap']").path, "obsm/X_umap");
    assert_eq!(found.translate("adata.obs_names"), Translation { path: "obs/cell".into(), exists: true, near: vec![] });
    assert_eq!(found.translate("obs/ledien").near, ["obs/leiden"]);
    assert!(!found.translate("obs/gone").exists);
}

#[test]
fn without_a_listing_the_columns_are_those_of_the_order_and_the_rest_is_not_known() {
    let (found, _) = read(&store(), false, |look| anndata(look, ""));
    let found = found.here().unwrap();
    assert_eq!(found.obs_frame().unwrap().columns.len(), 5);
    assert!(!found.obsm.complete && found.obsm.elements.is_empty());
}

#[test]
fn modalities_are_read_in_their_order() {
    let mut files: Vec<(String, &str)> = Vec::new();
    for modality in ["mod/rna", "mod/atac", ""] {
        let at = |key: &str| if modality.is_empty() { key.to_owned() } else { format!("{modality}/{key}") };
        files.extend(
            store()
                .into_iter()
                .filter(|(key, _)| key.starts_with("obs") || key.starts_with('.'))
                .map(|(key, text)| (at(key), text)),
        );
    }
    files.push(("mod/.zgroup".into(), GROUP));
    files.push(("mod/.zattrs".into(), r#"{"mod-order": ["rna", "atac", "gone"]}"#));
    let files: Vec<(&str, &str)> = files.iter().map(|(key, text)| (key.as_str(), *text)).collect();
    let (found, _) = read(&files, true, |look| mudata(look, ""));
    let found = found.here().unwrap();
    let paths: Vec<Option<String>> = found.modalities.iter().map(|found| found.clone().here().map(|found| found.path)).collect();
    assert_eq!(paths, [Some("mod/rna".into()), Some("mod/atac".into()), None]);
    assert_eq!(found.global.n_obs(), Some(3));
}

#[test]
fn records_of_old_versions_are_told() {
    let records = r#"{"zarr_format": 2, "shape": [3], "chunks": [3], "dtype": [["index", "|S3"]], "fill_value": null, "order": "C", "filters": null, "compressor": null}"#;
    let (found, _) = read(&[(".zgroup", GROUP), ("obs/.zarray", records)], true, |look| anndata(look, ""));
    let found = found.here().unwrap();
    assert!(found.obs_frame().unwrap().node.array().is_some());
    assert_eq!(found.defects.kept()[0].what, "the data frame is an array, as before AnnData 0.7");
}
