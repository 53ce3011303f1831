use super::*;
use crate::check::facts::Stream;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/lerc-version",
    title: "IFD {ifd} has LERC data of version 2.{version}, which viewers cannot decode",
    why: "The LERC decoder of geotiff.js supports versions up to 2.5. Current encoders write 2.6 for lossless floating point.",
    fix: Fix { text: "Write the image with zlib (Deflate) compression.", command: "{rewrite}" },
    affects: &[says(Geotiff, Fails, "unsupported lerc version 2.{version}")],
    evidence: &["npm lerc 3.0.0, which geotiff 2.1.3 depends on", "Esri LERC: version 6 is since 4.0"],
    run: |facts, found| {
        let mut told = Vec::new();
        for sample in &facts.samples {
            let Stream::Lerc(version @ 6..) = sample.stream else { continue };
            if told.contains(&sample.ifd) {
                continue;
            }
            told.push(sample.ifd);
            let path = facts.file.path(sample.ifd);
            let finding = Finding::new(At::ifd(path)).with("ifd", path).with("version", u64::from(version));
            found.push(finding.at_most(grade(facts, sample.ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || lerc(6), near_miss: || lerc(5) },
};

#[cfg(test)]
fn lerc(version: u8) -> Sample {
    let mut stored = b"Lerc2 ".to_vec();
    stored.extend([version, 0, 0, 0]);
    stored.extend([0; 80]);
    let page = Page { compression: 34_887, bits: 32, format: 3, stored: Some(stored), ..Page::new(256, 256) };
    file(&page.clone().tag(Tag(50_674, 4, vec![4, 0])), &Ome::new(&page)).into()
}
