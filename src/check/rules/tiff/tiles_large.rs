use super::*;

const MOST: u64 = 2 << 20;

pub(super) const RULE: TiffRule = Rule {
    id: "tiles/large",
    title: "Tiles of IFD {ifd} take up to {bytes} bytes each",
    why: "Every visible tile is one read of this size, and geotiff.js decodes it on the main thread, so panning and zooming stutter.",
    fix: Fix { text: "Write the image with tiles of 512 x 512 pixels and a compression such as zlib.", command: "{rewrite}" },
    affects: &[affects(Viv, Slow).with_any_loader()],
    evidence: &["measured: 2 MB take 0.2 s at 100 Mbit/s, and geotiff.js inflates about 100 MB/s"],
    run: |facts, found| {
        let worst = facts.file.tables.iter().filter(|(ifd, _)| facts.use_of(**ifd) > Use::Never).max_by_key(|(_, table)| table.largest);
        if let Some((ifd, table)) = worst.filter(|(_, table)| table.largest > MOST) {
            let path = facts.file.path(*ifd);
            found.push(Finding::new(At::ifd(path)).with("ifd", path).with("bytes", table.largest));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { tile: 1040, ..Page::new(1040, 1040) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { tile: 1024, ..Page::new(1024, 1024) };
            file(&page, &Ome::new(&page)).into()
        },
    },
};
