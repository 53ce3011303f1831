use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "ifd/order",
    title: "IFD {ifd} {what}",
    why: "TIFF requires the entries of an IFD to be in ascending order of their tags, and IFDs to start at even bytes. Today's viewers read the file all the same; stricter programs do not.",
    fix: Fix { text: "Viewers need no change. Writing the file again puts it in order.", command: "" },
    affects: &[affects(OmeSpec, Note), affects(Geotiff, Note)],
    evidence: &["TIFF 6.0 section 2: the entries in an IFD must be sorted in ascending order by Tag; IFDs must begin on a word boundary"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let odd = !survey.offset.is_multiple_of(2);
            let what = match survey.kind.unsorted {
                Some(tag) => format!("does not have its entries in the order of their tags (tag {tag} comes too late)"),
                None if odd => format!("starts at byte {}, which is odd", survey.offset),
                None => continue,
            };
            let at = At::byte(facts.file.path(ifd), survey.offset);
            found.push(Finding::new(at).with("ifd", facts.file.path(ifd)).with("what", what));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            // The first two entries of the only IFD change places.
            let page = Page::new(300, 300);
            let mut bytes = file(&page, &Ome::new(&page)).write();
            let ifd = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]) as usize + 2;
            let first: Vec<u8> = bytes[ifd..ifd + 12].to_vec();
            bytes.copy_within(ifd + 12..ifd + 24, ifd);
            bytes[ifd + 12..ifd + 24].copy_from_slice(&first);
            bytes.into()
        },
        near_miss: || good().into(),
    },
};
