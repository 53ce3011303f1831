//! JPEG tiles against libjpeg-turbo, and against broken streams.

use omescope::codec::jpeg::{ColorRule, JpegSpec, decode};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/jpeg")
}

/// A stream, what it should become, and how.
struct Case {
    name: String,
    stream: Vec<u8>,
    tables: Option<Vec<u8>>,
    pixels: Vec<u8>,
    width: u32,
    height: u32,
    samples: u16,
    bits: u16,
}

impl Case {
    fn spec(&self, color: ColorRule) -> JpegSpec<'_> {
        let (width, height, samples, bits) = (self.width, self.height, self.samples, self.bits);
        JpegSpec { width, height, samples, bits, tables: self.tables.as_deref(), color }
    }
}

fn cases() -> Vec<Case> {
    let facts: Value = serde_json::from_slice(&fs::read(folder().join("expected.json")).unwrap()).unwrap();
    let read = |name: &str, kind: &str| fs::read(folder().join(format!("{name}.{kind}")));
    let case = |(name, facts): (&String, &Value)| {
        let number = |key: &str| facts[key].as_u64().unwrap();
        let bits = number("bits") as u16;
        let little = read(name, "raw").unwrap();
        let host = |pair: &[u8; 2]| u16::from_le_bytes(*pair).to_ne_bytes();
        let pixels = if bits > 8 { little.as_chunks().0.iter().flat_map(host).collect() } else { little };
        Case {
            name: name.clone(),
            stream: read(name, "jpg").unwrap(),
            tables: read(name, "tables").ok(),
            pixels,
            width: number("width") as u32,
            height: number("height") as u32,
            samples: number("samples") as u16,
            bits,
        }
    };
    facts.as_object().unwrap().iter().map(case).collect()
}

fn case(name: &str) -> Case {
    cases().into_iter().find(|case| case.name == name).unwrap()
}

#[test]
fn every_kind_of_stream_is_decoded_bit_by_bit_as_by_libjpeg_turbo() {
    for case in cases() {
        let mut out = vec![77; case.pixels.len()];
        let result = decode(&case.stream, &case.spec(ColorRule::ByMarkers), &mut out);
        assert_eq!(result, Ok(()), "{}", case.name);
        assert!(out == case.pixels, "{} differs", case.name);
    }
}

#[test]
fn the_caller_can_overrule_the_markers() {
    let case = case("ycbcr-444");
    let mut stored = vec![0; case.pixels.len()];
    decode(&case.stream, &case.spec(ColorRule::AsStored), &mut stored).unwrap();
    assert!(stored != case.pixels);
    let mut forced = vec![0; case.pixels.len()];
    decode(&case.stream, &case.spec(ColorRule::YCbCrToRgb), &mut forced).unwrap();
    assert!(forced == case.pixels);
}

#[test]
fn frames_are_cropped_to_the_tile_or_padded_with_zeros() {
    let case = case("ycbcr-420");
    let (width, height) = (case.width as usize, case.height as usize);
    for (wanted_width, wanted_height) in [(20, 10), (45, 50), (60, 37), (64, 64), (1, 1)] {
        let spec = JpegSpec { width: wanted_width, height: wanted_height, ..case.spec(ColorRule::ByMarkers) };
        let mut out = vec![77; (wanted_width * wanted_height * 3) as usize];
        decode(&case.stream, &spec, &mut out).unwrap();
        for (y, row) in out.chunks((wanted_width * 3) as usize).enumerate() {
            for (at, sample) in row.iter().enumerate() {
                let inside = y < height && at < width * 3;
                assert_eq!(*sample, if inside { case.pixels[y * width * 3 + at] } else { 0 }, "row {y}, byte {at}");
            }
        }
    }
}

#[test]
fn bytes_around_the_stream_and_its_markers_do_not_matter() {
    let case = case("restart-422");
    let mut stream = case.stream.clone();
    stream.extend_from_slice(&[0xFF; 40]);
    // Fill bytes in front of the frame header.
    let frame = stream.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    stream.splice(frame..frame, [0xFF; 3]);
    let mut out = vec![0; case.pixels.len()];
    decode(&stream, &case.spec(ColorRule::ByMarkers), &mut out).unwrap();
    assert!(out == case.pixels);
}

#[test]
fn a_cut_stream_keeps_the_rows_before_the_cut() {
    for case in cases() {
        let row = usize::from(case.samples) * case.width as usize * if case.bits > 8 { 2 } else { 1 };
        let mut most = 0;
        for len in 0..case.stream.len() {
            let mut out = vec![77; case.pixels.len()];
            match decode(&case.stream[..len], &case.spec(ColorRule::ByMarkers), &mut out) {
                Ok(()) => assert!(out == case.pixels, "{} cut at {len}", case.name),
                Err(failure) => {
                    assert!(failure.written % row == 0 && failure.read <= len, "{} cut at {len}: {failure}", case.name);
                    assert!(out[..failure.written] == case.pixels[..failure.written], "{} cut at {len}", case.name);
                    most = most.max(failure.written);
                }
            }
        }
        assert!(most > 0 || case.name.starts_with("progressive"), "{} never keeps a row", case.name);
    }
}

#[test]
fn corrupted_streams_fail_or_give_pixels() {
    let mut state = 1u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    for case in cases() {
        for _ in 0..1000 {
            let mut stream = case.stream.clone();
            for _ in 0..=random(4) {
                let at = random(stream.len());
                stream[at] = random(256) as u8;
            }
            let mut out = vec![77; case.pixels.len()];
            if let Err(failure) = decode(&stream, &case.spec(ColorRule::ByMarkers), &mut out) {
                assert!(failure.written <= out.len() && failure.read <= stream.len());
            }
        }
    }
}

#[test]
fn what_does_not_fit_is_refused_with_its_reason() {
    let case = case("ycbcr-420");
    let frame = case.stream.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let with = |at: usize, bytes: &[u8]| {
        let mut stream = case.stream.clone();
        stream[at..at + bytes.len()].copy_from_slice(bytes);
        stream
    };
    let spec = case.spec(ColorRule::ByMarkers);
    for (stream, spec, reason) in [
        (Vec::new(), spec, "the stream is empty"),
        (with(frame + 5, &[0xFF, 0xFF, 0xFF, 0xFF]), spec, "a frame of 65535 x 65535 has more than 67108864 pixels"),
        (with(frame + 5, &[0x10, 0, 0x10, 0]), spec, "a frame of 4096 x 4096 does not fit a tile of 45 x 37"),
        (with(frame + 1, &[0xC9]), spec, "JPEG with arithmetic coding is not supported"),
        (with(frame + 4, &[10]), spec, "JPEG samples of 10 bits are not supported"),
        (case.stream.clone(), JpegSpec { height: 38, ..spec }, "the output has 4995 bytes, not 38 rows of 135 bytes"),
        (fs::read(folder().join("gray.jpg")).unwrap(), spec, "the frame has 1 components, the tile 3 samples"),
        (fs::read(folder().join("abbreviated.jpg")).unwrap(), spec, "a scan uses a Huffman table that the stream does not have"),
    ] {
        let failure = decode(&stream, &spec, &mut vec![0; case.pixels.len()]).unwrap_err();
        assert_eq!(failure.what, reason);
    }
}

/// The fields of a classic TIFF's IFD that the tiles need, by tag.
struct Ifd<'f> {
    file: &'f [u8],
    big_endian: bool,
    at: usize,
}

impl Ifd<'_> {
    fn number(&self, at: usize, len: usize) -> usize {
        let bytes = self.file[at..at + len].iter();
        let push = |number: usize, byte: &u8| number << 8 | usize::from(*byte);
        if self.big_endian { bytes.fold(0, push) } else { bytes.rev().fold(0, push) }
    }

    /// Where the values of a tag are, their size, and how many there are.
    fn field(&self, tag: usize) -> Option<(usize, usize, usize)> {
        let entries = (0..self.number(self.at, 2)).map(|i| self.at + 2 + 12 * i);
        let entry = entries.into_iter().find(|at| self.number(*at, 2) == tag)?;
        let size = match self.number(entry + 2, 2) {
            3 => 2,
            4 => 4,
            _ => 1,
        };
        let count = self.number(entry + 4, 4);
        Some((if size * count <= 4 { entry + 8 } else { self.number(entry + 8, 4) }, size, count))
    }

    fn values(&self, tag: usize) -> Vec<usize> {
        let values = |(at, size, count)| (0..count).map(|i| self.number(at + i * size, size)).collect();
        self.field(tag).map_or(Vec::new(), values)
    }

    fn value(&self, tag: usize, default: usize) -> usize {
        self.values(tag).first().copied().unwrap_or(default)
    }
}

/// The pixels of an IFD with contiguous planes, 16 bits each, and what failed.
fn decode_ifd(ifd: &Ifd<'_>, color: ColorRule) -> (Vec<u16>, Vec<String>) {
    let (width, height, samples) = (ifd.value(256, 0), ifd.value(257, 0), ifd.value(277, 1));
    let tile = (ifd.value(322, width), ifd.value(323, ifd.value(278, height).min(height)));
    let bits = ifd.value(258, 1);
    let tables = ifd.field(347).map(|(at, _, count)| &ifd.file[at..at + count]);
    let (tiled, across) = (ifd.field(322).is_some(), width.div_ceil(tile.0));
    let (offsets, counts) = if tiled { (324, 325) } else { (273, 279) };
    let (mut image, mut failures) = (vec![0; width * height * samples], Vec::new());
    for (i, (offset, count)) in ifd.values(offsets).into_iter().zip(ifd.values(counts)).enumerate() {
        let (left, top) = (i % across * tile.0, i / across * tile.1);
        let rows = if tiled { tile.1 } else { tile.1.min(height - top) };
        let (w, h, s, b) = (tile.0 as u32, rows as u32, samples as u16, bits as u16);
        let spec = JpegSpec { width: w, height: h, samples: s, bits: b, tables, color };
        let mut out = vec![0; tile.0 * rows * samples * if bits > 8 { 2 } else { 1 }];
        if let Err(failure) = decode(&ifd.file[offset..offset + count], &spec, &mut out) {
            failures.push(format!("tile {i}: {failure}"));
        }
        let out: Vec<u16> = match bits > 8 {
            true => out.as_chunks().0.iter().map(|pair| u16::from_ne_bytes(*pair)).collect(),
            false => out.into_iter().map(u16::from).collect(),
        };
        let used = (width - left).min(tile.0) * samples;
        for (y, row) in out.chunks(tile.0 * samples).enumerate().take(height - top) {
            let at = ((top + y) * width + left) * samples;
            image[at..at + used].copy_from_slice(&row[..used]);
        }
    }
    (image, failures)
}

/// Numbers of an NPY file, as 16 bits.
fn npy(path: PathBuf) -> Vec<u16> {
    let bytes = fs::read(path).unwrap();
    let header = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let (wide, data) = (bytes[..10 + header].windows(3).any(|text| text == b"<u2"), &bytes[10 + header..]);
    match wide {
        true => data.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect(),
        false => data.iter().copied().map(u16::from).collect(),
    }
}

/// Greatest and mean difference.
fn difference(ours: &[u16], theirs: &[u16]) -> (u16, f64) {
    assert_eq!(ours.len(), theirs.len());
    let each = || ours.iter().zip(theirs).map(|(a, b)| a.abs_diff(*b));
    (each().max().unwrap_or(0), each().map(f64::from).sum::<f64>() / ours.len() as f64)
}

#[test]
fn real_files_are_as_their_references_say() {
    let given = std::env::var_os("OMESCOPE_CORPUS").map(PathBuf::from);
    let corpus = given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    let Ok(manifest) = fs::read(corpus.join("manifest.json")) else {
        println!("skipped: there is no corpus at {} (OMESCOPE_CORPUS names another place)", corpus.display());
        return;
    };
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let (mut good, mut same, mut refused, mut bad) = (0, 0, 0, Vec::new());
    for entry in manifest["entries"].as_array().unwrap().iter().filter(|entry| entry["category"] == "jpeg") {
        let file = fs::read(corpus.join(entry["path"].as_str().unwrap())).unwrap();
        for facts in entry["ifds"].as_array().unwrap() {
            if facts["compression"] != 7 || facts["npy"]["file"].is_null() {
                continue;
            }
            let ifd = Ifd { file: &file, big_endian: file.starts_with(b"MM"), at: facts["offset"].as_u64().unwrap() as usize };
            let color = match ifd.value(262, 0) {
                6 => ColorRule::YCbCrToRgb,
                2 => ColorRule::StoredUnlessJfif,
                _ => ColorRule::AsStored,
            };
            let (mut pixels, failures) = decode_ifd(&ifd, color);
            let name = format!("{} IFD {}", entry["path"], facts["index"]);
            if !failures.is_empty() && entry["expect"] == "ok-or-unsupported" {
                println!("{name} refused: {}", failures[0]);
                refused += 1;
                continue;
            }
            if let Some(crop) = facts["npy"]["crop_y0_x0_h_w"].as_array() {
                let crop: Vec<usize> = crop.iter().map(|number| number.as_u64().unwrap() as usize).collect();
                let (row, samples) = (ifd.value(256, 0), ifd.value(277, 1));
                let rows = (crop[0]..crop[0] + crop[2]).map(|y| (y * row + crop[1]) * samples);
                pixels = rows.flat_map(|at| pixels[at..at + crop[3] * samples].to_vec()).collect();
            }
            let reference = npy(corpus.join(entry["npy_dir"].as_str().unwrap()).join(facts["npy"]["file"].as_str().unwrap()));
            let (most, mean) = difference(&pixels, &reference);
            let tolerance = &facts["tolerance"];
            let allowed = tolerance["max_abs"].as_u64().or(tolerance["max_abs_vs_either_reference"].as_u64()).unwrap();
            let near = u64::from(most) <= allowed || tolerance["or_mean_abs"].as_f64().is_some_and(|allowed| mean <= allowed);
            same += usize::from(most == 0);
            if near && failures.is_empty() {
                good += 1;
            } else {
                bad.push(format!("{name} ({}): differs by {most}, {mean:.2} in the mean; {failures:?}", entry["expect"]));
            }
        }
    }
    println!("{good} IFDs decoded ({same} bit by bit), {refused} refused, {} failed", bad.len());
    bad.iter().for_each(|bad| println!("{bad}"));
    bad.retain(|bad| !bad.contains("(\"disputed\")"));
    assert!(bad.is_empty());
}
