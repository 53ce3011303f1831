use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "chunks/depth",
    title: "A chunk holds {count} slices",
    why: "Viewers read one slice at a time. If chunks hold several, all of them are fetched and decoded for the one that is shown: {count} times what is needed. A volume in Avivator fetches every chunk once for each of its slices.",
    fix: Fix { text: "Rechunk the arrays with chunks of 1 along z, such as (1, 1, 1, 256, 256). With ome-zarr-py 0.18 pass `storage_options=dict(chunks=(1, 1, 256, 256))` to write_image; its argument `chunks` is ignored.", command: "" },
    affects: &[affects(Vitessce, Slow), affects(Viv, Slow)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource", "https://github.com/hms-dbmi/viv/issues/876"],
    run: |facts, found| {
        for one in images::with_axes(facts) {
            let (Some(array), axes) = (one.first(), one.axes()) else { continue };
            let Some(chunks) = array.read_shape() else { continue };
            let depth = axes.iter().position(|own| own == "z").and_then(|at| chunks.get(at)).copied();
            let Some(count) = depth.filter(|count| *count > 1) else { continue };
            let finding = Finding::new(one.at_level(0)).with("count", count);
            found.push(one.slows(facts, finding, |step| step.shown.is_some()));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[8, 64, 64]], &[4, 64, 64], "<u2", with_axes(&["z", "y", "x"])), near_miss: || image_of(&[&[8, 64, 64]], &[1, 64, 64], "<u2", with_axes(&["z", "y", "x"])) },
};
