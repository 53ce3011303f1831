//! Driving the checker from files in memory, real or virtual.

use super::{Cost, Feed, File};
use omescope::check::{Input, Options, judge_tiff};
use omescope::need::{Ask, Step};
use omescope::session::{Budget, CheckSession};
use omescope::tiff::Limits;
use serde_json::Value;

/// Runs a check with the usual limits to the end of its reading.
pub fn drive_check<F: File + ?Sized>(name: &str, file: &F, feed: Feed, most: impl FnMut() -> u64) -> (CheckSession, Cost) {
    let input = Input { name: name.to_owned(), ..Input::default() };
    let size = feed.size_known.then(|| file.size());
    let session = CheckSession::new(input, size, feed.reach, Limits::default(), Budget::default());
    drive_session(session, file, feed, most)
}

/// Runs a session to the end of its reading. Panics where it asks the same again though nothing came of it, or takes more
/// rounds than any file of the tests can need.
pub fn drive_session<F: File + ?Sized>(
    mut session: CheckSession,
    file: &F,
    feed: Feed,
    mut most: impl FnMut() -> u64,
) -> (CheckSession, Cost) {
    let mut cost = Cost::default();
    let mut last = Vec::new();
    for _ in 0..20_000_000 {
        let Step::Need(asks) = session.step() else { return (session, cost) };
        assert!(!asks.is_empty(), "a question without ranges");
        assert!(asks != last, "the same question twice: {asks:?}");
        cost.rounds += 1;
        for ask in &asks {
            let Ask::Range(range) = ask;
            assert!(range.len > 0, "a question for nothing");
            let bytes = file.read(range.start, range.len.min(feed.most).min(most()).max(1));
            cost.requests += 1;
            cost.bytes += bytes.len() as u64;
            session.supply(range.start, &bytes);
        }
        last = asks;
    }
    panic!("the session does not end");
}

/// The report as it is serialized.
pub fn report(session: &CheckSession) -> Value {
    serde_json::to_value(judge_tiff(session.facts(), &Options::default())).unwrap()
}

/// The report without what was read for it, which hangs on how the bytes come.
pub fn outcome<F: File + ?Sized>(name: &str, file: &F, feed: Feed, most: impl FnMut() -> u64) -> String {
    let (session, _) = drive_check(name, file, feed, most);
    let mut report = report(&session);
    report.as_object_mut().unwrap().remove("transfer").unwrap();
    report.to_string()
}

/// A TIFF of one strip of 16 x 16 bytes with a description.
pub fn tiff_with(description: &[u8]) -> Vec<u8> {
    let entries: [(u16, u16, u32, u32); 10] = [
        (256, 3, 1, 16),
        (257, 3, 1, 16),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (270, 2, description.len() as u32 + 1, 8 + 256),
        (273, 4, 1, 8),
        (277, 3, 1, 1),
        (278, 3, 1, 16),
        (279, 4, 1, 256),
    ];
    let mut bytes = vec![0u8; 8 + 256];
    bytes.extend(description);
    bytes.push(0);
    let ifd = bytes.len() as u32;
    bytes[..8].copy_from_slice(&[b'I', b'I', 42, 0, 0, 0, 0, 0]);
    bytes[4..8].copy_from_slice(&ifd.to_le_bytes());
    bytes.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, count, value) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    bytes
}

/// OME-XML of one image of 16 x 16 bytes: further attributes of Pixels, and what is in it.
pub fn ome_xml(attributes: &str, inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\">\
         <Image ID=\"Image:0\" Name=\"a\"><Pixels ID=\"Pixels:0\" DimensionOrder=\"XYCZT\" Type=\"uint8\" SizeX=\"16\" SizeY=\"16\" \
         {attributes}>{inner}</Pixels></Image></OME>"
    )
}

/// The finding of a rule, where there is one.
pub fn finding<'a>(report: &'a Value, rule: &str) -> Option<&'a Value> {
    report["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == rule)
}
