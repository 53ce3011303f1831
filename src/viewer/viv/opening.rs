//! Viv opening an OME-TIFF (`loadSingleFileOmeTiff`), and the first pictures that viewers read of it.

use super::ome_tiff::{Plane, VivImage};
use super::ome_xml::{Schema, first_issue};
use crate::error::Error;
use crate::ome::NotOme;
use crate::tiff::Kind;
use crate::viewer::TiffFile;
use crate::viewer::geotiff::{Directory, GeoTiff, Given, Pako, read_rasters};
use crate::viewer::opening::{Doing, Halt, Opening, Spot, Stopped, Tried};
use crate::viewer::versions::{Does, Geotiff, Software, Version, Viv};
use std::collections::BTreeSet;

/// ImageDescription, and the field type of texts.
const DESCRIPTION: u16 = 270;
const ASCII: u16 = 2;

/// Largest side of a picture that is sure to fit a texture.
const TEXTURE: u64 = 4096;

/// The list of offsets beside a file, as viewers read it.
#[derive(Clone, Copy, Debug)]
pub enum Offsets<'a> {
    /// There is none.
    Absent,
    /// The entries.
    List(&'a [Given]),
    /// It is no JSON: what the parser says, where that is known.
    Broken(&'a str),
    /// It is not known what viewers make of it.
    Unknown,
}

/// A file, and what is known beside its structure.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// What was read of it.
    pub file: &'a TiffFile,
    /// Its images, as Viv takes them.
    pub images: &'a [VivImage],
    /// Why it is no TIFF.
    pub not_tiff: Option<&'a Error>,
    /// The list of offsets.
    pub offsets: Offsets<'a>,
    /// Whether a browser's parser takes the text of ImageDescription as it stands: what is around the XML included.
    pub parses: bool,
}

/// Viv at work on a file.
pub(in crate::viewer) struct Loading<'a> {
    /// What is known.
    pub(in crate::viewer) seen: Seen<'a>,
    does: Viv,
    tiff: Option<GeoTiff<'a>>,
    /// The steps so far.
    pub(in crate::viewer) opening: Opening,
}

impl<'a> Loading<'a> {
    /// The Viv that a viewer holds, before it has begun; `None` of what holds none.
    pub(in crate::viewer) fn new(seen: Seen<'a>, viewer: &'static Version) -> Option<Self> {
        let does = match viewer.part(Software::Viv)?.does {
            Does::Viv(does) => does,
            _ => Viv::NEWEST,
        };
        let geotiff: &'static Version = viewer.part(Software::Geotiff)?;
        let Does::Geotiff(geotiff) = &geotiff.does else { return None };
        let geotiff: &'static Geotiff = geotiff;
        let list = if let Offsets::List(list) = seen.offsets { Some(list) } else { None };
        let tiff = GeoTiff::new(seen.file, geotiff, list);
        Some(Self { seen, does, tiff, opening: Opening::default() })
    }

    /// The way until now, and the offsets of IFDs that nobody has read.
    pub(in crate::viewer) fn into_parts(self) -> (Opening, BTreeSet<u64>) {
        (self.opening, self.tiff.map(GeoTiff::into_wanted).unwrap_or_default())
    }

    /// `loadOmeTiff`: the images are known then. Whether it went well.
    pub(in crate::viewer) fn load(&mut self) -> Option<()> {
        let offsets = match self.seen.offsets {
            Offsets::Absent | Offsets::List(_) => Ok(()),
            Offsets::Broken(what) => Err(Stopped::new("SyntaxError", what).into()),
            Offsets::Unknown => Err(Halt::Unknown),
        };
        self.opening.step(Doing::Offsets, offsets)?;
        let first = self.header();
        let first = self.opening.step(Doing::Header, first)?;
        let metadata = metadata(&self.seen, first, self.does);
        self.opening.step(Doing::Metadata, metadata)?;
        for image in self.seen.images {
            let found = self.find(image);
            self.opening.step(Doing::Image(image.image), found)?;
        }
        Some(())
    }

    fn header(&mut self) -> Tried<Directory<'a>> {
        if let Some(error) = self.seen.not_tiff {
            return Err(no_tiff(error, self.seen.file.size).into());
        }
        let first = self.tiff.as_mut().ok_or(Halt::Unknown)?.first()?;
        planar(first)?;
        Ok(first)
    }

    /// The type of an image's samples, and its first plane.
    fn find(&mut self, image: &VivImage) -> Tried<()> {
        let pixels = self.seen.file.pixels(image.image).ok_or(Halt::Unknown)?.0;
        let name = pixels.element.attribute("Type").unwrap_or("");
        if matches!(name, "bit" | "complex" | "double-complex") {
            return Err(Stopped::plain(format!("Assert failed: Pixel type {name} not supported.")).into());
        }
        let first = self.tiff.as_mut().ok_or(Halt::Unknown)?.image(image.ifd(Plane { c: 0, z: 0, t: 0 }))?;
        planar(first)
    }

    /// Reads the smallest resolution of a plane of the first image (`getRaster`). The array that comes.
    pub(in crate::viewer) fn raster(&mut self, plane: Plane) -> Tried<&'static str> {
        let image = self.seen.images.first().ok_or(Halt::Unknown)?;
        let tiff = self.tiff.as_mut().ok_or(Halt::Unknown)?;
        let level = image.levels.saturating_sub(1);
        let main = image.ifd(plane);
        let base = tiff.image(main)?;
        planar(base)?;
        let directory = if level == 0 { base } else { below(tiff, image, base, (main, level))? };
        planar(directory)?;
        // A width of 3 or 4 pixels is taken for the samples of a colour.
        let interleave = image.interleaved || matches!(image.level_size(level).0, 3 | 4);
        let pako = if self.does.pako_throws { Pako::Throws } else { Pako::Nothing };
        read_rasters(tiff, directory, interleave, pako)
    }

    /// The first plane, which is shown before anything else is asked for. The array that comes.
    pub(in crate::viewer) fn first_plane(&mut self) -> Option<&'static str> {
        let read = self.raster(Plane { c: 0, z: 0, t: 0 });
        self.opening.step(Doing::FirstPlane, read)
    }

    /// The channels that applications show at the start.
    pub(in crate::viewer) fn start(&mut self) -> Option<()> {
        for plane in self.seen.images.first().map(VivImage::start).unwrap_or_default() {
            let read = self.raster(plane);
            self.opening.step(Doing::Start(plane.c), read)?;
        }
        Some(())
    }

    /// Drawing what was read: Viv's layers take interleaved samples of bytes only, and graphics cards take pictures of so many pixels.
    pub(in crate::viewer) fn draw(&mut self, array: &str) -> Option<()> {
        let drawn = self.seen.images.first().map_or(Err(Halt::Unknown), |image| self.drawn(image, array));
        self.opening.step(Doing::Draw, drawn)
    }

    fn drawn(&self, image: &VivImage, array: &str) -> Tried<()> {
        let ifd = usize::try_from(image.first_ifd).unwrap_or(usize::MAX);
        if image.interleaved && array != "Uint8Array" && self.seen.file.samples(ifd) == 3 {
            let words = if self.does.checks_colours { "Expected Uint8Array" } else { "" };
            return Err(Stopped::plain(words).in_ifd(Some(ifd)).into());
        }
        let (width, height) = image.level_size(image.levels.saturating_sub(1));
        if width.max(height) > TEXTURE {
            return Err(Stopped::silent().in_ifd(Some(ifd)).into());
        }
        Ok(())
    }
}

/// Viv by itself: nothing is shown where the first plane cannot be read.
pub fn viv_opening(seen: Seen<'_>, viewer: &'static Version) -> Option<(Opening, BTreeSet<u64>)> {
    let mut loading = Loading::new(seen, viewer)?;
    if let Some(array) = loading.load().and_then(|()| loading.first_plane()) {
        loading.draw(array);
    }
    Some(loading.into_parts())
}

/// Avivator with `loadOmeTiff`: Viv, and the channels that it reads before it shows anything.
pub fn avivator_opening(seen: Seen<'_>, viewer: &'static Version) -> Option<(Opening, BTreeSet<u64>)> {
    let mut loading = Loading::new(seen, viewer)?;
    if let Some(array) = loading.load().and_then(|()| loading.first_plane())
        && loading.draw(array).is_some()
    {
        loading.start();
    }
    Some(loading.into_parts())
}

/// What geotiff.js says of what is no TIFF.
fn no_tiff(error: &Error, size: Option<u64>) -> Stopped {
    if size == Some(0) {
        return Stopped::new("AggregateError", "Request failed");
    }
    match &error.what {
        what if what.contains("TIFF version") => Stopped::new("TypeError", "Invalid magic number."),
        what if what.contains("offsets of") => Stopped::plain("Unsupported offset byte-size."),
        _ => Stopped::new("TypeError", "Invalid byte order value."),
    }
}

/// The constructor of `GeoTIFFImage`.
fn planar(directory: Directory<'_>) -> Tried<()> {
    let Directory::Known(ifd, survey) = directory else { return Ok(()) };
    if matches!(survey.kind.storage.ifd.planar_configuration, 1 | 2) {
        return Ok(());
    }
    Err(Stopped::plain("Invalid planar configuration.").in_ifd(Some(ifd)).into())
}

/// A lower resolution of a plane: a SubIFD, or, where there are none, whatever stands at the byte that is the number of an IFD.
fn below<'a>(tiff: &mut GeoTiff<'a>, image: &VivImage, base: Directory<'a>, (main, level): (u64, usize)) -> Tried<Directory<'a>> {
    let below = level.saturating_sub(1);
    if let Directory::Known(_, survey) = base
        && survey.kind.sub_ifds_type.is_some()
    {
        return match survey.sub_ifds.get(below) {
            Some(offset) => tiff.at(*offset),
            None if crate::bytes::len64(below) >= survey.sub_ifd_count => Ok(Directory::Empty(0)),
            None => Err(Halt::Unknown),
        };
    }
    let planes = image.planes().saturating_mul(crate::bytes::len64(level));
    tiff.at(main.saturating_add(planes))
}

/// The XML of the first IFD, parsed and held against the schema.
fn metadata(seen: &Seen<'_>, first: Directory<'_>, does: Viv) -> Tried<()> {
    let spot = Spot { ifd: first.ifd(), tag: Some(DESCRIPTION), ..Spot::default() };
    text(seen, first, does).map_err(|halt| match halt {
        Halt::Stopped(stopped) => Stopped { spot, ..stopped }.into(),
        Halt::Unknown => Halt::Unknown,
    })
}

fn text(seen: &Seen<'_>, first: Directory<'_>, does: Viv) -> Tried<()> {
    let required = || Stopped::new("ZodError", "Image.0: Required");
    let kind: Option<&Kind> = if let Directory::Known(_, survey) = first { Some(&survey.kind) } else { None };
    match kind.and_then(|kind| kind.description_type) {
        None => return Err(Stopped::undefined("replace").into()),
        Some(ASCII) => {}
        Some(_) => return Err(Stopped::new("TypeError", "xmlString.replace is not a function").into()),
    }
    let Some(ome) = &seen.file.ome else { return Err(Halt::Unknown) };
    if !seen.parses {
        return Err(required().into());
    }
    match ome {
        Err(NotOme::Doctype | NotOme::TooMuch(_)) => Err(Halt::Unknown),
        Err(NotOme::NotXml | NotOme::Malformed(..)) => Err(required().into()),
        Err(NotOme::Root(_, true)) => Err(Stopped::new("ZodError", ": Expected object, received string").into()),
        Err(NotOme::Root(_, false)) => Err(required().into()),
        Ok(document) => first_issue(document, if does.defaults_tiff_data { Schema::Defaults } else { Schema::Strict })
            .map_or(Ok(()), |stopped| Err(stopped.into())),
    }
}
