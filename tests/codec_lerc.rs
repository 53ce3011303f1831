//! LERC blobs nobody of this project wrote.

mod support;

use omescope::codec::lerc::{LercSpec, Mask, SampleType, decode};
use serde_json::Value;

/// SHA-256 (FIPS 180-4), as the manifest names results by it.
fn sha256(message: &[u8]) -> String {
    let primes = (2u64..).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0)).take(64).collect::<Vec<_>>();
    // The constants are the first 32 bits of the fractions of cube and square roots: found here by integer search.
    let root = |prime: u64, power: u32| {
        let (mut low, mut high) = (0u128, 1u128 << 36);
        while high - low > 1 {
            let middle = (low + high) / 2;
            let scaled = if power == 2 { u128::from(prime) << 64 } else { u128::from(prime) << 96 };
            if middle.pow(power) <= scaled { low = middle } else { high = middle }
        }
        low as u32
    };
    let k: Vec<u32> = primes.iter().map(|p| root(*p, 3)).collect();
    let mut h: Vec<u32> = primes[..8].iter().map(|p| root(*p, 2)).collect();
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(
        padded.len().div_ceil(64) * 64 + if padded.len() % 64 > 56 || padded.len().is_multiple_of(64) { 64 } else { 0 },
        0,
    );
    let end = padded.len() - 8;
    padded[end..].copy_from_slice(&(message.len() as u64 * 8).to_be_bytes());
    for block in padded.as_chunks::<64>().0 {
        let mut w: Vec<u32> = block.as_chunks::<4>().0.iter().map(|b| u32::from_be_bytes(*b)).collect();
        for t in 16..64 {
            let (a, b) = (w[t - 15], w[t - 2]);
            let s0 = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
            let s1 = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
            w.push(w[t - 16].wrapping_add(s0).wrapping_add(w[t - 7]).wrapping_add(s1));
        }
        let mut v = h.clone();
        for t in 0..64 {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let t1 = v[7].wrapping_add(s1).wrapping_add((v[4] & v[5]) ^ (!v[4] & v[6])).wrapping_add(k[t]).wrapping_add(w[t]);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let t2 = s0.wrapping_add((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(t1);
            v[0] = t1.wrapping_add(t2);
        }
        h.iter_mut().zip(v).for_each(|(h, v)| *h = h.wrapping_add(v));
    }
    h.iter().map(|word| format!("{word:08x}")).collect()
}

fn sample_type(name: &str) -> SampleType {
    match name {
        "uint8" => SampleType::U8,
        "int8" => SampleType::I8,
        "uint16" => SampleType::U16,
        "int16" => SampleType::I16,
        "uint32" => SampleType::U32,
        "int32" => SampleType::I32,
        "float32" => SampleType::F32,
        "float64" => SampleType::F64,
        other => panic!("{other}"),
    }
}

/// What the manifest says of a blob's shape, and whether its bands lie one after the other there.
fn spec_of(decoded: &Value) -> (LercSpec, bool) {
    let shape: Vec<u32> = decoded["shape"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as u32).collect();
    let bands_first = shape.len() == 3 && shape[0] < shape[2];
    let (height, width, samples) = match *shape {
        [height, width] => (height, width, 1),
        [samples, height, width] if bands_first => (height, width, samples),
        [height, width, samples] => (height, width, samples),
        _ => panic!("{shape:?}"),
    };
    let sample = sample_type(decoded["dtype"].as_str().unwrap());
    (LercSpec { width, height, samples: samples as u16, sample }, bands_first)
}

fn size(spec: &LercSpec) -> usize {
    spec.width as usize * spec.height as usize * usize::from(spec.samples) * spec.sample.bytes()
}

/// The samples of each band together.
fn planar(spec: &LercSpec, chunky: &[u8]) -> Vec<u8> {
    let (bytes, samples) = (spec.sample.bytes(), usize::from(spec.samples));
    let band = |sample: usize| chunky.chunks(bytes * samples).flat_map(move |pixel| &pixel[sample * bytes..][..bytes]);
    (0..samples).flat_map(band).copied().collect()
}

fn check_mask(path: &str, wanted: &Value, spec: &LercSpec, mask: Option<&Mask>) {
    let pixels = spec.width as usize * spec.height as usize;
    let bytes: Vec<u8> = (0..pixels).map(|at| mask.is_none_or(|mask| mask.is_valid(at, 0)).into()).collect();
    match wanted["sha256_u1"].as_str() {
        Some(wanted) => assert_eq!(sha256(&bytes), wanted, "{path}: mask"),
        None => assert!(mask.is_none(), "{path}: a mask"),
    }
}

#[test]
fn every_blob_of_the_corpus_decodes_to_the_bytes_of_the_manifest() {
    let Some(folder) = support::corpus() else { return };
    let manifest: Value = serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    let mut count = 0;
    for entry in manifest["entries"].as_array().unwrap().iter().filter(|entry| entry["category"] == "lerc-blob") {
        let path = entry["path"].as_str().unwrap();
        let blob = std::fs::read(folder.join(path)).unwrap();
        count += 1;
        if entry["expect"] == "invalid" {
            let spec = LercSpec { width: 61, height: 83, samples: 1, sample: SampleType::U16 };
            assert!(decode(&blob, &spec, &mut vec![0; size(&spec)]).is_err(), "{path}");
            continue;
        }
        let decoded = &entry["decoded"];
        let (spec, bands_first) = spec_of(decoded);
        let mut out = vec![0xaa; size(&spec)];
        let mask = decode(&blob, &spec, &mut out).unwrap_or_else(|failure| panic!("{path}: {failure}"));
        let wanted = decoded["sha256_invalid_as_zero"].as_str().or(decoded["sha256"].as_str()).unwrap();
        assert_eq!(sha256(&if bands_first { planar(&spec, &out) } else { out }), wanted, "{path}");
        check_mask(path, &entry["mask"], &spec, mask.as_ref());
    }
    assert!(count > 0);
    println!("{count} blobs");
}

#[test]
fn cut_and_damaged_blobs_of_the_corpus_do_not_panic() {
    let Some(folder) = support::corpus() else { return };
    let manifest: Value = serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    let entries = manifest["entries"].as_array().unwrap().iter();
    // Without a checksum damage reaches everything: Lerc1, and Lerc2 before version 3.
    for entry in entries.filter(|entry| entry["category"] == "lerc-blob" && entry["expect"] == "ok") {
        let blob = std::fs::read(folder.join(entry["path"].as_str().unwrap())).unwrap();
        if blob.starts_with(b"Lerc2 ") && blob[6] >= 3 {
            continue;
        }
        let (spec, _) = spec_of(&entry["decoded"]);
        let mut out = vec![0; size(&spec)];
        for round in 0..200usize {
            let at = round.wrapping_mul(2_654_435_761) % if round % 2 == 0 { blob.len() } else { 200.min(blob.len()) };
            let mut damaged = blob.clone();
            damaged[at] ^= (round * 37 % 255 + 1) as u8;
            let _ = decode(&damaged, &spec, &mut out);
            if let Err(failure) = decode(&blob[..at], &spec, &mut out) {
                assert!(failure.read <= at && failure.written <= out.len());
            }
        }
    }
}
