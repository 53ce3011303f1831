use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "tiles/size",
    title: "Tiles of IFD {ifd} are {width} x {height} pixels: {what}",
    why: "Viv asks for square tiles whose side is a power of two, at most the smaller side of the tiles in the file ({tile_size} pixels here), and the same for all levels. If the file has tiles of another size, each request touches several of them, and each of those is read and decoded again. Very small tiles mean very many requests, very large ones a late first picture.",
    fix: Fix { text: "Write the image with tiles of 512 x 512 pixels.", command: "{rewrite}" },
    affects: &[affects(Viv, Slow).with_any_loader(), affects(OmeSpec, Wrong)],
    evidence: &["@vivjs/loaders 0.21.0 getTiffTileSize and TiffPixelSource.getTile", "TIFF 6.0 section 15: TileWidth and TileLength must be multiples of 16"],
    run: |facts, found| {
        let mut told = Vec::new();
        for (ifd, survey) in facts.file.read_ifds() {
            let Some(crate::tiff::Layout::Tiles { width, height, .. }) = survey.kind.storage.ifd.layout else { continue };
            let Some(what) = what(facts, ifd, width, height) else { continue };
            if facts.use_of(ifd) == Use::Never || told.contains(&(width, height)) {
                continue;
            }
            told.push((width, height));
            let path = facts.file.path(ifd);
            let finding = Finding::new(At::ifd(path)).with("ifd", path).with("width", width).with("height", height);
            let odd = !width.is_multiple_of(16) || !height.is_multiple_of(16);
            let finding = finding.with("what", what).with("tile_size", tile_size(&facts.file, ifd).unwrap_or(1));
            found.push(finding.at_most(if odd { Wrong } else { Slow }));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { tile: 240, ..Page::new(600, 600) };
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || {
            let page = Page { tile: 256, ..Page::new(600, 600) };
            file(&page, &Ome::new(&page)).into()
        },
    },
};

fn what(facts: &TiffFacts, ifd: usize, width: u64, height: u64) -> Option<&'static str> {
    let (image_width, image_height) = facts.file.size_of(ifd)?;
    // An image that fits into one tile is read at once, whatever the tile is.
    let one = image_width <= width && image_height <= height;
    let small = image_width.max(image_height) <= 512;
    match (width.min(height), width.max(height)) {
        _ if !width.is_multiple_of(16) || !height.is_multiple_of(16) => Some("not a multiple of 16"),
        _ if one => None,
        (least, most) if least != most => Some("not square"),
        (side, _) if !side.is_power_of_two() => Some("not a power of two"),
        (side, _) if side < 128 && !small => Some("very small"),
        (side, _) if side > 2048 => Some("very large"),
        _ => None,
    }
}
