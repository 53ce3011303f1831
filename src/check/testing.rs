//! TIFF files for the tests of rules, written byte by byte.
pub(crate) mod arrays;
pub(crate) mod images;
pub(crate) mod spatialdata;
pub(crate) mod store;
pub(crate) mod tables;

use super::facts::{Input, OffsetsFile};
use crate::inspect::{Budget, CheckSession};
use crate::need::{Ask, Step};
use crate::session::Reach;
use crate::tiff::Limits;
use std::collections::BTreeMap;
use std::fs;

/// A file and how it is given.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) bytes: Vec<u8>,
    pub(crate) name: String,
    pub(crate) url: Option<String>,
    pub(crate) offsets: OffsetsFile,
    /// Size that the file is said to have, if it is another than that of its bytes.
    pub(crate) claimed: Option<u64>,
    /// Keys and objects, where it is a store instead of a file.
    pub(crate) keys: BTreeMap<String, Vec<u8>>,
    /// The archive, where the store is in one.
    pub(crate) zip: Option<crate::viewer::Zip>,
    /// Of a store: what was noticed of its host.
    pub(crate) host: crate::viewer::Host,
    /// Of a store: whether names that begin with a dot are listed and not given out.
    pub(crate) hidden: bool,
    /// Of a store: what comes for keys that are not there.
    pub(crate) page: Option<&'static str>,
    /// Of a store: `coordinateTransformations` of a view config.
    pub(crate) transformations: Option<&'static str>,
    /// What a view asks of a table.
    pub(crate) asked: Vec<crate::viewer::Asked>,
}

impl From<Vec<u8>> for Sample {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            name: "cells.ome.tif".to_owned(),
            url: None,
            offsets: OffsetsFile::NotLookedFor,
            claimed: None,
            keys: BTreeMap::new(),
            zip: None,
            host: crate::viewer::Host::default(),
            hidden: false,
            page: None,
            transformations: None,
            asked: Vec::new(),
        }
    }
}

impl From<Tiff> for Sample {
    fn from(tiff: Tiff) -> Self {
        tiff.write().into()
    }
}

impl Sample {
    pub(crate) fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    pub(crate) fn at(mut self, url: &str) -> Self {
        self.url = Some(url.to_owned());
        url.rsplit('/').next().unwrap_or("").clone_into(&mut self.name);
        self
    }

    pub(crate) fn with_offsets(mut self, text: &str) -> Self {
        self.offsets = OffsetsFile::Text("cells.offsets.json".to_owned(), text.to_owned());
        self
    }

    pub(crate) fn without_offsets(mut self) -> Self {
        self.offsets = OffsetsFile::Absent("cells.offsets.json".to_owned());
        self
    }

    /// Puts it into a folder, as a file with what stands beside it, or as the folder of a store.
    pub(crate) fn keep(&self, folder: &std::path::Path) {
        let path = folder.join(&self.name);
        fs::create_dir_all(folder).unwrap();
        if let OffsetsFile::Text(name, text) = &self.offsets {
            fs::write(folder.join(name), text).unwrap();
        }
        for (key, bytes) in &self.keys {
            let object = path.join(key);
            fs::create_dir_all(object.parent().unwrap()).unwrap();
            fs::write(object, bytes).unwrap();
        }
        if self.keys.is_empty() {
            fs::write(&path, &self.bytes).unwrap();
            // What a file is said to have beyond its bytes is a hole.
            fs::OpenOptions::new()
                .write(true)
                .open(&path)
                .unwrap()
                .set_len(self.claimed.unwrap_or(self.bytes.len() as u64))
                .unwrap();
        }
    }

    /// What a session finds out of it.
    pub(crate) fn facts(&self) -> CheckSession {
        let input = Input { name: self.name.clone(), url: self.url.clone(), offsets: self.offsets.clone() };
        let size = self.claimed.or(Some(self.bytes.len() as u64));
        let mut session = CheckSession::new(input, size, Reach::Memory, Limits::default(), Budget::default());
        for _ in 0..100_000 {
            match session.step() {
                Step::Done(()) => return session,
                Step::Need(asks) => {
                    for ask in asks {
                        let Ask::Range(range) = ask;
                        let end = range.end().min(self.bytes.len() as u64) as usize;
                        session.supply(range.start, self.bytes.get(range.start as usize..end).unwrap_or(&[]));
                    }
                }
            }
        }
        panic!("the session does not end");
    }
}

/// Values of a tag: field type, numbers (or bytes for types 2 and 7).
#[derive(Clone)]
pub(crate) struct Tag(pub(crate) u16, pub(crate) u16, pub(crate) Vec<u64>);

/// One image in a file.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) width: u64,
    pub(crate) height: u64,
    /// Side of the tiles; strips of so many rows where it is negative.
    pub(crate) tile: i64,
    pub(crate) samples: u64,
    pub(crate) bits: u64,
    pub(crate) format: u64,
    pub(crate) compression: u64,
    pub(crate) predictor: u64,
    pub(crate) photometric: u64,
    pub(crate) planar: u64,
    pub(crate) description: Option<Vec<u8>>,
    pub(crate) subs: Vec<Page>,
    /// Tags that are set as they are, instead of the usual ones; without values they are left out.
    pub(crate) tags: Vec<Tag>,
    /// Stored bytes of every tile, instead of zeros compressed.
    pub(crate) stored: Option<Vec<u8>>,
    /// Tiles by number that have no bytes.
    pub(crate) sparse: Vec<usize>,
}

impl Page {
    pub(crate) fn new(width: u64, height: u64) -> Self {
        Self {
            width,
            height,
            tile: 256,
            samples: 1,
            bits: 16,
            format: 1,
            compression: 1,
            predictor: 1,
            photometric: 1,
            planar: 1,
            description: None,
            subs: Vec::new(),
            tags: Vec::new(),
            stored: None,
            sparse: Vec::new(),
        }
    }

    /// Halved `levels - 1` times.
    pub(crate) fn pyramid(self, levels: u32) -> Self {
        let subs = (1..levels).map(|level| Self {
            width: (self.width >> level).max(1),
            height: (self.height >> level).max(1),
            description: None,
            tags: [self.tags.clone(), vec![Tag(254, 4, vec![1])]].concat(),
            ..self.clone()
        });
        Self { subs: subs.collect(), ..self }
    }

    pub(crate) fn rgb(self) -> Self {
        Self { samples: 3, bits: 8, photometric: 2, ..self }
    }

    pub(crate) fn describe(self, text: impl Into<Vec<u8>>) -> Self {
        Self { description: Some(text.into()), ..self }
    }

    pub(crate) fn tag(mut self, tag: Tag) -> Self {
        self.tags.push(tag);
        self
    }

    fn block(&self) -> (u64, u64) {
        if self.tile > 0 { (self.tile as u64, self.tile as u64) } else { (self.width, self.tile.unsigned_abs().min(self.height)) }
    }

    fn blocks(&self) -> u64 {
        let (width, height) = self.block();
        let planes = if self.planar == 2 { self.samples } else { 1 };
        self.width.div_ceil(width) * self.height.div_ceil(height) * planes
    }

    /// Zeros of one block, compressed.
    fn stored(&self) -> Vec<u8> {
        if let Some(stored) = &self.stored {
            return stored.clone();
        }
        let (width, height) = self.block();
        let samples = if self.planar == 2 { 1 } else { self.samples };
        let raw = vec![0; ((width * samples * self.bits).div_ceil(8) * height) as usize];
        match self.compression {
            5 => weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(&raw).unwrap(),
            8 | 32946 => {
                use std::io::Write;
                let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(&raw).unwrap();
                encoder.finish().unwrap()
            }
            _ => raw,
        }
    }
}

/// A file.
#[derive(Clone)]
pub(crate) struct Tiff {
    pub(crate) pages: Vec<Page>,
    pub(crate) big: bool,
    pub(crate) big_endian: bool,
    /// Bytes between the header and what follows.
    pub(crate) gap: u64,
}

impl Tiff {
    pub(crate) fn new(pages: impl Into<Vec<Page>>) -> Self {
        Self { pages: pages.into(), big: false, big_endian: false, gap: 0 }
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut file = Writer { bytes: Vec::new(), big: self.big, big_endian: self.big_endian };
        file.bytes.extend(if self.big_endian { b"MM" } else { b"II" });
        file.number(if self.big { 43 } else { 42 }, 2);
        if self.big {
            file.number(8, 2);
            file.number(0, 2);
        }
        let mut pointer = file.bytes.len();
        file.number(0, file.offset_len());
        file.bytes.resize(file.bytes.len() + self.gap as usize, 0);
        for page in &self.pages {
            let (ifd, next) = file.page(page);
            file.patch(pointer, ifd);
            pointer = next;
        }
        file.bytes
    }
}

struct Writer {
    bytes: Vec<u8>,
    big: bool,
    big_endian: bool,
}

impl Writer {
    fn offset_len(&self) -> usize {
        if self.big { 8 } else { 4 }
    }

    fn encode(&self, number: u64, len: usize) -> Vec<u8> {
        if self.big_endian { number.to_be_bytes()[8 - len..].to_vec() } else { number.to_le_bytes()[..len].to_vec() }
    }

    fn number(&mut self, number: u64, len: usize) {
        let bytes = self.encode(number, len);
        self.bytes.extend(bytes);
    }

    fn patch(&mut self, at: usize, number: u64) {
        let bytes = self.encode(number, self.offset_len());
        self.bytes[at..at + bytes.len()].copy_from_slice(&bytes);
    }

    fn align(&mut self) {
        if self.bytes.len() % 2 == 1 {
            self.bytes.push(0);
        }
    }

    /// Writes the tiles, the SubIFDs and the IFD. Where the IFD is, and where its next-IFD pointer.
    fn page(&mut self, page: &Page) -> (u64, usize) {
        let stored = page.stored();
        let (mut offsets, mut counts) = (Vec::new(), Vec::new());
        for block in 0..page.blocks() as usize {
            if page.sparse.contains(&block) {
                offsets.push(0);
                counts.push(0);
                continue;
            }
            self.align();
            offsets.push(self.bytes.len() as u64);
            counts.push(stored.len() as u64);
            self.bytes.extend(&stored);
        }
        let subs: Vec<u64> = page.subs.iter().map(|sub| self.page(sub).0).collect();
        let tags = tags(page, offsets, counts, subs);
        self.ifd(&tags)
    }

    fn ifd(&mut self, tags: &[Tag]) -> (u64, usize) {
        let room = self.offset_len();
        let mut entries = Vec::new();
        for Tag(tag, kind, values) in tags {
            let width =
                [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8].get(*kind as usize).copied().unwrap_or(1).max(1);
            let mut field: Vec<u8> = values.iter().flat_map(|value| self.encode(*value, width)).collect();
            if field.len() > room {
                self.align();
                let at = self.bytes.len() as u64;
                self.bytes.extend(&field);
                field = self.encode(at, room);
            }
            field.resize(room, 0);
            entries.push((*tag, *kind, values.len() as u64, field));
        }
        self.align();
        let at = self.bytes.len() as u64;
        self.number(entries.len() as u64, if self.big { 8 } else { 2 });
        for (tag, kind, count, field) in entries {
            self.number(u64::from(tag), 2);
            self.number(u64::from(kind), 2);
            self.number(count, room);
            self.bytes.extend(field);
        }
        let next = self.bytes.len();
        self.number(0, room);
        (at, next)
    }
}

fn tags(page: &Page, offsets: Vec<u64>, counts: Vec<u64>, subs: Vec<u64>) -> Vec<Tag> {
    let per_sample = |value| vec![value; page.samples as usize];
    let mut tags = vec![
        Tag(256, 4, vec![page.width]),
        Tag(257, 4, vec![page.height]),
        Tag(258, 3, per_sample(page.bits)),
        Tag(259, 3, vec![page.compression]),
        Tag(262, 3, vec![page.photometric]),
        Tag(277, 3, vec![page.samples]),
        Tag(284, 3, vec![page.planar]),
        Tag(317, 3, if page.predictor == 1 { Vec::new() } else { vec![page.predictor] }),
        Tag(339, 3, per_sample(page.format)),
    ];
    if let Some(text) = &page.description {
        tags.push(Tag(270, 2, text.iter().map(|byte| u64::from(*byte)).chain([0]).collect()));
    }
    if page.tile > 0 {
        tags.extend([Tag(322, 4, vec![page.tile as u64]), Tag(323, 4, vec![page.tile as u64])]);
        tags.extend([Tag(324, 4, offsets), Tag(325, 4, counts)]);
    } else {
        tags.extend([Tag(273, 4, offsets), Tag(278, 4, vec![page.tile.unsigned_abs()]), Tag(279, 4, counts)]);
    }
    tags.push(Tag(330, 4, subs));
    for tag in &page.tags {
        tags.retain(|known| known.0 != tag.0);
        tags.push(tag.clone());
    }
    tags.retain(|tag| !tag.2.is_empty());
    tags.sort_by_key(|tag| tag.0);
    tags
}

/// OME-XML.
#[derive(Clone)]
pub(crate) struct Ome {
    pub(crate) size: (u64, u64),
    pub(crate) c: u64,
    pub(crate) z: u64,
    pub(crate) t: u64,
    pub(crate) pixel_type: &'static str,
    pub(crate) order: &'static str,
    /// Attributes of Pixels instead of or beside the usual ones; an empty value takes one away.
    pub(crate) attributes: Vec<(&'static str, String)>,
    /// Attributes of every channel behind ID.
    pub(crate) channel: String,
    /// Channels that are written; SizeC of them where it is `None`.
    pub(crate) channels: Option<u64>,
    /// What stands in Pixels behind the channels.
    pub(crate) inner: String,
    /// How many images; each has the name "cells".
    pub(crate) images: u64,
}

impl Ome {
    pub(crate) fn new(page: &Page) -> Self {
        let pixel_type = match (page.format, page.bits) {
            (1, 8) => "uint8",
            (2, 16) => "int16",
            (3, 32) => "float",
            (3, 64) => "double",
            (1, 32) => "uint32",
            _ => "uint16",
        };
        Self {
            size: (page.width, page.height),
            c: page.samples,
            z: 1,
            t: 1,
            pixel_type,
            order: "XYZCT",
            attributes: if page.samples > 1 { vec![("Interleaved", "true".to_owned())] } else { Vec::new() },
            channel: if page.samples > 1 { format!(r#"SamplesPerPixel="{}""#, page.samples) } else { String::new() },
            channels: (page.samples > 1).then_some(1),
            inner: "<TiffData/>".to_owned(),
            images: 1,
        }
    }

    pub(crate) fn attribute(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((name, value.to_owned()));
        self
    }

    pub(crate) fn xml(&self) -> String {
        let mut attributes = vec![
            ("ID", "Pixels:0".to_owned()),
            ("DimensionOrder", self.order.to_owned()),
            ("Type", self.pixel_type.to_owned()),
            ("SizeX", self.size.0.to_string()),
            ("SizeY", self.size.1.to_string()),
            ("SizeC", self.c.to_string()),
            ("SizeZ", self.z.to_string()),
            ("SizeT", self.t.to_string()),
            ("PhysicalSizeX", "0.5".to_owned()),
            ("PhysicalSizeXUnit", "µm".to_owned()),
            ("PhysicalSizeY", "0.5".to_owned()),
            ("PhysicalSizeYUnit", "µm".to_owned()),
        ];
        for (name, value) in &self.attributes {
            attributes.retain(|known| known.0 != *name);
            attributes.push((name, value.clone()));
        }
        attributes.retain(|(_, value)| !value.is_empty());
        let attributes: Vec<String> = attributes.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
        let channels = (0..self.channels.unwrap_or(self.c)).map(|c| {
            let name = if self.channel.contains("Name=") { String::new() } else { format!(r#" Name="Marker {c}""#) };
            format!(r#"<Channel ID="Channel:0:{c}"{name} {}/>"#, self.channel)
        });
        let image = |index: u64| {
            format!(
                r#"<Image ID="Image:{index}" Name="cells"><Pixels {}>{}{}</Pixels></Image>"#,
                attributes.join(" "),
                channels.clone().collect::<String>(),
                self.inner
            )
        };
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">{}</OME>"#,
            (0..self.images).map(image).collect::<String>()
        )
    }
}

/// A file of `planes` equal pages, the first one with OME-XML.
pub(crate) fn file(page: &Page, ome: &Ome) -> Tiff {
    let planes = ome.z * ome.t * ome.c * ome.images / page.samples;
    let mut pages = vec![page.clone(); planes.max(1) as usize];
    pages[0].description = Some(ome.xml().into_bytes());
    Tiff::new(pages)
}

/// A good file: two channels with a pyramid of two levels.
pub(crate) fn good() -> Tiff {
    let page = Page::new(512, 384).pyramid(2);
    file(&page, &Ome { c: 2, ..Ome::new(&page) })
}
