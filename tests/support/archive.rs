//! Zip archives that the oracle makes: no records of ZIP64, entries stored or deflated.

use omescope::codec::inflate::decode_raw;
use omescope::viewer::Zip;
use std::collections::{BTreeMap, BTreeSet};

/// The objects of the store in an archive, and what is noticed of the archive, as the driver in JavaScript has them.
pub(crate) fn opened(bytes: &[u8]) -> (BTreeMap<String, Vec<u8>>, Zip) {
    let number =
        |at: usize, len: usize| bytes[at..at + len].iter().rev().fold(0usize, |number, byte| number << 8 | *byte as usize);
    let end = (0..bytes.len() - 21).rev().find(|at| number(*at, 4) == 0x0605_4b50).unwrap();
    let mut zip = Zip {
        entries: number(end + 10, 2) as u64,
        directory: number(end + 12, 4) as u64,
        comment: String::from_utf8_lossy(&bytes[end + 22..]).into_owned(),
        size: Some(bytes.len() as u64),
        ..Zip::default()
    };
    let (mut at, mut files, mut packed) = (number(end + 16, 4), BTreeMap::new(), BTreeMap::new());
    for _ in 0..zip.entries {
        let name = String::from_utf8(bytes[at + 46..at + 46 + number(at + 28, 2)].to_vec()).unwrap();
        let (method, stored, size, local) = (number(at + 10, 2), number(at + 20, 4), number(at + 24, 4), number(at + 42, 4));
        let start = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let mut content = bytes[start..start + stored].to_vec();
        if method == 8 {
            let mut out = vec![0; size];
            decode_raw(&content, &mut out).unwrap();
            content = out;
            packed.insert(name.clone(), stored as u64);
        }
        zip.first.get_or_insert(name.clone());
        files.insert(name, content);
        at += 46 + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
    }
    let top: BTreeSet<&str> = files.keys().map(|name| name.split('/').next().unwrap()).filter(|top| *top != "__MACOSX").collect();
    zip.top = top.into_iter().map(str::to_owned).collect();
    zip.compressed = packed.len() as u64;
    zip.first_compressed = packed.keys().next().cloned();
    let prefix = match zip.top.as_slice() {
        [only] if only.ends_with(".zarr") => format!("{only}/"),
        _ => String::new(),
    };
    let inside = |name: &String| name.strip_prefix(&prefix).map(str::to_owned);
    zip.packed = packed.iter().filter_map(|(name, size)| Some((inside(name)?, *size))).collect();
    (files.into_iter().filter_map(|(name, content)| Some((inside(&name)?, content))).collect(), zip)
}
