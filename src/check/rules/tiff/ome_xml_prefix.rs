use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/prefix",
    title: "The elements of the OME-XML have the namespace prefix {prefix}",
    why: "Viv looks for elements by their names exactly as written, so it does not find an Image that is called {prefix}:Image.",
    fix: Fix {
        text: "Write the XML without a prefix.",
        command: "python3 -c \"import re, sys, tifffile as t; f, p = sys.argv[1:]; x = re.sub('(</?)' + p + ':', r'\\\\1', t.tiffcomment(f)).replace('xmlns:' + p + '=', 'xmlns='); t.tiffcomment(f, x.encode())\" {file} {prefix}",
    },
    affects: &[says(Viv, Fails, "ZodError: Image.0: Required"), says(Avivator, Fails, GENERIC)],
    evidence: &["@vivjs/loaders 0.21.0 xmlToJson: childNode.nodeName"],
    run: |facts, found| {
        let Some(document) = facts.file.document() else { return };
        if let Some(prefix) = &document.prefix {
            let at = At::xml("OME", document.root.line, document.root.column);
            found.push(Finding::new(at).with("prefix", prefix.as_str()));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256);
            let xml = Ome::new(&page).xml().replace("</", "\u{1}").replace("<?", "\u{2}").replace('<', "<ome:");
            let xml = xml.replace('\u{1}', "</ome:").replace('\u{2}', "<?").replace("xmlns=", "xmlns:ome=");
            Tiff::new([page.describe(xml)]).into()
        },
        near_miss: || good().into(),
    },
};
