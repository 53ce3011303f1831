use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "tiles/table-short",
    title: "IFD {ifd} lists too few tiles or strips: {count} instead of {needed}",
    why: "Viewers do not find the others and show nothing there.",
    fix: Fix { text: "Write the file again.", command: "" },
    affects: &[affects(Geotiff, Wrong), affects(OmeSpec, Wrong)],
    evidence: &["TIFF 6.0 section 15: the number of TileOffsets is TilesPerImage", "geotiff 2.1.3 src/geotiffimage.js getTileOrStrip"],
    run: |facts, found| {
        for (ifd, survey) in facts.file.read_ifds() {
            let (Some((width, height)), Some((across, down))) = (facts.file.size_of(ifd), block_size(&facts.file, ifd)) else { continue };
            let Some(table) = survey.offsets.filter(|_| across > 0 && down > 0) else { continue };
            let says = &survey.kind.storage.ifd;
            let planes = if says.planar_configuration == 2 { says.samples_per_pixel } else { 1 };
            let needed = width.div_ceil(across).saturating_mul(height.div_ceil(down)).saturating_mul(planes);
            let count = survey.byte_counts.map_or(table.count, |counts| counts.count.min(table.count));
            if count < needed {
                let path = facts.file.path(ifd);
                let finding = Finding::new(At::byte(path, survey.offset)).with("ifd", path).with("count", count);
                found.push(finding.with("needed", needed).at_most(grade_false(facts, ifd)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let page = Page::new(512, 512).tag(Tag(324, 4, vec![8, 8, 8]));
            file(&page, &Ome::new(&page)).into()
        },
        near_miss: || good().into(),
    },
};
