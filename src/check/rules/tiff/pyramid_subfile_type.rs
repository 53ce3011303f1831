use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/subfile-type",
    title: "SubIFD {ifd} is not marked as a reduced resolution (bit 0 of NewSubfileType is not set)",
    why: "The OME-TIFF specification asks for the mark. Web viewers ignore it; other readers may treat the levels as separate images.",
    fix: Fix { text: "Viewers need no change. Writing the pyramid again sets the mark.", command: "" },
    affects: &[affects(OmeSpec, Note)],
    evidence: &["OME-TIFF specification, sub-resolutions: NewSubfileType bit 0 should be set"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds().filter(|(ifd, _)| facts.file.ifds.get(*ifd).is_some_and(|ifd| ifd.parent.is_some())) {
            if survey.kind.storage.ifd.new_subfile_type & 1 == 0 {
                let path = facts.file.path(ifd);
                found.push(Finding::new(At::ifd(path)).with("ifd", path));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { subs: vec![Page::new(256, 256)], ..Page::new(512, 512) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || good().into(),
    },
};
