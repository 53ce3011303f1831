use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/photometric",
    title: "IFD {ifd} has PhotometricInterpretation {name} ({code}), which is not shown as intended",
    why: "{what} Viv shows grey images as BlackIsZero, and interleaved ones as RGB or YCbCr.",
    fix: Fix {
        text: "Write the image as BlackIsZero (grey) or RGB. In Vitessce the coordination type `photometricInterpretation` with the value 'RGB' or 'BlackIsZero' overrides what the file says.",
        command: "",
    },
    affects: &[says(Viv, Wrong, "Unsupported photometric interpretation or none provided.  No transformation will be done to image data").with_any_loader()],
    evidence: &["@vivjs/layers 0.21.0 getPhotometricInterpretationShader", "vitessce data troubleshooting: RGB vs. multiplex", "TIFF 6.0 section 8 and part 3"],
    run: |facts, found| {
        let Some(photometric) = facts.file.kind(0).map(|kind| kind.storage.ifd.photometric) else { return };
        let (code, name) = photometric.map_or((None, "nothing"), |p| (Some(p.code), p.name.unwrap_or("unknown")));
        let interleaved = facts.viv_images().first().is_some_and(|image| image.interleaved);
        let (what, effect) = match (code, interleaved) {
            // LinearRaw of one sample is grey, and shown as what it is.
            (Some(2 | 6), _) | (Some(1 | 34892) | None, false) => return,
            (Some(0 | 1), true) => (
                "If the file does not say RGB, Viv shows the first sample of an interleaved image as brightness.",
                Wrong,
            ),
            (Some(0), false) => ("Bright and dark are exchanged: Viv ignores WhiteIsZero in images that are not RGB and shows the values as they are stored.", Wrong),
            (Some(3), _) => ("The values are positions in a palette of colours. Viv shows them as brightness and does not read the palette.", Wrong),
            (None, true) => ("Without PhotometricInterpretation Viv assumes RGB.", Note),
            _ => ("Viv supports WhiteIsZero, BlackIsZero, RGB and YCbCr, and shows anything else without conversion.", Wrong),
        };
        let code_number = code;
        let code = code.map_or("absent".to_owned(), |code| code.to_string());
        let finding = Finding::new(At::ifd("0")).with("ifd", "0").with("name", name).with("code", code);
        let finding = finding.with("what", what).at_most(effect);
        found.push(if interleaved && !matches!(code_number, Some(0 | 1)) { finding } else { finding.saying("") });
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { photometric: 3, bits: 8, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { photometric: 6, ..Page::new(256, 256).rgb() };
            let page = Page { photometric: 6, ..page };
            file(&page, &Ome::new(&page)).into()
        },
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linear_raw_of_one_sample_is_grey() {
        let found = |page: Page| {
            let session = crate::check::testing::Sample::from(file(&page, &Ome::new(&page))).facts();
            let mut found = Findings::default();
            (RULE.run)(session.facts(), &mut found);
            found.count()
        };
        assert_eq!(found(Page { photometric: 34892, ..Page::new(256, 256) }), 0);
        assert_eq!(found(Page { photometric: 34892, ..Page::new(256, 256).rgb() }), 1);
    }
}
