//! How much depends on an IFD, for the effect of what is wrong with it.

use crate::check::effect::{Effect, Grade};
use crate::check::facts::{OffsetsFile, TiffFacts};
use crate::ome::{OmeImage, TiffData};
use crate::sort::sort;
use crate::viewer::avivator::{Loader, plain_use};
use crate::viewer::geotiff::DEEPEST;
use crate::viewer::viv::{Plane, Use, VivImage};

/// What comes of pixels of an IFD that viewers cannot read: nothing is shown where they read it at the start, and something
/// is left out where they read it later.
pub(super) fn grade(facts: &TiffFacts, ifd: usize) -> Grade {
    let grade = of(facts.use_of(ifd));
    match facts.avivator_loader() {
        Loader::MultiTiff => Grade { avivator: of(plain_use(ifd, facts.file.main)).avivator, ..grade },
        _ => grade,
    }
}

fn of(what: Use) -> Grade {
    match what {
        Use::First => Grade::WORST,
        Use::Start => Grade { viv: Effect::Wrong, ..Grade::WORST },
        Use::Later => Effect::Wrong.into(),
        Use::Other => OTHER_IMAGE,
        Use::Never => Effect::Note.into(),
    }
}

/// What comes of another image than the first that cannot be read, or is shown falsely: Vitessce does not show it at all.
pub(super) const OTHER_IMAGE: Grade = Grade { viv: Effect::Wrong, avivator: Effect::Wrong, vitessce: Effect::Note };

/// What comes of something false in an image.
pub(super) fn grade_image(image: &VivImage) -> Grade {
    if image.image == 0 { Effect::Wrong.into() } else { OTHER_IMAGE }
}

/// What comes of pixels of an IFD that are shown falsely.
pub(super) fn grade_false(facts: &TiffFacts, ifd: usize) -> Grade {
    grade(facts, ifd).and_at_most(Effect::Wrong)
}

/// What comes of a plane of the first image that viewers cannot get at: its number as viewers count.
pub(super) fn grade_plane(facts: &TiffFacts, fails: impl Fn(u64) -> bool) -> Grade {
    let images = facts.viv_images();
    let Some(image) = images.first() else { return Grade::WORST };
    let first = fails(image.ifd(Plane { c: 0, z: 0, t: 0 }));
    let start = image.start().into_iter().any(|plane| fails(image.ifd(plane)));
    of(if first {
        Use::First
    } else if start {
        Use::Start
    } else {
        Use::Later
    })
}

/// What comes of an IFD that viewers cannot parse: without offsets all before a plane are parsed on the way to it.
pub(super) fn grade_parse(facts: &TiffFacts, ifd: usize) -> Grade {
    if ifd == 0 {
        return Grade::WORST;
    }
    if ifd >= facts.file.main {
        return grade(facts, ifd);
    }
    let number = crate::bytes::len64(ifd);
    let offsets = has_offsets(facts);
    let images = facts.viv_images();
    // All images are looked at when the file is opened.
    let reached = |plane: u64| if offsets { plane == number } else { plane >= number };
    if images.iter().skip(1).any(|image| reached(image.first_ifd)) {
        return Grade::WORST;
    }
    if facts.use_of(ifd) == Use::Never { Effect::Note.into() } else { grade_plane(facts, reached) }
}

/// Whether an offsets file is there and could be read.
pub(super) fn has_offsets(facts: &TiffFacts) -> bool {
    matches!(facts.input.offsets, OffsetsFile::Text(..))
}

/// How many IFDs there have to be for an image and those before it, as Viv counts.
pub(super) fn needed_by(image: &VivImage) -> u64 {
    image.ifd(image.last()).saturating_add(1)
}

/// The same for all images; `None` where there is no OME-XML.
pub(super) fn needed_ifds(facts: &TiffFacts) -> Option<u64> {
    facts.viv_images().iter().map(needed_by).max()
}

/// Whether the samples of an RGB image are taken for channels with IFDs of their own.
pub(super) fn is_rgb_as_channels(facts: &TiffFacts, image: &VivImage) -> bool {
    let samples = first_of(facts, image).map_or(1, |ifd| facts.file.samples(ifd));
    samples > 1 && !image.interleaved && image.sizes.c > 1
}

/// Whether a TiffData speaks of planes in this file: it names no file, or this one by its UUID or name, or all name the same.
pub(in crate::check) fn is_own<'a>(facts: &'a TiffFacts, image: &'a OmeImage) -> impl Fn(&TiffData) -> bool + 'a {
    let root = facts.file.document().and_then(|document| document.root.attribute("UUID"));
    let name = facts.input.name.as_str();
    let one = image.tiff_data.windows(2).all(|pair| matches!(pair, [a, b] if a.file_name == b.file_name));
    move |block| {
        let by_uuid = root.is_some() && block.uuid.as_deref() == root;
        let by_name = block.file_name.as_deref().is_none_or(|file| file == name);
        by_uuid || by_name || (one && root.is_none())
    }
}

/// The IFD that stands for a pyramid in messages, and those of its levels.
pub(super) fn first_of(facts: &TiffFacts, image: &VivImage) -> Option<usize> {
    usize::try_from(image.first_ifd).ok().filter(|ifd| *ifd < facts.file.main)
}

/// Type of the array that geotiff.js makes, in the words of the data model.
pub(super) fn stored_type(facts: &TiffFacts, ifd: usize) -> Option<&'static str> {
    let says = &facts.file.kind(ifd)?.storage.ifd;
    let bits = says.bits_per_sample.iter().copied().max()?;
    Some(match (says.sample_format.first().copied().unwrap_or(1), bits) {
        (1, 1..=8) => "uint8",
        (1, 9..=16) => "uint16",
        (1, 17..=32) => "uint32",
        (2, 8) => "int8",
        (2, 16) => "int16",
        (2, 32) => "int32",
        (3, 16 | 32) => "float",
        (3, 64) => "double",
        _ => return None,
    })
}

/// What geotiff.js says then.
pub(super) const TOO_DEEP: &str = "RangeError: Maximum call stack size exceeded";

/// Whether a plane of the first image, by its number, is too far behind those that are parsed before it: the first of each image,
/// and the planes that are shown at the start.
pub(super) fn is_too_deep(facts: &TiffFacts, plane: u64) -> bool {
    let images = facts.viv_images();
    let Some(first) = images.first().filter(|_| !has_offsets(facts)) else { return false };
    let start = first.start().into_iter().map(|plane| first.ifd(plane));
    let mut parsed: Vec<u64> = images.iter().map(|image| image.first_ifd).chain(start).filter(|parsed| *parsed < plane).collect();
    sort(&mut parsed);
    // What was too far away itself was not parsed.
    let reached =
        parsed.into_iter().fold(0u64, |reached, next| if next.saturating_sub(reached) > DEEPEST { reached } else { next });
    plane.saturating_sub(reached) > DEEPEST
}
