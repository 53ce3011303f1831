use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/type",
    title: "IFD {ifd} has samples of {bits} bits of {format}, which viewers cannot read",
    why: "geotiff.js reads unsigned integers of up to 32 bits (but not of 24), signed ones of 8, 16 and 32, and floats of 16, 32 and 64 bits. Graphics cards have no texture for anything else.",
    fix: Fix {
        text: "Write the pixels as uint8, uint16, uint32 or float32.",
        command: "python3 -c \"import sys, tifffile as t; a = t.imread(sys.argv[1]); t.imwrite(sys.argv[2], a.astype('float32'), ome=True, tile=(256, 256), compression='zlib')\" {file} {out}",
    },
    affects: &[says(Geotiff, Fails, "Unsupported data format/bitsPerSample"), affects(OmeSpec, Wrong)],
    evidence: &["geotiff 2.1.3 src/geotiffimage.js arrayForType", "OME data model: Pixels Type"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let says = &survey.kind.storage.ifd;
            let bits = says.bits_per_sample.iter().copied().max().unwrap_or(1);
            let format = says.sample_format.first().copied().unwrap_or(1);
            let readable = match format {
                1 => bits <= 32 && bits != 24,
                2 => matches!(bits, 8 | 16 | 32),
                3 => matches!(bits, 16 | 32 | 64),
                _ => false,
            };
            if readable {
                continue;
            }
            let path = facts.file.path(ifd);
            let finding = Finding::new(At::ifd(path)).with("ifd", path).with("bits", bits).with("format", format_name(format));
            // It takes three bytes for each and reads four.
            let finding = if (format, bits) == (1, 24) { finding.saying("RangeError: Offset is outside the bounds of the DataView") } else { finding };
            found.push(finding.at_most(grade(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { bits: 64, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { bits: 64, format: 3, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
    },
};

fn format_name(format: u64) -> &'static str {
    match format {
        1 => "unsigned integers",
        2 => "signed integers",
        3 => "floating point",
        4 => "no defined format",
        5 | 6 => "complex numbers",
        _ => "an unknown format",
    }
}
