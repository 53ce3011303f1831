//! Pixels of real files, where the corpus is there: every IFD and SubIFD whose pixels are known decodes to them.

mod support;

use omescope::bytes::{Endian, unsigned};
use omescope::codec::{Module, SampleType};
use omescope::image::Image;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use support::corpus;
use support::pixels::{Pixels, interleave, pixels};

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
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
                    // The manifest calls codecs unsupported that have come since.
                    let known = ifd["compression"].as_u64().and_then(|code| Module::of(code as u32)).is_some();
                    let come = expected == "unsupported-codec" && known;
                    let by_design = BY_DESIGN.iter().any(|words| what.contains(words));
                    if (expected.starts_with("ok") || come) && expected != "ok-or-unsupported" && !by_design {
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
