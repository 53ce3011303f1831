use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "chunks/channels-together",
    title: "A chunk holds {count} {what}",
    why: "Viewers read one channel at one time point. If chunks hold several, all of them are fetched and decoded for the one that is shown; Viv keeps nothing and fetches them again for every channel.",
    fix: Fix { text: "Rechunk the arrays with chunks of 1 along c and t, such as (1, 1, 1, 256, 256). With ome-zarr-py 0.18 pass `storage_options=dict(chunks=(1, 1, 256, 256))` to write_image; its argument `chunks` is ignored.", command: "" },
    affects: &[affects(Vitessce, Slow), affects(Viv, Slow)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeZarr, ZarrPixelSource", "@vitessce/spatial-zarr 4.0.8 OmeZarrLoader"],
    run: |facts, found| {
        for one in images::with_axes(facts) {
            let (Some(array), axes) = (one.first(), one.axes()) else { continue };
            let Some(chunks) = array.read_shape() else { continue };
            let along = |name: &str| axes.iter().position(|own| own == name).and_then(|at| chunks.get(at)).copied();
            let counts = [("channels", along("c")), ("times", along("t"))];
            let Some((what, count)) = counts.into_iter().find_map(|(what, count)| Some((what, count.filter(|count| *count > 1)?))) else {
                continue;
            };
            let finding = Finding::new(one.at_level(0)).with("count", count).with("what", what);
            found.push(one.slows(facts, finding, |step| step.shown.is_some()));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[2, 64, 64]], &[2, 64, 64], "<u2", |_| ()), near_miss: || image_of(&[&[2, 64, 64]], &[1, 64, 64], "<u2", |_| ()) },
};
