use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/ifd8",
    title: "SubIFDs of IFD {ifd} have field type {field_type}",
    why: "Xenium and others write SubIFDs as IFD8 (18) or LONG8 (16). Viv reads them; some other readers (async-tiff) do not.",
    fix: Fix { text: "The viewers checked here need no change.", command: "" },
    affects: &[affects(Viv, Note)],
    evidence: &["BigTIFF: IFD8 is an offset of an IFD", "virtual-tiff issue 107"],
    run: |facts, found| {
        if let Some(field_type) = facts.file.kind(0).and_then(|kind| kind.sub_ifds_type).filter(|kind| matches!(kind, 16 | 18)) {
            found.push(Finding::new(At::ifd("0")).with("ifd", "0").with("field_type", u64::from(field_type)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(256, 256).tag(Tag(330, 18, vec![8]));
            Tiff { big: true, ..file(&page, &Ome::new(&page)) }.into()
        },
        near_miss: || good().into(),
    },
};
