use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/encoding",
    title: "The text of the OME-XML is not valid: {what}",
    why: "OME-XML must be UTF-8 and end with one NUL. Viewers replace what is not UTF-8, which breaks names and units such as µm; with a second NUL at the end it is not XML any more, and the file does not open.",
    fix: Fix {
        text: "Write the XML again as UTF-8.",
        command: "python3 -c \"import sys, tifffile as t; f = sys.argv[1]; x = t.TiffFile(f).pages[0].tags[270].value; t.tiffcomment(f, x.strip('\\\\0\\\\ufeff').encode())\" {file}",
    },
    affects: &[says(Viv, Fails, "ZodError: Image.0: Required"), affects(OmeSpec, Wrong)],
    evidence: &["OME-TIFF specification: UTF-8", "@vivjs/loaders 0.21.0 parseXML: one NUL is taken off", "geotiff 2.1.3: TextDecoder('utf-8')"],
    run: |facts, found| {
        let Some(description) = facts.description.as_ref().filter(|_| facts.file.document().is_some()) else { return };
        let at = At { byte: facts.file.survey(0).and_then(|survey| survey.description).map(|span| span.at), ..At::ifd("0") };
        if description.nuls > 1 {
            let what = format!("it is followed by {} NULs instead of one", description.nuls);
            found.push(Finding::new(at.clone()).with("what", what));
        }
        let text = description.text.trim_start_matches('\u{feff}');
        if text.starts_with(char::is_whitespace) && text.trim_start().starts_with("<?xml") {
            found.push(Finding::new(at.clone()).with("what", "there is white space before the XML declaration"));
        }
        if let Some(byte) = description.not_utf8_at {
            let what = format!("it is not UTF-8 from byte {byte} on");
            found.push(Finding::new(at.clone()).with("what", what).at_most(Note).saying(""));
        }
        if description.byte_order_mark {
            let what = "it begins with a byte order mark";
            found.push(Finding::new(at).with("what", what).at_most(Note).saying(""));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || nuls(2), near_miss: || nuls(1) },
};

#[cfg(test)]
fn nuls(count: usize) -> Sample {
    let page = Page::new(256, 256);
    let mut text = Ome::new(&page).xml().into_bytes();
    // One is written with every description.
    text.resize(text.len() + count - 1, 0);
    Tiff::new([page.describe(text)]).into()
}
