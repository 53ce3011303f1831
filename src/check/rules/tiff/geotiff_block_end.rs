use super::*;

const BLOCK: u64 = 65_536;

pub(super) const RULE: TiffRule = Rule {
    id: "geotiff/block-end",
    title: "Some reads end exactly at the end of a 64 KiB block: {what}",
    why: "geotiff.js 2 reads over HTTP in blocks of 65,536 bytes. For a range that ends exactly where a block ends it expects one block too many; that block is not there, and the read fails. Only the position in the file decides. Files that are dropped on a page are not read in blocks and are not affected.",
    fix: Fix {
        text: "Write the file again, which moves everything. In a compressed file this happens by chance about once in 65,536 tiles; uncompressed tiles whose size is a power of two may all be affected if they start at a round position.",
        command: "{rewrite}",
    },
    affects: &[says(Geotiff, Fails, "TypeError: Cannot read properties of undefined (reading 'offset')").only(Only::Geotiff(|geotiff| geotiff.one_block_too_many))],
    evidence: &["geotiff 2.1.3 src/source/blockedsource.js readSliceData: blockIdHigh is of the byte behind the range", "viv issue 749, geotiff.js pull request 394"],
    run: |facts, found| {
        structure(facts, found);
        tiles(facts, found);
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            // 256 x 256 pixels of 16 bits are two blocks; the first tile starts behind 8 bytes and a gap.
            let page = Page::new(512, 256);
            Tiff { gap: BLOCK - 8, ..file(&page, &Ome::new(&page)) }.into()
        },
        near_miss: || {
            let page = Page::new(512, 256);
            Tiff { gap: BLOCK - 6, ..file(&page, &Ome::new(&page)) }.into()
        },
    },
};

/// Whether a read of geotiff.js fails: ranges are cut at the end of the file.
fn fails(facts: &TiffFacts, at: u64, len: u64) -> bool {
    let end = at.saturating_add(len);
    let end = facts.file.size.map_or(end, |size| end.min(size));
    end > at && end.is_multiple_of(BLOCK)
}

/// The reads of an IFD: a piece of fixed length, all of it where that is longer, then each tag's values that are not in it.
fn structure(facts: &TiffFacts, found: &mut Findings) {
    let Some(header) = facts.file.header else { return };
    let piece = if header.big { 4048 } else { 1024 };
    for (ifd, survey) in facts.file.read_ifds() {
        let whole = survey.entries.saturating_mul(header.entry_len()).saturating_add(if header.big { 16 } else { 6 });
        let (read, len) = if whole > piece { (whole, whole) } else { (piece, piece) };
        let end = survey.offset.saturating_add(len);
        let first = [piece, read].into_iter().find(|len| fails(facts, survey.offset, *len));
        let inside = |at: u64, len: u64| at >= survey.offset && at.saturating_add(len) <= end;
        let values = survey.externals.iter().find(|values| !inside(values.at, values.len) && fails(facts, values.at, values.len));
        let (what, byte) = match (first, values) {
            (Some(_), _) => (format!("IFD {} at byte {} cannot be read over HTTP", facts.file.path(ifd), survey.offset), survey.offset),
            (None, Some(values)) => {
                let (path, tag, at) = (facts.file.path(ifd), values.tag, values.at);
                (format!("IFD {path} cannot be read over HTTP: the values of tag {tag} at byte {at} end exactly at the end of a 64 KiB block"), at)
            }
            (None, None) => continue,
        };
        let at = At::byte(facts.file.path(ifd), byte);
        found.push(Finding::new(at).with("what", what).at_most(grade_parse(facts, ifd)));
    }
}

fn tiles(facts: &TiffFacts, found: &mut Findings) {
    for (ifd, table) in facts.file.tables.iter().filter(|(_, table)| table.at_block_end > 0) {
        let Some((tile, block)) = table.first_at_block_end else { continue };
        let (path, dead, count) = (facts.file.path(*ifd), table.at_block_end, table.count);
        let what = format!("{dead} of {count} tiles of IFD {path} cannot be read over HTTP");
        let at = At { tile: Some(tile), ..At::byte(path, block.at) };
        // One tile that cannot be read takes the whole plane with it where viewers read it at once.
        found.push(Finding::new(at).with("what", what).at_most(grade(facts, *ifd)).times(dead));
    }
}
