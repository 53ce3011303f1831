use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/uneven",
    title: "IFD {ifd} has another number of lower resolutions than the first one: {own} instead of {first}",
    why: "Viv counts the levels of the first IFD and expects them for every plane. A plane without them fails when you zoom out, and at the start if it is among the first channels.",
    fix: Fix { text: "Write the pyramid again for all planes.", command: "" },
    affects: &[says(Viv, Fails, "RangeError: Invalid field type: 0"), affects(OmeSpec, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 resolveMetadata and createOmeImageIndexerFromResolver", "OME-TIFF specification: every plane has its own SubIFDs"],
    run: |facts, found| {
        let Some(first) = facts.file.survey(0).map(|survey| survey.sub_ifd_count).filter(|count| *count > 0) else { return };
        for (ifd, survey) in facts.file.read_ifds().take_while(|(ifd, _)| *ifd < facts.file.main) {
            if survey.sub_ifd_count >= first || facts.use_of(ifd) == Use::Never {
                continue;
            }
            let path = facts.file.path(ifd);
            let finding = Finding::new(At::byte(path, survey.offset)).with("ifd", path);
            let finding = finding.with("own", survey.sub_ifd_count).with("first", first);
            let other = facts.use_of(ifd) == Use::Other;
            let grade = grade_plane(facts, |plane| plane == crate::bytes::len64(ifd));
            found.push(finding.at_most(if other { OTHER_IMAGE } else { grade }));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut tiff = good();
            tiff.pages[1].subs.clear();
            tiff.into()
        },
        near_miss: || good().into(),
    },
};
