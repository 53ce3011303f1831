use super::*;
use crate::ome::{PlanePlace, plane_map};
use crate::viewer::viv::VivImage;
use std::rc::Rc;

pub(super) const RULE: TiffRule = Rule {
    id: "pixels/planes-differ",
    title: "Planes of one image are stored in different ways: IFD {ifd} has {own}, but IFD {first} has {theirs} (planes that differ: {count} of {all})",
    why: "Viewers take all planes (channels, sections, time points) of an image for equal: they ask every one for the same tiles, and pass its values on as one type. A plane of another size is shown too small, cut off or with an empty margin; a plane of another type is shown with wrong brightness, or not at all.",
    fix: Fix {
        text: "Write the image again with all planes of the same size and type: enlarge binned channels, and convert all to the largest type. Or write such channels as an image of their own.",
        command: "",
    },
    affects: &[affects(Viv, Wrong), affects(OmeSpec, Wrong)],
    evidence: &[
        "OME-XML 2016-06 Pixels: SizeX, SizeY and Type hold for all planes",
        "@vivjs/loaders 0.21.0 TiffPixelSource: shape, tileSize and dtype of the first plane",
    ],
    run: |facts, found| {
        for image in facts.viv_images() {
            let planes = image.first_ifd..=image.ifd(image.last());
            let shown = differing(facts, image, planes.map_while(|plane| usize::try_from(plane).ok().filter(|ifd| *ifd < facts.file.main)));
            let meant = own_planes(facts, image.image);
            let valid = differing(facts, image, meant.iter().copied());
            let Some(worst) = shown.as_ref().or(valid.as_ref()) else { continue };
            let path = facts.file.path(worst.ifd);
            let mut finding = Finding::new(At::ifd(path)).with("ifd", path).with("own", worst.own.clone());
            finding = finding.with("first", facts.file.path(worst.first)).with("theirs", worst.theirs.clone());
            finding = finding.with("count", worst.count).with("all", worst.all);
            if let Some(shown) = &shown {
                let grade = if image.image == 0 { shown.grade } else { OTHER_IMAGE };
                for (who, effect) in [(Viv, grade.viv), (Avivator, grade.avivator), (Vitessce, grade.vitessce)] {
                    finding = finding.told_by(who, effect.min(Wrong), "");
                }
            }
            if valid.is_some() {
                finding = finding.told_by(OmeSpec, Wrong, "");
            }
            found.push(finding);
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || second(Page::new(256, 256)), near_miss: || second(Page { compression: 8, tile: 128, ..Page::new(512, 512) }) },
};

#[cfg(test)]
fn second(page: Page) -> Sample {
    let first = Page::new(512, 512);
    let mut tiff = file(&first, &Ome { c: 2, ..Ome::new(&first) });
    tiff.pages[1] = page;
    tiff.into()
}

/// How planes of an image differ from the first one.
struct Differing {
    /// The first plane that does, or its level that does, and what stands for it in the first plane.
    ifd: usize,
    first: usize,
    own: String,
    theirs: String,
    count: u64,
    all: u64,
    /// What comes of the plane that viewers mind most.
    grade: Grade,
}

/// The planes that TiffData gives an image in this file.
fn own_planes(facts: &TiffFacts, number: usize) -> Vec<usize> {
    let Some((_, image)) = facts.file.pixels(number) else { return Vec::new() };
    let map = plane_map(image, is_own(facts, image)).unwrap_or_default();
    let ifd = |place: &PlanePlace| if let PlanePlace::Ifd(ifd) = place { usize::try_from(*ifd).ok() } else { None };
    map.iter().filter_map(ifd).filter(|ifd| *ifd < facts.file.main).collect()
}

/// Compares planes with the first of them, level by level.
fn differing(facts: &TiffFacts, image: &VivImage, mut planes: impl Iterator<Item = usize>) -> Option<Differing> {
    let first = planes.next()?;
    let levels: Vec<usize> = (0..image.levels).map_while(|level| facts.file.level(first, level)).collect();
    let (mut all, mut known) = (1u64, None::<Differing>);
    for plane in planes {
        all = all.saturating_add(1);
        let pairs = levels.iter().enumerate().filter_map(|(level, first)| Some((*first, facts.file.level(plane, level)?)));
        let Some((first, ifd, [theirs, own])) = pairs.into_iter().find_map(|(first, ifd)| Some((first, ifd, difference(facts, first, ifd)?))) else {
            continue;
        };
        let grade = grade_false(facts, plane).of_both(grade_false(facts, ifd));
        let known = known.get_or_insert(Differing { ifd, first, own, theirs, count: 0, all: 0, grade });
        known.count = known.count.saturating_add(1);
        known.grade = known.grade.of_both(grade);
    }
    known.map(|known| Differing { all, ..known })
}

/// In what one IFD differs from the one that stands for it in the first plane: what that has, and what it has.
fn difference(facts: &TiffFacts, first: usize, ifd: usize) -> Option<[String; 2]> {
    let kinds = [&facts.file.survey(first)?.kind, &facts.file.survey(ifd)?.kind];
    // Planes that are alike share what is known of them: of a million there is nothing to compare.
    if Rc::ptr_eq(kinds[0], kinds[1]) {
        return None;
    }
    let sizes = [facts.file.size_of(first)?, facts.file.size_of(ifd)?];
    if sizes[0] != sizes[1] {
        return Some(sizes.map(|(width, height)| format!("{width} x {height} pixels")));
    }
    let samples = kinds.map(|kind| kind.storage.ifd.samples_per_pixel);
    if samples[0] != samples[1] {
        return Some(samples.map(|samples| format!("{samples} samples a pixel")));
    }
    let types = [first, ifd].map(|ifd| stored_type(facts, ifd));
    match types {
        [Some(a), Some(b)] if a != b => Some([a, b].map(|name| format!("the type {name}"))),
        _ => None,
    }
}
