use super::*;

const MOST: u64 = 1 << 32;

pub(super) const RULE: TiffRule = Rule {
    id: "file/classic-too-large",
    title: "The file has {size} bytes, but a classic TIFF can only address 4,294,967,296",
    why: "Byte positions in a classic TIFF have 32 bits. Everything written beyond 4 GiB has a wrong position, so viewers read something else there and show wrong pixels.",
    fix: Fix { text: "Write the file as BigTIFF (in tifffile: `bigtiff=True`).", command: "" },
    affects: &[affects(Geotiff, Wrong), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 section 2: offsets are 32-bit", "OME-TIFF specification: BigTIFF is recommended for files with sub-resolutions"],
    run: |facts, found| {
        let classic = facts.file.header.is_some_and(|header| !header.big);
        if let Some(size) = facts.file.size.filter(|size| classic && *size > MOST) {
            found.push(Finding::new(At::default()).with("size", size));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || Sample { claimed: Some(MOST + 2), ..good().into() }, near_miss: || Sample { claimed: Some(MOST), ..good().into() } },
};
