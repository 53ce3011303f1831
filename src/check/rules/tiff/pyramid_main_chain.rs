use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/main-chain",
    title: "The lower resolutions ({reduced} of them) are IFDs of the main chain, not SubIFDs",
    why: "Older writers keep the pyramid in the main chain. Viv stopped supporting that in version 0.16: it treats the number of an IFD as a position in the file and fails, or counts the levels as planes; if there are no other images it sees no pyramid at all.",
    fix: Fix {
        text: "Write the pyramid into SubIFDs.",
        command: "{rewrite}",
    },
    affects: &[affects(Viv, Slow), affects(OmeSpec, Wrong)],
    evidence: &["viv pull request 748 (0.16.0)", "OME-TIFF specification: sub-resolutions must not be in the main chain"],
    run: |facts, found| {
        let reduced = |ifd: usize| facts.file.kind(ifd).is_some_and(|kind| kind.storage.ifd.new_subfile_type & 1 == 1);
        let count = (0..facts.file.main).filter(|ifd| reduced(*ifd)).count();
        if count > 0 && facts.file.survey(0).is_some_and(|survey| survey.sub_ifd_count == 0) {
            found.push(Finding::new(At::default()).with("reduced", count));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(512, 512);
            let mut tiff = file(&page, &Ome::new(&page));
            tiff.pages.push(Page::new(256, 256).tag(Tag(254, 4, vec![1])));
            tiff.into()
        },
        near_miss: || good().into(),
    },
};
