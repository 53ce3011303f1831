use super::*;
use crate::check::zarr::step_words::step_words;

/// Of one viewer, so many interactions that it gives up are told.
const MOST: usize = 4;

pub(super) const RULE: ZarrRule = Rule {
    id: "viewer/gives-up",
    title: "The viewer gives up at this step: {words}",
    why: "omescope made the same requests as the viewer, and this is where the viewer gives up. Other findings give the reason if it is known.",
    fix: Fix { text: "See the other findings on {place}.", command: "" },
    affects: &[affects(Zarrita, Fails), affects(Viv, Fails), affects(Vitessce, Fails), affects(AutoConfig, Fails)],
    evidence: &["zarrita 0.7.5 and 0.5.4, @vivjs/loaders 0.21.0, @vitessce/zarr and @vitessce/spatial-zarr 4.0.8 as npm has them"],
    run: |facts, found| {
        for (viewer, trace) in facts.traces.iter() {
            let failed = trace.steps.iter().filter_map(|step| Some((step, step.failure.as_ref()?)));
            for (step, failure) in failed.take(MOST) {
                let place = if failure.at.is_empty() { &step.path } else { &failure.at };
                let at = At { path: Some(place.clone()), ..At::default() };
                let finding = Finding::new(at).with("step", step.name.clone()).with("words", step_words(&step.name)).with("place", shown_path(place));
                // Avivator tries first what bioformats2raw writes around images, and Viv by itself does not.
                let tries_more = facts.probe.kind == Kind::Bioformats2Raw;
                let finding = if tries_more { finding.told_by(Avivator, Note, "") } else { finding };
                found.push(finding.told(viewer, Fails, failure.message.clone()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || bare_array("|u3"), near_miss: || image(|_| ()).named("cells.ome.zarr") },
};
