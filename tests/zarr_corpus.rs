//! Real stores, where the corpus is there: nodes, images and AnnData as the manifest has them.

mod support;

use omescope::zarr::anndata::{self, AnnData, Column, ColumnKind, Frame};
use omescope::zarr::array::Array;
use omescope::zarr::chunk::{Elements, FaultKind};
use omescope::zarr::dtype::{DataType, Spelling};
use omescope::zarr::ngff;
use omescope::zarr::spatialdata::{self, NoWay};
use omescope::zarr::values::{Limits, Values, elements, values};
use omescope::zarr::{Expect, Format, Found, Look, Node, Store};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use support::zarr::{Folder, entries};

/// Paths of all folders that have a file of metadata.
fn nodes(folder: &Path, path: &str, found: &mut BTreeSet<String>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            nodes(&entry.path(), &if path.is_empty() { name } else { format!("{path}/{name}") }, found);
        } else if [".zarray", ".zgroup", ".zattrs", "zarr.json"].contains(&name.as_str()) {
            found.insert(path.to_owned());
        }
    }
}

/// The type as the manifest writes it.
fn dtype(dtype: &DataType, node: &Node) -> Value {
    let name = if node.format == Format::V2 { "dtype" } else { "data_type" };
    match &dtype.spelling {
        Spelling::V2(text) | Spelling::Name(text) => json!(text),
        Spelling::V2Fields | Spelling::Object(_) => {
            serde_json::from_str(&node.metadata().unwrap().get(name).unwrap().value().canonical()).unwrap()
        }
    }
}

fn same_array(place: &str, node: &Node, array: &Array, wanted: &Value) {
    let chunks = if wanted["chunks"].is_null() { Value::Null } else { json!(array.chunks.clone().unwrap()) };
    assert_eq!(json!(array.shape.clone().unwrap()), wanted["shape"], "{place}: shape");
    assert_eq!(chunks, wanted["chunks"], "{place}: chunks");
    assert_eq!(dtype(array.dtype.as_ref().unwrap(), node), wanted["dtype"], "{place}: dtype");
    assert_eq!(json!(node.zarr_format), wanted["zarr_format"], "{place}: zarr_format");
    let names: Vec<&str> = array.pipeline.codecs().map(|codec| codec.name.as_str()).collect();
    let strings = |value: &Value| -> Vec<String> {
        let items = value.as_array().into_iter().flatten();
        items.map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let mut expected = strings(&wanted["filters"]);
    expected.extend(strings(&wanted["codecs"]));
    expected.extend(wanted["compressor"].as_str().map(str::to_owned));
    assert_eq!(names, expected, "{place}: codecs");
}

#[test]
fn arrays_and_groups_are_those_of_the_manifest() {
    let (mut arrays, mut groups, mut defects) = (0, 0, 0);
    for entry in entries(|_| true) {
        let folder = Folder::of(&entry);
        let mut paths = BTreeSet::new();
        nodes(folder.path(), "", &mut paths);
        let (mut found_arrays, mut found_groups) = (BTreeSet::new(), BTreeSet::new());
        for path in &paths {
            // Where there are files of both versions the manifest has the newer one.
            let wanted = &entry.json["arrays"][path]["zarr_format"];
            let (_, node) = folder.read(Store::new(), |look| match wanted.as_u64() {
                Some(3) => look.node_of(path, Format::V3, Expect::Node).here(),
                _ => look.node(path, Expect::Node).here(),
            });
            let node = node.unwrap_or_else(|| panic!("{}: no node {path}", entry.path));
            defects += node.defects.kept().len();
            for defect in node.defects.kept() {
                println!("{}: {defect}", entry.path);
            }
            let place = format!("{}/{path}", entry.path);
            match node.array() {
                None if node.implicit => {}
                None => drop(found_groups.insert(path.clone())),
                Some(_) if entry.json["arrays"][path].is_null() => {
                    assert!(!node.defects.is_empty(), "{place} is not in the manifest, and nothing was found wrong");
                }
                Some(array) => {
                    same_array(&place, &node, array, &entry.json["arrays"][path]);
                    found_arrays.insert(path.clone());
                }
            }
        }
        let wanted: BTreeSet<String> = entry.json["arrays"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(found_arrays, wanted, "{}", entry.path);
        let wanted: BTreeSet<String> =
            entry.json["groups"].as_array().unwrap().iter().map(|path| path.as_str().unwrap().to_owned()).collect();
        assert_eq!(found_groups, wanted, "{}", entry.path);
        arrays += found_arrays.len();
        groups += found_groups.len();
    }
    println!("{arrays} arrays and {groups} groups equal, {defects} defects in their metadata");
}

#[test]
fn images_are_those_of_the_manifest() {
    let mut images = 0;
    for entry in entries(|_| true) {
        let folder = Folder::of(&entry);
        let mut paths = BTreeSet::new();
        nodes(folder.path(), "", &mut paths);
        let has = |path: &&String| {
            let (_, node) = folder.read(Store::new(), |look| look.node(path, Expect::Group).here());
            node.is_some_and(|node| node.ome_attributes().is_some_and(|at| at.get("multiscales").is_some()))
        };
        let found: Vec<&String> = paths.iter().filter(has).collect();
        let wanted: Vec<&str> = entry.json["multiscales"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
        // Where the manifest could not read the JSON, there may be more.
        let broken = entry.json["invalid_json"].is_array();
        assert!(broken || found == wanted, "{}: {found:?}, {wanted:?}", entry.path);
        images += wanted.len();
    }
    println!("{images} groups with multiscales");
}

/// Viv does not know coordinate systems.
fn viv_axes(image: &ngff::Image) -> Vec<String> {
    let multiscale = image.facts.multiscale().unwrap();
    let stated = multiscale.axes.as_ref().map(|_| multiscale.axis_names());
    stated.unwrap_or_else(|| ngff::DEFAULT_AXES.map(str::to_owned).to_vec())
}

#[test]
fn levels_and_axes_are_those_that_viv_finds() {
    let mut images = 0;
    for entry in entries(|_| true) {
        let Some(loaded) = entry.json["loaders"]["viv_0_21_0"].as_object() else { continue };
        for (path, viv) in loaded.iter().filter(|(_, viv)| viv["ok"] == true) {
            let (_, found) = Folder::of(&entry).read(Store::new(), |look| ngff::image(look, path));
            let Found::Here(image) = found else { panic!("{}/{path}: no image", entry.path) };
            let shapes: Vec<_> =
                image.levels.iter().map(|level| level.node.as_ref().unwrap().array().unwrap().shape.clone().unwrap()).collect();
            assert_eq!(json!(shapes), viv["level_shapes"], "{}/{path}", entry.path);
            assert_eq!(json!(viv_axes(&image)), viv["labels"], "{}/{path}", entry.path);
            assert_eq!(json!(image.facts.omero.is_some()), viv["has_omero"], "{}/{path}", entry.path);
            images += 1;
        }
    }
    println!("{images} images as Viv finds them");
}

/// Columns and embeddings as the manifest lists them, and lengths as the loader of Vitessce found them.
fn same_anndata(place: &str, found: &AnnData, wanted: &Value, loaded: &Value) {
    let obs = found.obs_frame().unwrap_or_else(|| panic!("{place}: no obs"));
    let listed: Vec<&str> = obs.columns.iter().filter(|column| column.listed).map(|column| column.name.as_str()).collect();
    assert_eq!(json!(listed), wanted["obs_columns"], "{place}");
    assert_eq!(json!(found.x.exists()), wanted["has_x"], "{place}");
    let obsm: Vec<&str> = found.obsm.elements.iter().map(|element| element.path.rsplit('/').next().unwrap()).collect();
    assert_eq!(json!(obsm), wanted["obsm"], "{place}");
    for (frame, index) in [(&found.obs, "obs_index"), (&found.var, "var_index")] {
        let Found::Here(frame) = frame else { panic!("{place}: no frame") };
        if loaded[index]["ok"] == true {
            assert_eq!(json!(frame.rows()), loaded[index]["n"], "{place}: {index}");
        }
    }
    for (name, column) in loaded["obs_columns"].as_object().into_iter().flatten().filter(|(_, column)| column["ok"] == true) {
        assert_eq!(json!(obs.column(name).unwrap().len()), column["n"], "{place}: {name}");
    }
}

#[test]
fn anndata_is_that_of_the_manifest() {
    let mut groups = 0;
    for entry in entries(|_| true) {
        for wanted in entry.json["anndata"].as_array().unwrap() {
            let path = wanted["path"].as_str().unwrap();
            let (_, found) = Folder::of(&entry).read(Store::new(), |look| anndata::anndata(look, path));
            let Found::Here(found) = found else { panic!("{}/{path}: no AnnData", entry.path) };
            let loaded = &entry.json["loaders"]["vitessce_zarr_4_0_8"][path];
            same_anndata(&format!("{}/{path}", entry.path), &found, wanted, loaded);
            groups += 1;
        }
    }
    println!("{groups} AnnData groups equal");
}

#[test]
fn spatialdata_has_its_elements_tables_and_ways() {
    let (mut elements, mut tables) = (0, 0);
    for entry in entries(|entry| entry.category == "zarr-spatialdata") {
        let (_, found) = Folder::of(&entry).read(Store::new(), |look| spatialdata::spatialdata(look, ""));
        let Found::Here(found) = found else { panic!("{}: nothing", entry.path) };
        assert!(found.defects.is_empty(), "{}: {:?}", entry.path, found.defects);
        assert!(["0.1", "0.2"].contains(&found.version.as_ref().unwrap().text.as_str()), "{}", entry.path);
        let rasters = found.elements.iter().filter(|element| element.image.is_some()).map(|element| element.path.as_str());
        let wanted: Vec<&str> = entry.json["multiscales"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
        assert_eq!(rasters.collect::<Vec<_>>(), wanted, "{}", entry.path);
        for element in &found.elements {
            assert_eq!(element.way_to("global").map(|way| way.len()), Ok(1), "{}/{}", entry.path, element.path);
            assert_eq!(element.way_to("x"), Err(NoWay::NoOutput));
            assert!(element.image.is_some() || !element.parquet.is_empty(), "{}/{}", entry.path, element.path);
            assert!(element.version.is_some());
        }
        let paths: BTreeSet<&str> =
            entry.json["anndata"].as_array().unwrap().iter().map(|table| table["path"].as_str().unwrap()).collect();
        assert_eq!(found.tables.iter().map(|table| table.path.as_str()).collect::<BTreeSet<_>>(), paths, "{}", entry.path);
        for table in &found.tables {
            // A table need not annotate anything.
            let Some(annotates) = &table.annotates else { continue };
            assert_eq!((annotates.regions.len(), annotates.region_key.as_deref()), (1, Some("region")), "{}", table.path);
            assert!(found.element(&annotates.regions[0]).is_some());
        }
        elements += found.elements.len();
        tables += found.tables.len();
    }
    println!("{elements} elements and {tables} tables of SpatialData");
}

/// Values as the loader of Vitessce prints them.
fn printed(values: &Values) -> Vec<String> {
    match values {
        Values::Bools(values) => values.iter().map(bool::to_string).collect(),
        Values::Integers(values) => values.iter().map(i128::to_string).collect(),
        Values::Floats(values) => values.iter().map(f64::to_string).collect(),
        Values::Texts(values) => values.clone(),
        Values::Other(_) => Vec::new(),
    }
}

/// The values of a column: of a categorical one the categories of its codes.
fn column_values(look: &mut Look<'_>, column: &Column) -> Option<Vec<String>> {
    let mut read = |node: &Node| values(look, node, Limits::default()).here().map(Result::unwrap);
    match &column.kind {
        ColumnKind::Categorical(categorical) => {
            let codes = read(categorical.codes.as_ref()?);
            let names = read(categorical.category_array()?);
            let (Values::Integers(codes), names) = (codes?, printed(&names?)) else { return None };
            Some(codes.iter().map(|code| usize::try_from(*code).map_or(String::new(), |code| names[code].clone())).collect())
        }
        _ => Some(printed(&read(column.main()?)?)),
    }
}

#[test]
fn indexes_and_columns_hold_what_vitessce_reads() {
    let mut columns = 0;
    for entry in entries(|entry| entry.json["loaders"]["vitessce_zarr_4_0_8"].is_object()) {
        for (path, loaded) in entry.json["loaders"]["vitessce_zarr_4_0_8"].as_object().unwrap() {
            let (_, found) = Folder::of(&entry).read(Store::new(), |look| {
                let found = anndata::anndata(look, path).here()?;
                let index = |frame: &Found<Box<Frame>>| frame.clone().here()?.index;
                let mut wanted = vec![("obs_index".to_owned(), index(&found.obs)), ("var_index".to_owned(), index(&found.var))];
                wanted.extend(found.obs_frame()?.columns.iter().map(|column| (column.name.clone(), Some(column.clone()))));
                let read = |(name, column): (String, Option<Column>)| {
                    let at = if name.ends_with("_index") { &loaded[&name] } else { &loaded["obs_columns"][&name] };
                    let values = (at["ok"] == true).then(|| column_values(look, &column?)).flatten();
                    (name, at.clone(), values)
                };
                Some(wanted.into_iter().map(read).collect::<Vec<_>>())
            });
            for (name, at, values) in found.unwrap().into_iter().filter(|(_, at, _)| at["ok"] == true) {
                let place = format!("{}/{path}: {name}", entry.path);
                let values = values.unwrap_or_else(|| panic!("{place}: no values"));
                assert_eq!(json!(values.len()), at["n"], "{place}");
                let first: Vec<&String> = values.iter().take(at["first"].as_array().unwrap().len()).collect();
                assert_eq!(json!(first), at["first"], "{place}");
                columns += 1;
            }
        }
    }
    println!("{columns} indexes and columns hold what Vitessce reads");
}

/// The upper left of a plane: the first index along all axes but the last two.
fn corner(bytes: &[u8], shape: &[u64], width: usize, height: usize) -> Vec<u8> {
    let size = bytes.len() / shape.iter().product::<u64>() as usize;
    let row = *shape.last().unwrap() as usize * size;
    bytes.chunks(row).take(height).flat_map(|row| row[..width * size].to_vec()).collect()
}

#[test]
fn tiles_hold_what_viv_reads() {
    let (mut tiles, mut undecoded) = (0, 0);
    for entry in entries(|_| true) {
        let Some(loaded) = entry.json["loaders"]["viv_0_21_0"].as_object() else { continue };
        for (path, viv) in loaded.iter().filter(|(_, viv)| viv["ok"] == true) {
            let (_, found) = Folder::of(&entry).read(Store::new(), |look| {
                let image = ngff::image(look, path).here()?;
                let levels: Vec<_> = image.levels.iter().filter_map(|level| level.node.clone()).collect();
                Some(levels.iter().map(|node| (node.clone(), elements(look, node, Limits::default()))).collect::<Vec<_>>())
            });
            for ((node, read), tile) in found.unwrap().into_iter().zip(viv["tile00"].as_array().unwrap()) {
                let place = format!("{}/{}", entry.path, node.path);
                let (Some(width), Some(height)) = (tile["w"].as_u64(), tile["h"].as_u64()) else { continue };
                match read.here() {
                    Some(Ok(Elements::Fixed(bytes))) => {
                        let shape = node.array().unwrap().shape.clone().unwrap();
                        let corner = corner(&bytes, &shape, width as usize, height as usize);
                        let hash: String = Sha256::digest(&corner).iter().map(|byte| format!("{byte:02x}")).collect();
                        assert_eq!(json!(hash), tile["sha256"], "{place}");
                        tiles += 1;
                    }
                    Some(Err(fault)) if matches!(fault.kind, FaultKind::Unsupported(_)) => undecoded += 1,
                    other => panic!("{place}: {other:?}"),
                }
            }
        }
    }
    println!("{tiles} tiles hold what Viv reads, {undecoded} are of codecs that are not decoded");
}

#[test]
fn consolidated_metadata_says_what_the_nodes_say() {
    let (mut stores, mut compared, mut stale) = (0, 0, Vec::new());
    for entry in entries(|_| true) {
        let folder = Folder::of(&entry);
        let (store, _) = folder.read(Store::new(), |look| {
            let _ = look.node("", Expect::Group);
            look.consolidated("").is_absent()
        });
        stores += store.consolidated().len();
        for consolidated in store.consolidated() {
            assert!(consolidated.defects.is_empty(), "{}: {:?}", entry.path, consolidated.defects);
            for path in consolidated.paths() {
                let (_, own) = folder.read(Store::new(), |look| look.node_of(path, consolidated.format, Expect::Node).here());
                let Some(own) = own.filter(|own| !own.implicit) else { continue };
                compared += 1;
                stale.extend(consolidated.differences(&own).into_iter().map(|found| format!("{}: {found:?}", entry.path)));
            }
        }
    }
    println!("{stores} stores with consolidated metadata, {compared} nodes compared, {} differences", stale.len());
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}
