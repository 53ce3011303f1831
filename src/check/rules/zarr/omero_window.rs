use super::*;
use crate::zarr::ngff::Channel;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/window",
    title: "Channel {named} is shown from {start} to {end}: {problem}",
    why: "The window says which value is black and which is white. Vitessce uses `start` and `end`; if they do not suit the values, the image is black, white or without greys.",
    fix: Fix { text: "Set `window.start` and `window.end` of each channel to the values that should be black and white, such as the 1st and 99.9th percentile: `np.percentile(channel, [1, 99.9])`.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: channel.window.start and end"],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| !one.labels) {
            let Some(omero) = &one.image.facts.omero else { continue };
            let shown = one.in_vitessce(facts).flat_map(|shown| omero.channel_list().iter().enumerate().map(move |channel| (shown, channel)));
            for ((viewer, shown), (at, channel)) in shown {
                // As Vitessce reads it: numbers in texts count.
                let (Some(window), Some(Some([start, end]))) = (&channel.window, shown.windows_beta.get(at)) else { continue };
                let (start, end) = (*start, *end);
                let samples = shown.samples.get(at).map(Vec::as_slice).unwrap_or_default();
                let Some(problem) = brightness(samples, [start, end]) else { continue };
                let said = |end: f64| if end.is_nan() { "nothing".to_owned() } else { end.to_string() };
                let finding = Finding::new(one.at(&window.pointer)).with("channel", at).with("named", channel_named(channel, at)).with("problem", problem);
                let finding = finding.with("start", said(start)).with("end", said(end));
                found.push(finding.tell(Who::One(viewer), Fails, None));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["omero"]["channels"][0]["window"] = json!({"start": 255, "end": 0})), near_miss: || image(|_| ()).filled("1", |at| (at % 255) as u16) },
};

/// What is wrong with a window for some pixels, if anything is.
pub(super) fn brightness(samples: &[f64], [start, end]: [f64; 2]) -> Option<&'static str> {
    if start.is_nan() || end.is_nan() || end <= start {
        return Some("the two are equal or exchanged");
    }
    let values = || samples.iter().copied().filter(|value| value.is_finite());
    let (least, most) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
    // Where all is alike no window shows more.
    if samples.is_empty() || least >= most {
        return None;
    }
    let range = end - start;
    let white = crate::bytes::len64(values().filter(|value| (value - start) / range >= 1.0).count());
    let all = crate::bytes::len64(values().count());
    if (most - start) / range < 1.0 / 16.0 {
        Some("the image is nearly black")
    } else if white.saturating_mul(10) > all.saturating_mul(9) {
        Some("the image is nearly white")
    } else {
        None
    }
}

/// A channel by its name, else by its number.
pub(super) fn channel_named(channel: &Channel, at: usize) -> String {
    channel.label.as_ref().and_then(|label| label.as_str()).filter(|name| !name.trim().is_empty()).map_or_else(|| at.to_string(), str::to_owned)
}
