use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "file/truncated",
    title: "Tiles or strips of IFD {ifd} lie beyond the end of the file: {tiles} of {count}",
    why: "The file ends before its pixels do, because it was not copied or written completely. Viewers show the missing tiles black or not at all.",
    fix: Fix {
        text: "Copy or download the file again and compare its size with the original. If the original is just as short, write it again from its source.",
        command: "",
    },
    affects: &[
        says(Geotiff, Fails, "RangeError: Offset is outside the bounds of the DataView"),
        affects(OmeSpec, Wrong),
    ],
    evidence: &["TIFF 6.0 section 3, StripOffsets and StripByteCounts", "geotiff 2.1.3 src/source/blockedsource.js readSliceData: what is past the end stays zero"],
    run: |facts, found| {
        for (ifd, table) in facts.file.tables.iter().filter(|(_, table)| table.past_end > 0) {
            let Some((tile, block)) = table.first_past_end else { continue };
            let at = At { tile: Some(tile), ..At::byte(facts.file.path(*ifd), block.at) };
            let finding = Finding::new(at).with("ifd", facts.file.path(*ifd)).with("tiles", table.past_end).with("count", table.count);
            // What is not compressed is filled with zeros; a compressed stream cannot be decoded.
            let raw = facts.file.kind(*ifd).is_some_and(|kind| kind.storage.ifd.compression.code == 1);
            found.push(if raw { finding.at_most(grade_false(facts, *ifd)).saying("") } else { finding.at_most(grade(facts, *ifd)) });
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(300, 300).tag(Tag(325, 4, vec![131_072, 131_072, 131_072, 13_107_200]));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || good().into(),
    },
};
