use super::*;
use crate::zarr::dtype::Class;
use crate::zarr::ngff::{Channel, Rdefs};

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/model",
    title: "The colour model does not suit the image: {problem}",
    why: "Vitessce shows an image as RGB if `omero.rdefs.model` is \"color\", whatever its channels are, and otherwise shows each channel in its colour on black. A photograph shown as separate channels does not look like one; channels shown as RGB lose their contrast windows.",
    fix: Fix { text: "Set `omero.rdefs.model` to \"color\" for photographs (three channels of uint8) and to \"greyscale\" for everything else, or give `photometricInterpretation` in the view configuration.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/image-utils 4.0.8 ImageWrapper: getPhotometricInterpretation"],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| !one.labels) {
            let Some(omero) = &one.image.facts.omero else { continue };
            let (model, at) = match &omero.rdefs {
                Rdefs::Here { model, pointer, .. } => (model.as_deref(), pointer.key("model")),
                _ => (None, omero.pointer.clone()),
            };
            let bytes = one.first().and_then(|array| array.dtype.as_ref()).is_some_and(|dtype| dtype.class == Class::Uint(8));
            let three = one.channels_of_any_name() == 3 && bytes;
            let problem = match model {
                Some("color") if !three => {
                    format!("it is \"color\", but the image has {} channels and is not a photograph", one.channels_of_any_name())
                }
                Some("color") => continue,
                _ if three && red_green_blue(omero.channel_list()) => {
                    "the channels are red, green and blue of a photograph, but it is not \"color\"".to_owned()
                }
                _ => continue,
            };
            found.push(Finding::new(one.at(&at)).with("problem", problem));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["omero"]["rdefs"]["model"] = json!("color")), near_miss: || image(|attributes| attributes["omero"]["rdefs"]["model"] = json!("greyscale")) },
};

/// Whether channels are called and coloured so: colours alone are those of many fluorescence images too.
fn red_green_blue(channels: &[Channel]) -> bool {
    let wanted = [("FF0000", "red"), ("00FF00", "green"), ("0000FF", "blue")];
    let is = |(channel, (color, name)): (&Channel, (&str, &str))| {
        let label = channel.label.as_ref().and_then(|label| label.as_str()).unwrap_or_default().to_lowercase();
        channel.rgb().as_deref() == Some(color) && (label == name || name.starts_with(&label) && label.len() == 1)
    };
    channels.len() == 3 && channels.iter().zip(wanted).all(is)
}
