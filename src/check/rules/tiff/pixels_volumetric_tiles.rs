use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/volumetric-tiles",
    title: "IFD {ifd} stores {depth} slices of a volume in its tiles, of which viewers show the first only",
    why: "The tags ImageDepth and TileDepth say that a tile is a box of several slices. Viewers and most other programs do not know these tags: they take the first slice for the whole image.",
    fix: Fix {
        text: "Write each slice as a plane of its own (with tifffile: tiles of two sides, as in `tile=(256, 256)`).",
        command: "python3 -c \"import sys, tifffile as t; s = t.TiffFile(sys.argv[1]).series[0]; t.imwrite(sys.argv[2], s.asarray(), ome=True, metadata={'axes': s.axes}, photometric=s.keyframe.photometric, tile=(256, 256), compression='zlib')\" {file} {out}",
    },
    affects: &[affects(Geotiff, Wrong)],
    evidence: &["SGI's tags 32997 ImageDepth and 32998 TileDepth", "geotiff 2.1.3: readRasters of a file of tifffile with volumetric=True gives the first slice"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds().filter(|(_, survey)| survey.kind.storage.depth > 1) {
            let path = facts.file.path(ifd);
            let depth = survey.kind.storage.depth;
            found.push(Finding::new(At::ifd(path)).with("ifd", path).with("depth", depth).at_most(grade_false(facts, ifd)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page { stored: Some(vec![0; 4 * 2 * 256 * 256]), ..Page::new(256, 256) };
            let page = page.tag(Tag(32997, 4, vec![4])).tag(Tag(32998, 4, vec![4]));
            file(&page, &Ome { z: 4, ..Ome::new(&page) }).into()
        },
        near_miss: || {
            let page = Page::new(256, 256).tag(Tag(32997, 4, vec![1]));
            file(&page, &Ome::new(&page)).into()
        },
    },
};
