use super::*;
use crate::viewer::{Spot, VERSIONS};

/// Its name, for those who leave it out where another rule says the same with its cause.
pub(in crate::check) const ID: &str = "viewer/stops";

pub(super) const RULE: TiffRule = Rule {
    id: ID,
    title: "The viewer stops while {step}, at {place}",
    why: "omescope goes the viewer's own way through the file, and this is where the viewer stops. None of the other rules gives a reason.",
    fix: Fix {
        text: "Write the file again with a program whose files viewers are known to read, such as Bio-Formats. If it is right as it is, please report it to the viewer.",
        command: "",
    },
    affects: &[affects(Viv, Fails), affects(Vitessce, Fails)],
    evidence: &["@vivjs/loaders 0.21.0 loadOmeTiff with geotiff 2.1.3, @vitessce/ome-tiff 4.0.8 as npm has them"],
    run: |facts, found| {
        let mut told: Vec<((String, String, String), Finding)> = Vec::new();
        for (viewer, way) in facts.ways(VERSIONS) {
            let Some((doing, stopped)) = way.stopped() else { continue };
            let (step, place, says) = (doing.words(), place(facts, stopped.spot), stopped.says());
            let key = (step.clone(), place.clone(), says.clone());
            match told.iter().position(|(known, _)| *known == key) {
                Some(known) => {
                    let (key, finding) = told.swap_remove(known);
                    told.push((key, finding.told(viewer, Fails, says)));
                }
                None => {
                    let finding = Finding::new(at(facts, stopped.spot)).with("step", step).with("place", place);
                    told.push((key, finding.told(viewer, Fails, says)));
                }
            }
        }
        told.into_iter().for_each(|(_, finding)| found.push(finding));
    },
    #[cfg(test)]
    examples: Examples {
        triggers: mixed_bits,
        near_miss: || good().into(),
    },
};

/// Samples of 16 and 8 bits with a predictor: no rule is about that.
#[cfg(test)]
pub(in crate::check) fn mixed_bits() -> Sample {
    let page = Page { compression: 8, predictor: 2, ..Page::new(256, 256) };
    file(&page.clone().tag(Tag(258, 3, vec![16, 8])), &Ome::new(&page)).into()
}

fn at(facts: &TiffFacts, spot: Spot) -> At {
    At { ifd: spot.ifd.map(|ifd| facts.file.path(ifd).to_owned()), tile: spot.tile, byte: spot.byte, ..At::default() }
}

fn place(facts: &TiffFacts, spot: Spot) -> String {
    let ifd = spot.ifd.map(|ifd| format!("IFD {}", facts.file.path(ifd)));
    let of = ifd.as_ref().map(|ifd| format!(" of {ifd}")).unwrap_or_default();
    match (spot.tag, spot.tile, ifd, spot.byte) {
        (Some(tag), ..) => format!("tag {tag}{of}"),
        (_, Some(tile), ..) => format!("tile {tile}{of}"),
        (.., Some(ifd), _) => ifd,
        (.., Some(byte)) => format!("byte {byte}"),
        _ => "the file as a whole".to_owned(),
    }
}
