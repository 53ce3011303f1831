use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "file/not-tiff",
    title: "This is not a TIFF: {what}",
    why: "A TIFF begins with its byte order, `II` or `MM`, and the number 42 (43 in a BigTIFF). Viewers read that first and give up.",
    fix: Fix {
        text: "Download or export the file again, or find out what it really is: a web page or an error message that was saved instead, a compressed copy, or another format under a wrong name; the program `file` tells.",
        command: "",
    },
    affects: &[
        says(Geotiff, Fails, "TypeError: Invalid byte order value."),
        says(Avivator, Fails, GENERIC),
        affects(OmeSpec, Fails),
    ],
    evidence: &["TIFF 6.0 section 2, Image File Header", "geotiff 2.1.3 src/geotiff.js GeoTIFF.fromSource"],
    run: |facts, found| {
        let Some(error) = &facts.not_tiff else { return };
        let mut finding = Finding::new(At { byte: error.byte, ..At::default() }).with("what", error.what.strip_prefix("not a TIFF: ").unwrap_or(&error.what));
        if error.what.contains("TIFF version") {
            finding = finding.saying("TypeError: Invalid magic number.");
        }
        found.push(finding);
    },
    #[cfg(test)]
    examples: Examples { triggers: || b"<!DOCTYPE html><html>".to_vec().into(), near_miss: || good().into() },
};
