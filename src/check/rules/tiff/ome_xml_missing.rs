use super::*;
use crate::ome::NotOme;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/missing",
    title: "The first IFD has no OME-XML: {what}",
    why: "Viewers of OME-TIFF read sizes, channels and pixel size from the OME-XML in ImageDescription of the first IFD. Without it they stop.",
    fix: Fix { text: "Write the image as OME-TIFF; Bio-Formats' bfconvert and bioformats2raw read almost any format.", command: "{rewrite}" },
    affects: &[
        says(Viv, Fails, "ZodError: Image.0: Required"),
        says(Avivator, Fails, GENERIC),
        affects(OmeSpec, Fails),
    ],
    evidence: &["OME-TIFF specification: the OME-XML is in ImageDescription of the first IFD", "@vivjs/loaders 0.21.0 fromString"],
    run: |facts, found| {
        if facts.file.header.is_none() || facts.file.main == 0 {
            return;
        }
        let Some(kind) = facts.file.kind(0) else { return };
        let absent = "TypeError: Cannot read properties of undefined (reading 'replace')";
        let at = At { ifd: Some("0".to_owned()), ..At::default() };
        let (what, at, says) = match (&facts.file.ome, kind.description_type) {
            (_, None) => ("ImageDescription is missing".to_owned(), at, Some(absent)),
            (Some(Err(NotOme::NotXml)), _) => {
                let text = facts.description.as_ref().map_or("", |description| description.text.as_str());
                let start: String = text.chars().take(40).collect();
                (format!("ImageDescription begins with \"{start}\""), at, None)
            }
            (Some(Err(NotOme::Malformed(what, line, column))), _) => {
                (format!("it is not well-formed ({what})"), At { line: Some((*line, *column)), ..at }, None)
            }
            (Some(Err(NotOme::Root(root, _))), _) => (format!("its root element is {root}"), at, None),
            (_, Some(2)) => return,
            (_, Some(_)) => ("ImageDescription is not text (its field type is not ASCII)".to_owned(), at, Some("TypeError: xmlString.replace is not a function")),
        };
        let finding = Finding::new(at).with("what", what);
        found.push(match says {
            Some(says) => finding.saying(says),
            None => finding,
        });
    },
    #[cfg(test)]
    examples: Examples { triggers: || Tiff::new([Page::new(256, 256).describe("ImageJ=1.53t")]).into(), near_miss: || good().into() },
};
