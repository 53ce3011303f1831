use super::*;
use crate::zarr::probe::Kind;

pub(super) const RULE: ZarrRule = Rule {
    id: "store/no-data-set",
    title: "This is {what}, not something that a viewer can open",
    why: "Vitessce and Viv open groups that say what they are: OME-Zarr images by `multiscales`, AnnData by obs and var, SpatialData by `spatialdata_attrs`.",
    fix: Fix { text: "Give the path of a data set: {advice}.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Viv, Fails)],
    evidence: &["@vivjs/loaders 0.21.0 loadMultiscales", "@vitessce/zarr 4.0.8"],
    run: |facts, found| {
        let below = facts.probe.below.first().map(|below| format!("there is one at {}", below.path));
        let (what, advice) = match facts.probe.kind {
            Kind::Array => ("a single array", "the group above it has its metadata, if it is a level of an image. acquire-zarr, TensorStore and `dask.array.to_zarr` write bare arrays; write the image with a program that adds OME-NGFF metadata (ome-zarr-py, bioio-ome-zarr, `OMEZarrWriter` of pymmcore-plus, or acquire-zarr with a `downsampling_method`)"),
            Kind::Group if super::store_write_stopped::stopped(facts).is_some() => return,
            Kind::Group => ("a group that does not say what it is", "that of an image, an AnnData or a SpatialData object in it"),
            Kind::Nothing if facts.probe.root_is_below().is_some() => return,
            Kind::Nothing => ("a place without Zarr metadata (no .zattrs, .zgroup, .zarray or zarr.json)", "check that this is the right folder or address, and that hidden files, whose names begin with a dot, were copied"),
            _ => return,
        };
        let at = At { path: Some(facts.probe.path.clone()), ..At::default() };
        let finding = Finding::new(at).with("what", what).with("advice", below.unwrap_or_else(|| advice.to_owned()));
        // Viv shows a group without `multiscales` all the same where its array 0 has five axes.
        found.push(facts.of_images().into_iter().fold(finding, |finding, (who, trace)| {
            match trace.map(|trace| trace.first_failure()) {
                Some(None) => finding.tell(who, Note, Some(String::new())),
                Some(Some((_, failure))) => finding.tell(who, Fails, Some(failure.message.clone())),
                None => finding.tell(who, Fails, Some(String::new())),
            }
        }));
    },
    #[cfg(test)]
    examples: Examples { triggers: || bare_array("|u1"), near_miss: || image(|_| ()) },
};
