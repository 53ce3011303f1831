use super::*;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "spatialdata/element-alone",
    title: "This is an element of a SpatialData store, not the store itself",
    why: "Vitessce opens SpatialData at its root and finds points and shapes by their paths below it, such as `points/transcripts`. They cannot be opened on their own.",
    fix: Fix { text: "Give the folder two levels above this one, which holds `points`, `shapes`, `images` or `tables`.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(AutoConfig, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataShapesSource, SpatialDataPointsSource: getParquetPath"],
    run: |facts, found| {
        let (group, said) = match facts.probe.kind {
            Kind::SpatialDataPoints => ("points", "Cannot determine parquet path for points array path: "),
            Kind::SpatialDataShapes => ("shapes", "Cannot determine parquet path for shapes array path: "),
            _ => return,
        };
        let path = &facts.probe.path;
        let at = At { path: Some(path.clone()), ..At::default() };
        found.push(Finding::new(at).saying(format!("{said}{group}")));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let attributes = json!({"encoding-type": "ngff:shapes", "spatialdata_attrs": {"version": "0.2"}}).to_string();
            sd::with(sd::raster(&sd::identity("cyx", "global")), ".zattrs", attributes.into_bytes())
        },
        near_miss: || sd::raster(&sd::identity("cyx", "global")),
    },
};
