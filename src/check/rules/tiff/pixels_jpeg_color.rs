use super::*;
use crate::check::facts::Stream;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/jpeg-color",
    title: "IFD {ifd} says {photometric}, but its JPEG stream holds {stream}",
    why: "Viewers use the samples of a JPEG tile as they are stored and go by PhotometricInterpretation only. If that contradicts the stream, colours are wrong.",
    fix: Fix { text: "Set PhotometricInterpretation (tag 262) to what the stream holds: 2 for RGB, 6 for YCbCr (tifftools from PyPI).", command: "tifftools set -y -s 262 {code} {file}" },
    affects: &[affects(Geotiff, Wrong), affects(OmeSpec, Wrong)],
    evidence: &["TIFF technical note 2", "geotiff 2.1.3 src/compression/jpeg.js getData: no colour transform in readRasters"],
    run: |facts, found| {
        let mut told = Vec::new();
        for sample in &facts.samples {
            let Stream::Jpeg(frame) = sample.stream else { continue };
            let Some(photometric) = facts.file.kind(sample.ifd).and_then(|kind| kind.storage.ifd.photometric) else { continue };
            let (stream, code) = match (photometric.code, frame.components, frame.adobe, frame.jfif) {
                // JFIF and an Adobe segment with transform 1 say YCbCr.
                (2, 3, Some(1), _) | (2, 3, None, true) => ("YCbCr", 6u64),
                (6, 3, Some(0), _) => ("RGB", 2),
                _ => continue,
            };
            if told.contains(&sample.ifd) {
                continue;
            }
            told.push(sample.ifd);
            let path = facts.file.path(sample.ifd);
            let finding = Finding::new(At::ifd(path)).with("ifd", path).with("photometric", photometric.name.unwrap_or("another"));
            found.push(finding.with("stream", stream).with("code", code).at_most(grade_false(facts, sample.ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || jpeg(2), near_miss: || jpeg(6) },
};

#[cfg(test)]
fn jpeg(photometric: u64) -> Sample {
    let mut stream = vec![0xff, 0xd8, 0xff, 0xee, 0, 14, b'A', b'd', b'o', b'b', b'e', 0, 0, 0, 0, 0, 0, 1];
    stream.extend([0xff, 0xc0, 0, 17, 8, 1, 0, 1, 0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xd9]);
    let page = Page { compression: 7, photometric, stored: Some(stream), ..Page::new(256, 256).rgb() };
    let page = Page { photometric, ..page };
    file(&page, &Ome::new(&page)).into()
}
