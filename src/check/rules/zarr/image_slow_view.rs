use super::*;
use crate::check::zarr::step_words::step_words;

pub(super) const RULE: ZarrRule = Rule {
    id: "image/slow-view",
    title: "One step of viewing takes {cost}: {words}",
    why: "These are the requests that the viewer makes for this step. Above 32 requests, 8 MiB, or eight times the bytes that are shown (from 1 MiB on), people notice the delay.",
    fix: Fix { text: "See the findings on chunks and on the pyramid; with tiles of 256 to 512 pixels and halved levels down to 256 pixels no view needs this much.", command: "" },
    affects: &[affects(Vitessce, Slow), affects(Viv, Slow)],
    evidence: &["requests of @vivjs/loaders 0.21.0 and @vitessce/spatial-zarr 4.0.8, as they were recorded"],
    run: |facts, found| {
        for (viewer, trace) in facts.traces.iter() {
            for shown in &trace.images {
                let within = |path: &str| {
                    let rest = path.strip_prefix(shown.path.as_str());
                    rest.is_some_and(|rest| shown.path.is_empty() || rest.is_empty() || rest.starts_with('/'))
                };
                let slow = trace.steps.iter().filter(|step| within(&step.path));
                for (step, cost) in slow.filter_map(|step| Some((step, step.slowness()?))).take(MOST) {
                    let at = At { path: Some(step.path.clone()), ..At::default() };
                    let finding = Finding::new(at).with("step", step.name.clone()).with("words", step_words(&step.name)).with("cost", cost.clone());
                    found.push(finding.told(viewer, Slow, format!("{}: {cost}", step.name)));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image_of(&[&[1, 64, 64]], &[1, 1, 64], "<u2", |_| ()), near_miss: || image(|_| ()) },
};

/// Of one image, so many views are told.
const MOST: usize = 4;
