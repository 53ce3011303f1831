use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "tiles/sparse",
    title: "Tiles of IFD {ifd} are not stored (0 bytes): {tiles} of {count}",
    why: "GDAL and others leave out empty tiles. geotiff.js 2 cannot read them over HTTP: it asks for a block that it has not fetched, and the tile stays blank with an error in the console.",
    fix: Fix { text: "Write the file with all tiles; an empty tile takes only a few bytes when it is compressed.", command: "{rewrite}" },
    affects: &[says(Geotiff, Fails, "TypeError: Cannot read properties of undefined (reading 'offset')"), affects(OmeSpec, Note)],
    evidence: &["geotiff 2.1.3 src/source/blockedsource.js: no block is fetched for a range of 0 bytes, and one is looked up", "GDAL: SPARSE_OK"],
    run: |facts, found| {
        for (ifd, table) in facts.file.tables.iter().filter(|(_, table)| table.sparse > 0) {
            let path = facts.file.path(*ifd);
            let finding = Finding::new(At::ifd(path)).with("ifd", path).with("tiles", table.sparse).with("count", table.count);
            found.push(finding.at_most(grade(facts, *ifd)).times(table.sparse));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { sparse: vec![1], ..Page::new(512, 512) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || good().into(),
    },
};
