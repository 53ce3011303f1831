use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/rgb-samples",
    title: "The image is interleaved with {samples} samples of {bits} bits, but viewers show interleaved images only with 3 or 4 samples of 8 bits",
    why: "Viv turns an interleaved image into a texture of red, green, blue and alpha with 8 bits each. Samples of 16 bits are refused while it draws; other numbers of samples are mixed up.",
    fix: Fix {
        text: "Write each channel as its own plane (viewers then colour them one by one), or write the image with 8 bits per sample.",
        command: "python3 -c \"import sys, tifffile as t; s = t.TiffFile(sys.argv[1]).series[0]; a = s.asarray(); a = a if s.axes == 'SYX' else a.transpose(2, 0, 1); t.imwrite(sys.argv[2], a, ome=True, metadata={'axes': 'CYX'}, photometric='minisblack', tile=(256, 256), compression='zlib')\" {file} {out}",
    },
    affects: &[says(Viv, Fails, "Expected Uint8Array")],
    evidence: &["@vivjs/layers 0.21.0 addAlpha", "@vivjs/loaders 0.21.0 extractAxesFromPixels: _c is 3"],
    run: |facts, found| {
        let images = facts.viv_images();
        let Some(image) = images.first().filter(|image| image.interleaved) else { return };
        let Some(ifd) = first_of(facts, image) else { return };
        let Some(says) = facts.file.kind(ifd).map(|kind| &kind.storage.ifd) else { return };
        let (samples, bits) = (says.samples_per_pixel, says.bits_per_sample.iter().copied().max().unwrap_or(1));
        let format = says.sample_format.first().copied().unwrap_or(1);
        if matches!(samples, 3 | 4) && bits <= 8 && format == 1 {
            return;
        }
        let finding = Finding::new(At::ifd(facts.file.path(ifd))).with("samples", samples).with("bits", bits);
        found.push(if samples == 3 { finding } else { finding.at_most(Wrong).saying("") });
    },
    #[cfg(test)]
    examples: Examples { triggers: || deep(16), near_miss: || deep(8) },
};

#[cfg(test)]
fn deep(bits: u64) -> Sample {
    let page = Page { bits, ..Page::new(256, 256).rgb() };
    file(&page, &Ome::new(&page)).into()
}
