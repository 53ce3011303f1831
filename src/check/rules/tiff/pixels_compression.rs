use super::*;

/// What geotiff.js 2 has decoders for; WebP only in browsers, which is where viewers are.
const KNOWN: &[u64] = &[1, 5, 7, 8, 32946, 32773, 34887, 50001];

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/compression",
    title: "IFD {ifd} is compressed with {name} (code {code}), which viewers cannot decode",
    why: "geotiff.js 2 decodes PackBits, LZW, Deflate, JPEG, LERC, WebP and uncompressed data. With any other compression the image opens but all its tiles stay blank; the reason appears in the browser's console only.",
    fix: Fix { text: "Write the image with zlib (Deflate) compression.", command: "{rewrite}" },
    affects: &[says(Geotiff, Fails, "Unknown compression method identifier: {code}"), affects(OmeSpec, Note)],
    evidence: &["geotiff 2.1.3 src/compression/index.js", "vitessce data troubleshooting: OME-TIFF compression", "viv issues 774 and 186 (JPEG 2000)"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let compression = survey.kind.storage.ifd.compression;
            if KNOWN.contains(&compression.code) {
                continue;
            }
            let path = facts.file.path(ifd);
            let name = compression.name.unwrap_or("an unknown method");
            let mut finding = Finding::new(At::ifd(path)).with("ifd", path).with("name", name).with("code", compression.code.to_string());
            if compression.code == 6 {
                finding = finding.saying("old style JPEG compression is not supported.");
            }
            if compression.code == 50_000 {
                finding = finding.only(Only::Geotiff(|geotiff| !geotiff.zstd));
            }
            found.push(finding.at_most(grade(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { compression: 50_000, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { compression: 32_946, ..Page::new(256, 256) };
            file(&page, &Ome::new(&page)).into()
        },
    },
};
