use super::*;

pub(super) const RULE: TiffRule = Rule {
    id: "pyramid/level-differs",
    title: "Level {level} of IFD {ifd} differs from the largest level in {what}",
    why: "Viv reads all levels with the tile size and the type of the largest one. Levels with other tiles are read piece by piece; with other samples they are shown with wrong brightness, or not at all.",
    fix: Fix { text: "Write the pyramid again, with the same properties for all levels.", command: "{rewrite}" },
    affects: &[affects(Viv, Wrong), affects(OmeSpec, Note)],
    evidence: &["@vivjs/loaders 0.21.0 TiffPixelSource: tileSize and dtype of the first level", "viv issue 384"],
    run: |facts, found| {
        for main in 0..facts.file.main {
            for level in 1..facts.file.levels(main) {
                let Some(ifd) = facts.file.level(main, level) else { continue };
                let Some((what, effect)) = difference(facts, main, ifd) else { continue };
                let path = facts.file.path(main);
                let finding = Finding::new(At::ifd(facts.file.path(ifd))).with("ifd", path).with("level", level);
                found.push(finding.with("what", what).at_most(grade(facts, ifd).and_at_most(effect)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || sub(8), near_miss: || sub(16) },
};

#[test]
fn the_format_said_once_is_that_of_all_samples() {
    assert!(same_format(&[1, 1, 1], &[1]) && same_format(&[1], &[1, 1, 1]) && same_format(&[3], &[3]));
    assert!(!same_format(&[2, 2, 2], &[1]) && !same_format(&[3], &[1]));
}

#[cfg(test)]
fn sub(bits: u64) -> Sample {
    let page = Page { subs: vec![Page { bits, ..Page::new(256, 256) }], ..Page::new(512, 512) };
    file(&page, &Ome::new(&page)).into()
}

fn difference(facts: &TiffFacts, main: usize, ifd: usize) -> Option<(&'static str, Effect)> {
    let (first, own) = (&facts.file.kind(main)?.storage.ifd, &facts.file.kind(ifd)?.storage.ifd);
    if first.samples_per_pixel != own.samples_per_pixel {
        return Some(("samples per pixel", Wrong));
    }
    if first.bits_per_sample != own.bits_per_sample || !same_format(&first.sample_format, &own.sample_format) {
        return Some(("the type of its samples", Wrong));
    }
    let (width, height) = facts.file.size_of(ifd)?;
    let (block, rows) = block_size(&facts.file, ifd)?;
    // A level that is one tile is read at once, whatever its tile is.
    if block >= width && rows >= height {
        return None;
    }
    let differs = tile_size(&facts.file, main) != tile_size(&facts.file, ifd);
    differs.then_some(("the size of its tiles", Slow))
}

/// Also where one has the format once and the other for each sample: libvips leaves the tag out of colour levels, whose default is 1.
fn same_format(first: &[u64], own: &[u64]) -> bool {
    let mut all = first.iter().chain(own);
    let one = all.next();
    first == own || all.all(|format| Some(format) == one)
}
