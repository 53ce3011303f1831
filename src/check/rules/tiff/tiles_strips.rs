use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "tiles/strips",
    title: "IFD {ifd} of {width} x {height} pixels has strips instead of tiles (rows per strip: {rows})",
    why: "Viewers read the tiles that are visible. Without tiles Viv uses the rows of a strip as the side of its tiles ({tile_size} pixels here) and reads whole strips for each of them, which is slow; the Vitessce documentation asks for tiled images.",
    fix: Fix { text: "Write the image with tiles of 512 x 512 pixels, and with lower resolutions.", command: "{rewrite}" },
    affects: &[affects(Viv, Slow).with_any_loader(), affects(OmeSpec, Note)],
    evidence: &["@vivjs/loaders 0.21.0 getTiffTileSize", "OME-TIFF specification: the largest resolution should be tiled", "vitessce data troubleshooting: multi-resolution and tiled form"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let Some((width, height)) = facts.file.size_of(ifd) else { continue };
            let Some(crate::tiff::Layout::Strips { rows_per_strip, .. }) = survey.kind.storage.ifd.layout else { continue };
            // A small image in one strip is one tile.
            let whole = rows_per_strip >= height && width.max(height) <= 1024;
            if whole || facts.use_of(ifd) == Use::Never {
                continue;
            }
            let tile_size = tile_size(&facts.file, ifd).unwrap_or(1);
            let path = facts.file.path(ifd);
            let finding = Finding::new(At::ifd(path)).with("ifd", path).with("width", width).with("height", height);
            let small = width.max(height) <= 512 && tile_size >= 64;
            let effect = if small { Note } else { Slow };
            found.push(finding.with("rows", rows_per_strip).with("tile_size", tile_size).at_most(effect));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { tile: -1, ..Page::new(600, 600) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { tile: -600, ..Page::new(600, 600) };
            file(&page, &Ome::new(&page)).into()
        },
    },
};
