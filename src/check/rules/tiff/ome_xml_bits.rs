use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/bits",
    title: "OME-XML and TIFF disagree about the pixel values: {what}",
    why: "BigEndian and SignificantBits should match the TIFF. Web viewers ignore them; other programs scale values or swap bytes because of them.",
    fix: Fix { text: "Correct the attribute in OME-XML.", command: EDIT_XML },
    affects: &[affects(OmeSpec, Wrong)],
    evidence: &["OME data model 2016-06: Pixels BigEndian, SignificantBits"],
    run: |facts, found| {
        for (index, image) in facts.file.images() {
            let (Some(pixels), Some(header)) = (&image.pixels, facts.file.header) else { continue };
            let at = |name: &str| At::xml(format!("Image[{index}]/Pixels/@{name}"), pixels.element.line, pixels.element.column);
            let big = header.endian == crate::bytes::Endian::Big;
            let says_big = pixels.element.attribute("BigEndian").map(|value| value == "true");
            if says_big.is_some_and(|says| says != big) {
                let order = if big { "big" } else { "little" };
                let what = format!("BigEndian is \"{}\", but the file is {order}-endian", !big);
                found.push(Finding::new(at("BigEndian")).with("what", what).at_most(Note));
            }
            let bits = facts.file.kind(0).and_then(|kind| kind.storage.ifd.bits_per_sample.first().copied());
            let significant = pixels.element.attribute("SignificantBits").and_then(|bits| bits.parse::<u64>().ok());
            if let Some((significant, bits)) = significant.zip(bits).filter(|(significant, bits)| significant > bits) {
                let what = format!("SignificantBits is {significant}, but samples have {bits} bits");
                found.push(Finding::new(at("SignificantBits")).with("what", what));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || significant("17"), near_miss: || significant("16") },
};

#[cfg(test)]
fn significant(bits: &str) -> Sample {
    let page = Page::new(256, 256);
    file(&page, &Ome::new(&page).attribute("SignificantBits", bits)).into()
}
