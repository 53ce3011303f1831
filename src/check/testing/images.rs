//! Images in Zarr stores for the tests of rules.
use super::Sample;
use super::store::{Keys, image, image_attributes};
use serde_json::{Map, Value, json};

/// An image of these levels, of the axes c, y and x, whose attributes are changed.
pub(crate) fn image_of(levels: &[&[u64]], chunks: &[u64], dtype: &str, change: impl FnOnce(&mut Map<String, Value>)) -> Sample {
    let mut attributes = image_attributes();
    let dataset = |level: usize| json!({"path": level.to_string(), "coordinateTransformations": [{"type": "scale", "scale": vec![1.0; levels[0].len()]}]});
    attributes["multiscales"][0]["datasets"] = (0..levels.len()).map(dataset).collect();
    change(&mut attributes);
    let mut keys = Keys::default();
    keys.group("", &Value::Object(attributes));
    for (level, shape) in levels.iter().enumerate() {
        let chunks: Vec<u64> = chunks.iter().zip(*shape).map(|(chunk, size)| *chunk.min(size)).collect();
        keys.array(&level.to_string(), shape, &chunks, dtype);
    }
    Sample::store(keys.0)
}

/// Gives the multiscale of an image other axes.
pub(crate) fn with_axes(names: &'static [&'static str]) -> impl FnOnce(&mut Map<String, Value>) {
    move |attributes| {
        let kind = |name: &str| match name.to_lowercase().as_str() {
            "t" => "time",
            "c" => "channel",
            _ => "space",
        };
        attributes["multiscales"][0]["axes"] = names.iter().map(|name| json!({"name": name, "type": kind(name)})).collect();
        let scale = vec![1.0; names.len()];
        for dataset in attributes["multiscales"][0]["datasets"].as_array_mut().into_iter().flatten() {
            dataset["coordinateTransformations"] = json!([{"type": "scale", "scale": scale}]);
        }
    }
}

impl Sample {
    /// With other bytes in the chunks of an array: numbers of two bytes.
    pub(crate) fn filled(mut self, array: &str, number: impl Fn(usize) -> u16) -> Self {
        let prefix = format!("{array}/");
        for (key, bytes) in &mut self.keys {
            if key.starts_with(&prefix) && !key.ends_with(".zarray") {
                let numbers = (0..bytes.len() / 2).flat_map(|at| number(at).to_le_bytes());
                *bytes = numbers.collect();
            }
        }
        self
    }
}

/// A group above images, of these attributes.
pub(crate) fn group_above(attributes: Value) -> Sample {
    let mut keys = Keys::default();
    keys.group("", &attributes);
    Sample::store(keys.0)
}

/// A store in a folder of its own.
pub(crate) fn moved(sample: Sample, folder: &str) -> Sample {
    let keys = sample.keys.iter().map(|(key, bytes)| (format!("{folder}/{key}"), bytes.clone())).collect();
    Sample { keys, ..sample }
}

/// A store on a host that hides names with a dot.
pub(crate) fn hidden(sample: Sample) -> Sample {
    Sample { hidden: true, ..sample }
}

/// A store on a host that sends a page for what is not there.
pub(crate) fn paged(sample: Sample) -> Sample {
    Sample { page: Some("<!doctype html>"), ..sample }
}

/// An image of two levels, the lower one of another type.
pub(crate) fn two_types(lower: &str) -> Sample {
    let mut sample = image_of(&[&[2, 64, 64], &[2, 32, 32]], &[1, 64, 64], "<u2", |_| ());
    let mut keys = Keys(std::mem::take(&mut sample.keys));
    keys.array("1", &[2, 32, 32], &[1, 32, 32], lower);
    Sample::store(keys.0)
}

/// Attributes of a label image.
fn label_attributes(attributes: &mut Map<String, Value>) {
    with_axes(&["y", "x"])(attributes);
    attributes.remove("omero");
    attributes.insert("image-label".to_owned(), json!({"version": "0.4"}));
}

/// A label image of two levels of 64 and 32 pixels, with numbers by level and place.
pub(crate) fn labels_of(number: fn(usize, usize) -> u16) -> Sample {
    let sample = image_of(&[&[64, 64], &[32, 32]], &[64, 64], "<u2", label_attributes);
    sample.filled("0", |at| number(0, at)).filled("1", |at| number(1, at))
}

/// A label image of one level of a type, all its pixels of two bytes the same.
pub(crate) fn labels_of_type(dtype: &str, number: u16) -> Sample {
    image_of(&[&[64, 64]], &[64, 64], dtype, label_attributes).filled("0", |_| number)
}

/// An image with a label image `cells` of 512 pixels, or 500 with three levels, and a list of names.
pub(crate) fn with_labels(names: &[&str], levels: usize) -> Sample {
    let all: [&[u64]; 3] =
        if levels == 3 { [&[500, 500], &[250, 250], &[125, 125]] } else { [&[512, 512], &[256, 256], &[128, 128]] };
    let labels = image_of(&all[..levels], &[256, 256], "<u4", label_attributes);
    let mut keys = Keys(moved(labels, "labels/cells").keys);
    keys.group("labels", &json!({"labels": names}));
    let mut sample = image(|_| ());
    sample.keys.extend(keys.0);
    sample
}

/// An image for which a view config gives transformations.
pub(crate) fn configured(transformations: &'static str) -> Sample {
    Sample { transformations: Some(transformations), ..image(|_| ()) }
}

/// An image whose attributes stand under `ome`, as from OME-NGFF 0.5 on.
pub(crate) fn image_in_ome() -> Sample {
    image(|attributes| {
        let mut ome = std::mem::take(attributes);
        ome.insert("version".to_owned(), json!("0.5"));
        attributes.insert("ome".to_owned(), Value::Object(ome));
    })
}

/// An image of one level of two channels, whose chunks are none of them there.
pub(crate) fn image_without_chunks(size: u64, chunk: u64) -> Sample {
    let mut sample = image_of(&[&[2, 8, 8]], &[1, 8, 8], "<u2", |_| ());
    sample.keys.retain(|key, _| key.ends_with(".zgroup") || key.ends_with(".zattrs"));
    let meta = json!({
        "zarr_format": 2, "shape": [2, size, size], "chunks": [1, chunk, chunk], "dtype": "<u2", "compressor": null,
        "fill_value": 0, "order": "C", "filters": null, "dimension_separator": "/",
    });
    sample.keys.insert("0/.zarray".to_owned(), meta.to_string().into_bytes());
    sample
}
