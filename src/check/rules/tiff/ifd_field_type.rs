use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ifd/field-type",
    title: "Tag {tag} of IFD {ifd} has field type {field_type}, which TIFF does not define",
    why: "TIFF asks readers to skip entries of unknown types, but geotiff.js stops there: it can read neither this IFD nor those after it.",
    fix: Fix { text: "Write the file again; the tag is a private one and is left out then.", command: "{rewrite}" },
    affects: &[says(Geotiff, Fails, "RangeError: Invalid field type: {field_type}"), affects(OmeSpec, Note)],
    evidence: &["TIFF 6.0 section 2: readers should skip over fields containing an unexpected field type", "geotiff 2.1.3 src/geotiff.js getFieldTypeLength"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            if let Some((tag, field_type)) = survey.kind.unknown_types.first() {
                let finding = Finding::new(At::ifd(facts.file.path(ifd))).with("ifd", facts.file.path(ifd));
                let finding = finding.with("tag", u64::from(*tag)).with("field_type", u64::from(*field_type));
                found.push(finding.at_most(grade(facts, ifd)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(300, 300).tag(Tag(65_000, 77, vec![1]));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page::new(300, 300).tag(Tag(65_000, 13, vec![1]));
            file(&page, &Ome::new(&page)).into()
        },
    },
};
