use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ome-xml/schema",
    title: "The OME-XML follows the schema {schema}, not 2016-06",
    why: "Viewers read the names of 2016-06. Most have been the same since 2012; before that, Pixels had a PixelType and channels were described as LogicalChannel, which viewers do not find.",
    fix: Fix { text: "Write the file again with Bio-Formats, which brings OME-XML up to date.", command: "" },
    affects: &[affects(OmeSpec, Note), affects(Viv, Note)],
    evidence: &["OME data model: schema 2016-06"],
    run: |facts, found| {
        let Some(document) = facts.file.document() else { return };
        let schema = document.namespace.as_deref().map_or("without a namespace", |name| name.rsplit('/').next().unwrap_or(name));
        if schema != "2016-06" {
            found.push(Finding::new(At::xml("OME", document.root.line, document.root.column)).with("schema", schema));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256);
            let xml = Ome::new(&page).xml().replace("2016-06", "2013-06");
            Tiff::new([page.describe(xml)]).into()
        },
        near_miss: || good().into(),
    },
};
