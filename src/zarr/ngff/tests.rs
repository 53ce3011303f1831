use super::*;
use crate::zarr::json::Document;
use crate::zarr::node::Part;
use crate::zarr::store::{Found, Reply, Store};
use std::sync::Arc;

fn read(attributes: &str) -> Ngff {
    let part = |key, text: &str| Part::whole(&Arc::new(Document::read(key, text.as_bytes())));
    Ngff::read(&Node::v2_group("img", part("img/.zgroup", "{\"zarr_format\": 2}"), Some(part("img/.zattrs", attributes))))
}

fn said(found: &Ngff) -> Vec<String> {
    found
        .defects
        .kept()
        .iter()
        .map(|defect| format!("{} {}", serde_json::to_value(defect.code).unwrap(), defect.pointer))
        .collect()
}

const IMAGE_04: &str = r##"{"multiscales": [{"version": "0.4", "name": "i", "type": "gaussian", "metadata": {},
    "axes": [{"name": "c", "type": "channel"}, {"name": "y", "type": "space", "unit": "micrometer"}, {"name": "x"}],
    "datasets": [{"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [1, 0.5, 0.5]}, {"type": "translation", "translation": [0, 1, 2]}]},
                 {"path": "s1", "coordinateTransformations": [{"type": "scale", "path": "scales"}]}],
    "coordinateTransformations": [{"type": "identity"}]}],
    "omero": {"channels": [{"label": "a", "color": "#00ff00", "active": true, "window": {"start": 0, "end": 255, "min": 0, "max": 65535}}, {"color": 255}],
              "rdefs": {"model": "color", "defaultZ": 2, "defaultT": 0}}}"##;

#[test]
fn an_image_of_0_4_is_read() {
    let found = read(IMAGE_04);
    assert!(found.defects.is_empty(), "{:?}", found.defects);
    let image = found.multiscale().unwrap();
    assert_eq!(image.axis_names(), ["c", "y", "x"]);
    let kinds: Vec<_> = image.stated_axes().unwrap().iter().map(Axis::kind_or_default).collect();
    assert_eq!(kinds, [Some("channel"), Some("space"), Some("space")]);
    assert_eq!(image.datasets[1].resolved.as_deref(), Some("img/s1"));
    let first = image.datasets[0].transformations.as_ref().unwrap();
    assert_eq!(first[0].scale(), Some(&[1.0, 0.5, 0.5][..]));
    assert_eq!(first[1].mapping, Mapping::Translation(vec![0.0, 1.0, 2.0]));
    assert_eq!(image.datasets[1].transformations.as_ref().unwrap()[0].mapping, Mapping::InArray("scales".into()));
    let omero = found.omero.as_ref().unwrap();
    let channels = omero.channel_list();
    assert_eq!((channels[0].rgb().as_deref(), channels[1].rgb()), (Some("00FF00"), None));
    assert_eq!(channels[0].window.as_ref().unwrap().max, Some(65535.0));
    assert_eq!((channels[1].pointer.as_str(), channels[1].window.is_none()), ("/omero/channels/1", true));
    assert!(matches!(&omero.rdefs, Rdefs::Here { model: Some(model), default_z: Some(2.0), .. } if model == "color"));
    assert_eq!(found.stated_version().and_then(Stated::minor), Some(4));
}

#[test]
fn the_forms_that_viewers_fail_on_are_told_apart() {
    let omero = |text: &str| read(&format!("{{\"omero\": {text}}}")).omero.unwrap();
    assert_eq!(omero("{}").channels, Channels::Absent);
    assert_eq!(omero("{\"channels\": null}").channels, Channels::NotAnArray("null".into()));
    assert_eq!(omero("{\"channels\": []}").channels, Channels::Here(Vec::new()));
    assert_eq!(omero("{}").rdefs, Rdefs::Absent);
    assert_eq!(omero("{\"rdefs\": null}").rdefs, Rdefs::NotAnObject("null".into()));
    assert!(read("{\"multiscales\": {}}").multiscales.is_none());
    assert_eq!(said(&read("{\"multiscales\": {}}")), ["\"wrong-type\" /multiscales"]);
    assert_eq!(read("{\"multiscales\": []}").multiscales, Some(Vec::new()));
}

#[test]
fn axes_of_every_version_are_read() {
    let names =
        |text: &str| read(&format!("{{\"multiscales\": [{{\"datasets\": []{text}}}]}}")).multiscale().unwrap().axis_names();
    assert_eq!(names(""), DEFAULT_AXES);
    assert_eq!(names(r#", "axes": ["c", "y", "x"]"#), ["c", "y", "x"]);
    assert_eq!(names(r#", "axes": [{"name": "y"}, {"name": "x"}]"#), ["y", "x"]);
    let twice = read(r#"{"multiscales": [{"datasets": [], "axes": ["x", "y", "x", 7]}]}"#);
    assert_eq!(said(&twice), ["\"wrong-type\" /multiscales/0/axes/3", "\"wrong-value\" /multiscales/0/axes"]);
}

#[test]
fn an_image_of_0_6_has_the_axes_of_its_intrinsic_system() {
    let found = read(
        r#"{"ome": {"version": "0.6rc0", "multiscales": [{"coordinateSystems": [
            {"name": "world", "axes": [{"name": "a"}]}, {"name": "in", "axes": [{"name": "y", "type": "space"}, {"name": "x", "type": "space"}]}],
            "datasets": [{"path": "0", "coordinateTransformations": [{"type": "sequence", "input": {"path": "0"}, "output": {"name": "in"},
                "transformations": [{"type": "scale", "scale": [2, 2]}, {"type": "translation", "translation": [1, 1]}]}]}],
            "coordinateTransformations": [{"type": "bijection", "input": "in", "output": "world", "forward": {"type": "identity"}, "inverse": {"type": "identity"}},
                {"type": "byDimension", "input": {"name": "in"}, "output": {"name": "world"}, "transformations": [{"transformation": {"type": "mapAxis", "mapAxis": [1]}, "inputAxes": [0], "outputAxes": [0]}]}]}]},
            "multiscales": []}"#,
    );
    assert!(found.defects.is_empty(), "{:?}", found.defects);
    assert_eq!((found.in_ome, found.beside_ome.as_slice()), (true, &["multiscales".to_owned()][..]));
    assert_eq!(
        found.stated_version().map(|version| (version.minor(), version.pointer.as_str())),
        Some((Some(6), "/ome/version"))
    );
    let image = found.multiscale().unwrap();
    assert_eq!(image.axis_names(), ["y", "x"]);
    assert_eq!(image.datasets[0].transformations.as_ref().unwrap()[0].scale(), Some(&[2.0, 2.0][..]));
    let outer = image.transformations.as_ref().unwrap();
    assert_eq!((outer[0].input_name(), outer[1].output_name()), (Some("in"), Some("world")));
    assert!(matches!(&outer[1].mapping, Mapping::ByDimension(parts) if parts[0].mapping == Mapping::Axes));
}

#[test]
fn plates_wells_labels_and_series_are_read() {
    let found = read(
        r#"{"plate": {"version": "0.4", "rows": [{"name": "A"}], "columns": [{"name": "1"}, {"name": "2"}], "acquisitions": [{"id": 0}],
            "wells": [{"path": "A/1", "rowIndex": 0, "columnIndex": 0}, {"path": "2/A", "rowIndex": 0, "columnIndex": 1}, {"path": "A/3", "rowIndex": 0, "columnIndex": 2}, {"path": "../x"}]},
            "well": {"images": [{"path": "0", "acquisition": 0}]}, "labels": ["cells", 7], "series": ["0", "1"], "bioformats2raw.layout": 3,
            "image-label": {"colors": [{"label-value": 1, "rgba": [0, 0, 0, 255]}, {"label-value": 1, "rgba": [0, 0, 300, 0]}], "properties": [{}], "source": {"image": "../../"}}}"#,
    );
    assert_eq!(
        said(&found),
        [
            "\"wrong-value\" /image-label/colors/1",
            "\"wrong-value\" /image-label/colors/1/rgba",
            "\"wrong-type\" /labels/1",
            "\"disagreement\" /plate/wells/1",
            "\"disagreement\" /plate/wells/2",
            "\"wrong-path\" /plate/wells/3/path",
        ]
    );
    let plate = found.plate.as_ref().unwrap();
    assert_eq!((plate.wells[0].resolved.as_deref(), plate.wells[3].resolved.as_deref()), (Some("img/A/1"), None));
    assert_eq!(found.well.as_ref().unwrap().images[0].resolved.as_deref(), Some("img/0"));
    assert_eq!((found.bioformats2raw, found.series.as_ref().unwrap().len()), (Some(3), 2));
    let label = found.image_label.as_ref().unwrap();
    assert_eq!((label.colors.as_ref().unwrap()[0].rgba, label.source.as_deref()), (Some([0, 0, 0, 255]), Some("../../")));
}

#[test]
fn versions_that_are_numbers_are_read_and_said() {
    let found = read(r#"{"multiscales": [{"version": 0.4, "datasets": []}]}"#);
    assert_eq!(found.stated_version().and_then(Stated::minor), Some(4));
    assert_eq!(said(&found), ["\"wrong-type\" /multiscales/0/version"]);
}

#[test]
fn paths_that_lead_out_of_the_store_are_never_asked_for() {
    let mut store = Store::new();
    let attributes =
        r#"{"multiscales": [{"datasets": [{"path": "../../etc"}, {"path": "/0"}, {"path": ""}, {"path": "ok"}, {}]}]}"#;
    store.supply(".zgroup", Reply::Bytes(b"{\"zarr_format\": 2}".to_vec()));
    store.supply(".zattrs", Reply::Bytes(attributes.into()));
    let (found, needs) = store.read(|look| image(look, ""));
    assert_eq!(needs.keys.into_iter().collect::<Vec<_>>(), ["ok/.zarray", "ok/.zattrs"]);
    let Found::Here(found) = found else { panic!("no image") };
    let said: Vec<&str> = found.facts.defects.kept().iter().map(|defect| defect.pointer.as_str()).collect();
    assert_eq!(said.len(), 4, "{said:?}");
}

#[test]
fn transformations_in_transformations_end() {
    let mut text = r#"{"type": "identity"}"#.to_owned();
    for kind in ["sequence", "byDimension", "bijection"].iter().cycle().take(30) {
        text = format!(r#"{{"type": "{kind}", "transformations": [{text}], "forward": {text}}}"#);
        if text.len() > 1 << 20 {
            break;
        }
    }
    let found = read(&format!(r#"{{"multiscales": [{{"datasets": [], "coordinateTransformations": [{text}]}}]}}"#));
    assert!(found.multiscale().unwrap().transformations.is_some());
}
