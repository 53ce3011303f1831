//! SpatialData stores for the tests of rules: one element, or a table on labels.

use super::Sample;
use super::store::Keys;
use crate::zarr::parquet::testing::Made;
use serde_json::{Map, Value, json};

/// Changes of attributes.
pub(crate) type Change = fn(&mut Map<String, Value>);

/// A transformation that changes nothing, from axes to a coordinate system.
pub(crate) fn identity(axes: &str, to: &str) -> Value {
    let axis =
        |name: char| json!({"name": name.to_string(), "type": if name == 'c' { "channel" } else { "space" }, "unit": "unit"});
    let all: Vec<Value> = axes.chars().map(axis).collect();
    json!({"type": "identity", "input": {"name": axes, "axes": all}, "output": {"name": to, "axes": all}})
}

fn root() -> Keys {
    let mut keys = Keys::default();
    keys.group("", &json!({"spatialdata_attrs": {"version": "0.1", "spatialdata_software_version": "0.4.0"}}));
    keys
}

fn element(keys: &mut Keys, path: &str, encoding: &str, version: &str, change: Change) {
    let attributes = json!({
        "axes": ["x", "y"], "coordinateTransformations": [identity("xy", "global")], "encoding-type": encoding,
        "spatialdata_attrs": {"version": version, "feature_key": "genes"},
    });
    let mut attributes = attributes.as_object().cloned().unwrap_or_default();
    change(&mut attributes);
    keys.group(path.split('/').next().unwrap_or_default(), &json!({})).group(path, &Value::Object(attributes));
}

/// Metadata of pandas with an index.
pub(crate) fn pandas(index: &Value) -> String {
    json!({"index_columns": [index], "columns": []}).to_string()
}

/// Metadata of GeoParquet.
pub(crate) fn geo(types: &[&str]) -> String {
    json!({"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB", "geometry_types": types}}}).to_string()
}

/// A file of circles of these radii, two in each row group.
pub(crate) fn circles(radii: (f64, f64)) -> Made {
    let wkb = [&[1, 1, 0, 0, 0][..], &[0; 16]].concat();
    let made = Made::groups(&[2]).bytes("geometry", &wkb).doubles("radius", &[radii]).ints("index", &[(0, 1)]);
    made.with("pandas", &pandas(&json!("index"))).with("geo", &geo(&["Point"]))
}

/// A file of polygons, of geometries of these types.
pub(crate) fn polygons(types: &[&str]) -> Made {
    let made = Made::groups(&[2]).bytes("geometry", &[1, 3, 0, 0, 0, 1]).ints("index", &[(0, 1)]);
    made.with("pandas", &pandas(&json!("index"))).with("geo", &geo(types))
}

/// A store of shapes.
pub(crate) fn shapes(change: Change, made: &Made) -> Sample {
    let mut keys = root();
    element(&mut keys, "shapes/cells", "ngff:shapes", "0.2", change);
    keys.0.insert("shapes/cells/shapes.parquet".to_owned(), made.file());
    Sample::store(keys.0)
}

/// A part of points, with as many rows in its row groups.
pub(crate) fn molecules(rows: &[u64]) -> Made {
    let extremes: Vec<(f64, f64)> = rows.iter().map(|_| (0.0, 100.0)).collect();
    let made = Made::groups(rows).doubles("x", &extremes).doubles("y", &extremes).texts("genes");
    made.with("pandas", &pandas(&json!("index")))
}

/// The same with what tiles need.
pub(crate) fn ordered(rows: &[u64]) -> Made {
    let codes: Vec<(i32, i32)> = (0..).zip(rows).map(|(number, _)| (number * 1000, number * 1000 + 999)).collect();
    molecules(rows).ints("genes_codes", &codes).ints("morton_code_2d", &codes)
}

/// The same with an Arrow schema by which `genes` is a column of categories.
pub(crate) fn categorical(made: Made) -> Made {
    made.with("ARROW:schema", SCHEMA)
}

/// A schema of the columns `x` and `genes`, of which the second is a dictionary.
const SCHEMA: &str = "/////5gAAAAQAAAACgAMAAAAAAAIAAAADAAAAAAAAAAMAAAACAAIAAAABAAIAAAABAAAAAIAAAAYAAAAPAAAAA4AEAAEAAAACAAAAAAAAAAQAAAADAAAAAUAAAAAAAAAAQAAAHgAAAAOABAABAAAAAgAAAAMAAAAEAAAAAwAAAAFAAAAFAAAAAUAAABnZW5lcwAAAAQABAAEAAAAAAAAAA==";

/// A store of points.
pub(crate) fn points(change: Change, parts: &[Made]) -> Sample {
    let mut keys = root();
    element(&mut keys, "points/rna", "ngff:points", "0.1", change);
    for (number, part) in parts.iter().enumerate() {
        keys.0.insert(format!("points/rna/points.parquet/part.{number}.parquet"), part.file());
    }
    Sample::store(keys.0)
}

/// The same sample with another object at a key.
pub(crate) fn with(mut sample: Sample, key: &str, bytes: Vec<u8>) -> Sample {
    sample.keys.insert(key.to_owned(), bytes);
    sample
}

/// A store of one image of axes c, y, x, whose transformation to the coordinate system is given.
pub(crate) fn raster(transformation: &Value) -> Sample {
    let mut keys = root();
    let axis = |name: &str, kind: &str| json!({"name": name, "type": kind});
    let attributes = json!({
        "spatialdata_attrs": {"version": "0.1"},
        "multiscales": [{
            "version": "0.4", "axes": [axis("c", "channel"), axis("y", "space"), axis("x", "space")],
            "datasets": [{"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [1.0, 1.0, 1.0]}]}],
            "coordinateTransformations": [transformation],
        }],
        "omero": {"channels": [{"label": "0", "window": {"start": 0, "end": 255}}]},
    });
    keys.group("images", &json!({})).group("images/blobs", &attributes);
    keys.array("images/blobs/0", &[1, 64, 64], &[1, 64, 64], "|u1");
    Sample::store(keys.0)
}

/// A store of labels and of a table on them whose attributes, and whose column of instances, can be others.
pub(crate) fn table(change: Change, instances: &str) -> Sample {
    let mut keys = root();
    let axis = |name: &str| json!({"name": name, "type": "space"});
    let labels = json!({
        "spatialdata_attrs": {"version": "0.1"}, "image-label": {"version": "0.4"},
        "multiscales": [{
            "version": "0.4", "axes": [axis("y"), axis("x")],
            "datasets": [{"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [1.0, 1.0]}]}],
            "coordinateTransformations": [identity("yx", "global")],
        }],
    });
    keys.group("labels", &json!({})).group("labels/cells", &labels).array("labels/cells/0", &[64, 64], &[64, 64], "<u4");
    let attributes = json!({
        "encoding-type": "anndata", "encoding-version": "0.1.0", "spatialdata-encoding-type": "ngff:regions_table",
        "region": "cells", "region_key": "region", "instance_key": "instance_id", "version": "0.1",
    });
    let mut attributes = attributes.as_object().cloned().unwrap_or_default();
    change(&mut attributes);
    keys.group("tables", &json!({})).group("tables/table", &Value::Object(attributes));
    let frame = |columns: &[&str]| json!({"_index": "_index", "column-order": columns, "encoding-type": "dataframe", "encoding-version": "0.2.0"});
    keys.group("tables/table/obs", &frame(&["instance_id"])).group("tables/table/var", &frame(&[]));
    keys.array("tables/table/obs/_index", &[4], &[4], "<U5").array("tables/table/var/_index", &[3], &[3], "<U5");
    keys.array("tables/table/obs/instance_id", &[4], &[4], instances);
    keys.array("tables/table/X", &[4, 3], &[4, 3], "<f4");
    Sample::store(keys.0)
}
