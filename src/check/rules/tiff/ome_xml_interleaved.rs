use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/interleaved",
    title: "IFD {ifd} holds {samples} samples per pixel (RGB), but OME-XML does not say Interleaved=\"true\"",
    why: "Without it Viv treats samples as channels with an IFD each: it shows the first one, and looks for the others in IFDs that are other planes or do not exist.",
    fix: Fix {
        text: "Set Interleaved=\"true\" in the Pixels element.",
        command: "python3 -c \"import re, sys, tifffile as t; f = sys.argv[1]; x = re.sub(' Interleaved=\\\"[^\\\"]*\\\"', '', t.tiffcomment(f)).replace('<Pixels ', '<Pixels Interleaved=\\\"true\\\" '); t.tiffcomment(f, x.encode())\" {file}",
    },
    affects: &[says(Viv, Fails, "No image at index {missing}"), affects(OmeSpec, Note)],
    evidence: &["@vivjs/loaders 0.21.0 extractAxesFromPixels", "raw2ometiff --rgb does not set it"],
    run: |facts, found| {
        for image in facts.viv_images().iter().filter(|image| !image.interleaved) {
            let Some(ifd) = first_of(facts, image) else { continue };
            let samples = facts.file.samples(ifd);
            if samples < 2 {
                continue;
            }
            let ifds = crate::bytes::len64(facts.file.main);
            let missing = image.start().into_iter().map(|plane| image.ifd(plane)).find(|plane| *plane >= ifds);
            let path = facts.file.path(ifd);
            let at = At { xml: Some(format!("Image[{}]/Pixels/@Interleaved", image.image)), ..At::ifd(path) };
            let finding = Finding::new(at).with("ifd", path).with("samples", samples);
            let finding = finding.with("missing", missing.unwrap_or(ifds).to_string());
            let finding = finding.at_most(grade_plane(facts, |plane| plane >= ifds));
            found.push(if missing.is_some() { finding } else { finding.saying("") });
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || rgb("false"), near_miss: || rgb("true") },
};

#[cfg(test)]
fn rgb(interleaved: &str) -> Sample {
    let page = Page::new(256, 256).rgb();
    file(&page, &Ome::new(&page).attribute("Interleaved", interleaved)).into()
}
