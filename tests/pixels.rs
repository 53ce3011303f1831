//! Pixels of real files, where the corpus is there: every IFD and SubIFD whose pixels are known decodes to them.
#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

mod support;

use omescope::bytes::{Endian, unsigned};
use omescope::codec::{SampleType, Scratch, TileError, decode};
use omescope::image::Image;
use omescope::need::{Ask, Step};
use omescope::session::{PixelsSession, Reach, Which};
use omescope::tiff::NumberTable;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use support::{File, corpus};

/// What an IFD came to.
enum Pixels {
    Decoded { bytes: Vec<u8>, image: Image },
    Unsupported(String),
    Failed(String),
}

fn open(file: &[u8], offset: u64) -> Result<PixelsSession, String> {
    let mut session = PixelsSession::new(Which::At(offset), false, Some(file.size()), Reach::Memory);
    loop {
        match session.step().map_err(|error| error.to_string())? {
            Step::Done(()) => return Ok(session),
            Step::Need(asks) => {
                for ask in asks {
                    let Ask::Range(range) = ask else { panic!("an unknown question") };
                    session.supply(range.start, &file.read(range.start, range.len));
                }
            }
        }
    }
}

fn number(file: &[u8], table: NumberTable, index: u64, endian: Endian) -> Option<u64> {
    (index < table.count).then_some(())?;
    unsigned(&file.read(table.at + index * table.width, table.width), endian)
}

fn pixels(file: &[u8], offset: u64) -> Pixels {
    let session = match open(file, offset) {
        Ok(session) => session,
        Err(error) => return Pixels::Failed(error),
    };
    let (header, storage) = (session.header().unwrap(), session.storage().unwrap());
    let image = match Image::new(header, storage) {
        Ok(image) => image,
        Err(error) => return Pixels::Unsupported(error.what),
    };
    let size = image.sample_type.size();
    let planes = if image.planar { u32::from(image.samples) } else { 1 };
    let per_pixel = size * usize::from(if image.planar { 1 } else { image.samples });
    let (width, height) = (image.width as usize, image.height as usize);
    if width * height * per_pixel * planes as usize > 1 << 29 {
        return Pixels::Unsupported("too large for this test".to_owned());
    }
    let mut all = vec![0u8; width * height * per_pixel * planes as usize];
    let mut scratch = Scratch::default();
    for plane in 0..planes {
        for y in 0..image.down {
            for x in 0..image.across {
                let index = (u64::from(plane) * u64::from(image.down) + u64::from(y)) * u64::from(image.across) + u64::from(x);
                let Some(at) = number(file, image.offsets, index, header.endian) else {
                    return Pixels::Failed(format!("block {index} is not in the table"));
                };
                let spec = image.block_spec(y);
                let len = image.byte_counts.and_then(|table| number(file, table, index, header.endian));
                let len = len.unwrap_or_else(|| match spec.compression {
                    1 => spec.stored_len().unwrap_or(0) as u64,
                    _ => file.size().saturating_sub(at),
                });
                if len == 0 || at == 0 {
                    continue;
                }
                let Some(len_out) = spec.output_len() else { return Pixels::Unsupported("too large".to_owned()) };
                let mut out = vec![0; len_out];
                let input = if at < file.size() { file.read(at, len.min(file.size())) } else { Vec::new() };
                match decode(&spec, storage.jpeg_tables.as_deref(), &input, &mut out, &mut scratch) {
                    Ok(()) => {}
                    Err(TileError::Unsupported(what)) => return Pixels::Unsupported(what),
                    Err(error) => return Pixels::Failed(format!("block {index}: {error}")),
                }
                let (left, top) = (x as usize * image.block_width as usize, y as usize * image.block_height as usize);
                let columns = (width - left).min(spec.width as usize) * per_pixel;
                for row in 0..(height - top).min(spec.height as usize) {
                    let from = row * spec.width as usize * per_pixel;
                    let to = ((plane as usize * height + top + row) * width + left) * per_pixel;
                    all[to..to + columns].copy_from_slice(&out[from..from + columns]);
                }
            }
        }
    }
    Pixels::Decoded { bytes: all, image }
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Planes of samples to samples of pixels.
fn interleave(bytes: &[u8], image: &Image) -> Vec<u8> {
    let (size, samples) = (image.sample_type.size(), usize::from(image.samples));
    let count = image.width as usize * image.height as usize;
    let mut out = Vec::with_capacity(bytes.len());
    for pixel in 0..count {
        for sample in 0..samples {
            let at = (sample * count + pixel) * size;
            out.extend_from_slice(&bytes[at..at + size]);
        }
    }
    out
}

/// The body of an array in NumPy's format, of samples of 8 or 16 bits.
fn npy(path: &std::path::Path) -> (String, Vec<u8>) {
    let bytes = fs::read(path).unwrap();
    let len = u16::from_le_bytes([bytes[8], bytes[9]]) as usize;
    (String::from_utf8_lossy(&bytes[10..10 + len]).into_owned(), bytes[10 + len..].to_vec())
}

fn largest_difference(ours: &[u8], theirs: &[u8], sample_type: SampleType) -> u32 {
    if ours.len() != theirs.len() {
        return u32::MAX;
    }
    let value = |bytes: &[u8]| unsigned(bytes, Endian::Little).unwrap() as i64;
    let pairs = ours.chunks(sample_type.size()).zip(theirs.chunks(sample_type.size()));
    pairs.map(|(a, b)| value(a).abs_diff(value(b)) as u32).max().unwrap_or(0)
}

/// The part of our pixels that the reference has.
fn crop(bytes: &[u8], image: &Image, crop: &Value) -> Vec<u8> {
    let Some(crop) = crop.as_array() else { return bytes.to_vec() };
    let [y0, x0, h, w] = [0, 1, 2, 3].map(|at| crop[at].as_u64().unwrap() as usize);
    let per_pixel = image.sample_type.size() * usize::from(image.samples);
    let width = image.width as usize;
    (y0..y0 + h).flat_map(|y| bytes[(y * width + x0) * per_pixel..(y * width + x0 + w) * per_pixel].to_vec()).collect()
}

#[test]
fn every_ifd_of_the_corpus_decodes_to_its_known_pixels() {
    let Some(folder) = corpus() else { return };
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    let mut counts: BTreeMap<(String, &str), u32> = BTreeMap::new();
    let mut wrong = Vec::new();
    for entry in manifest["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "tiff") {
        let path = entry["path"].as_str().unwrap();
        let file = fs::read(folder.join(path)).unwrap();
        let mut ifds: Vec<&Value> = Vec::new();
        for ifd in entry["ifds"].as_array().into_iter().flatten() {
            ifds.push(ifd);
            ifds.extend(ifd["subifds"].as_array().into_iter().flatten());
        }
        for ifd in ifds.into_iter().filter(|ifd| ifd["decoded"]["sha256"].is_string()) {
            let place = format!("{path} IFD at {} ({}, {})", ifd["offset"], ifd["compression_name"], entry["expect"]);
            let verdict = match pixels(&file, ifd["offset"].as_u64().unwrap()) {
                Pixels::Unsupported(what) => {
                    let expected = entry["expect"].as_str().unwrap();
                    let by_design = BY_DESIGN.iter().any(|words| what.contains(words));
                    if expected.starts_with("ok") && expected != "ok-or-unsupported" && !by_design {
                        wrong.push(format!("{place}: unsupported: {what}"));
                    }
                    "unsupported"
                }
                Pixels::Failed(what) => {
                    let broken = ["any-no-crash", "invalid", "disputed"].contains(&entry["expect"].as_str().unwrap());
                    if !broken {
                        wrong.push(format!("{place}: failed: {what}"));
                    }
                    if broken { "broken" } else { "failed" }
                }
                Pixels::Decoded { bytes, image } => {
                    let chunky = if image.planar { interleave(&bytes, &image) } else { bytes.clone() };
                    match compare(&folder.join(entry["npy_dir"].as_str().unwrap_or("npy")), ifd, &bytes, &chunky, &image) {
                        Ok(verdict) => verdict,
                        Err(what) => {
                            // Where one decoder alone reads it, it is no judge.
                            let disputed = ["disputed", "any-no-crash", "invalid"].contains(&entry["expect"].as_str().unwrap());
                            let alone = entry["expect"] == "ok-or-unsupported" && ifd["confidence"] == "one-decoder";
                            let judged = !disputed && !alone;
                            if !judged {
                                println!("{place}: {}", what.get(..60).unwrap_or(&what));
                            }
                            if judged {
                                wrong.push(format!("{place}: {what}"));
                            }
                            if judged { "WRONG" } else { "differs, not judged" }
                        }
                    }
                }
            };
            *counts.entry((ifd["compression_name"].as_str().unwrap_or("?").to_owned(), verdict)).or_default() += 1;
        }
    }
    for ((compression, verdict), count) in &counts {
        println!("{compression:>20} {verdict:<20} {count}");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is not decoded on purpose: viewers have no use for it.
const BY_DESIGN: &[&str] = &["complex samples", "ImageWidth is absent"];

fn compare(folder: &std::path::Path, ifd: &Value, stored: &[u8], chunky: &[u8], image: &Image) -> Result<&'static str, String> {
    let decoded = &ifd["decoded"];
    let wanted = [&decoded["sha256"], &decoded["sha256_yxs"]].map(|sha| sha.as_str().unwrap_or("").to_owned());
    if [hex(stored), hex(chunky)].iter().any(|sha| wanted.contains(sha)) {
        return Ok("exact");
    }
    if ifd["check"] == "exact" {
        return Err(format!(
            "other pixels: {:?} of {} x {} x {}, wanted {}",
            image.sample_type, image.height, image.width, image.samples, decoded
        ));
    }
    let allowed = ifd["tolerance"]["max_abs_vs_either_reference"].as_u64().unwrap_or(2) as u32;
    let mut best = u32::MAX;
    for reference in [&ifd["npy"], &ifd["nearest_chroma_upsampling"]] {
        let Some(name) = reference["file"].as_str() else { continue };
        let (_, body) = npy(&folder.join(name));
        let part =
            if reference["crop_y0_x0_h_w"].is_null() { &ifd["npy"]["crop_y0_x0_h_w"] } else { &reference["crop_y0_x0_h_w"] };
        best = best.min(largest_difference(&crop(chunky, image, part), &body, image.sample_type));
    }
    if best <= allowed {
        Ok("within tolerance")
    } else {
        Err(format!("differs by up to {best} from the references (allowed {allowed})"))
    }
}
