//! Large and hostile files: what is read and held for a report, and that it ends. The memory and the work are counted.

mod support;

use omescope::check::Input;
use omescope::session::{Budget, CheckSession, Reach};
use omescope::tiff::Limits;
use support::big::Big;
use support::check::{drive_check, drive_session, finding, ome_xml, report, tiff_with};
use support::work::{Work, counted};
use support::{Cost, Feed, File};

const MIB: u64 = 1 << 20;

/// Reads and judges a file: the report, what was read for it, and what that took.
fn check<F: File + ?Sized>(file: &F, reach: Reach) -> (serde_json::Value, Cost, Work) {
    let feed = Feed { most: u64::MAX, size_known: true, reach };
    let ((text, cost), work) = counted(|| {
        let (session, cost) = drive_check("slide.ome.tif", file, feed, || u64::MAX);
        (report(&session).to_string(), cost)
    });
    (serde_json::from_str(&text).unwrap(), cost, work)
}

#[test]
fn a_slide_of_a_hundred_gigabytes_takes_few_bytes_and_little_memory() {
    let big = Big::new(40, 46_080, 8);
    assert!(big.size() > 95_000_000_000, "{}", big.size());
    for reach in [Reach::Disk, Reach::Network] {
        let (report, cost, work) = check(&big, reach);
        println!("{} GB, {reach:?}: {cost:?}, {work:?}", big.size() / 1_000_000_000);
        assert_eq!((report["facts"]["ifds"].as_u64(), report["facts"]["subIfds"].as_u64()), (Some(40), Some(280)));
        assert!(report["verdicts"].as_array().unwrap().iter().all(|verdict| verdict["verdict"] != "fails"), "{report}");
        assert!(report["facts"]["tilesDecoded"].as_u64() > Some(2), "{report}");
        assert!(cost.bytes < 4_000_000, "{cost:?}");
        assert!(work.held < 64 * MIB, "{work:?}");
    }
}

/// A BigTIFF of IFDs of eight entries, one behind the other, each of one strip of 8 x 8 bytes; the first with OME-XML.
fn many(count: u64) -> Vec<u8> {
    let xml = ome_xml(&format!("SizeC=\"1\" SizeZ=\"{count}\" SizeT=\"1\""), "<Channel ID=\"Channel:0:0\"/><TiffData/>");
    let xml = xml.replace("SizeX=\"16\" SizeY=\"16\"", "SizeX=\"8\" SizeY=\"8\"");
    let mut bytes = b"II\x2b\0\x08\0\0\0\x10\0\0\0\0\0\0\0".to_vec();
    let (plain, ifd) = (8 + 8 * 20 + 8, |entries: u64| 8 + entries * 20 + 8);
    let text_at = 16 + ifd(9) + (count - 1) * plain;
    for n in 0..count {
        let entries = [(256, 8), (257, 8), (258, 8), (259, 1), (262, 1), (270, 0), (273, 16), (278, 8), (279, 64)];
        let entries = entries.iter().filter(|(tag, _)| n == 0 || *tag != 270);
        bytes.extend((8 + u64::from(n == 0)).to_le_bytes());
        for (tag, value) in entries {
            let described = *tag == 270;
            bytes.extend((*tag as u16).to_le_bytes());
            bytes.extend(if described { 2u16 } else { 16 }.to_le_bytes());
            bytes.extend(if described { xml.len() as u64 } else { 1 }.to_le_bytes());
            bytes.extend(if described { text_at } else { *value }.to_le_bytes());
        }
        bytes.extend(if n + 1 == count { 0 } else { bytes.len() as u64 + 8 }.to_le_bytes());
    }
    bytes.extend(xml.as_bytes());
    bytes
}

#[test]
fn two_hundred_thousand_planes_are_all_looked_at() {
    let bytes = many(200_000);
    let (report, cost, work) = check(&bytes[..], Reach::Disk);
    println!("200,000 IFDs: {cost:?}, {work:?}");
    assert_eq!(report["facts"]["ifds"], 200_000);
    assert!(finding(&report, "index/offsets-missing").is_some_and(|finding| finding["effect"] == "slow"), "{report}");
    assert!(finding(&report, "ifd/missing-planes").is_none(), "{report}");
    // The chain is walked first, and the window does not keep all of it.
    assert!(cost.bytes < 2 * bytes.len() as u64 + 200_000 && cost.rounds < 120, "{cost:?}");
    assert!(work.held < 256 * MIB, "{work:?}");
}

#[test]
fn more_ifds_than_are_visited_are_told() {
    let bytes = many(3000);
    let limits = Limits { ifds: 1000, ..Limits::default() };
    let session = CheckSession::new(Input::default(), Some(bytes.len() as u64), Reach::Memory, limits, Budget::default());
    let (session, _) = drive_session(session, &bytes[..], Feed::WHOLE, || u64::MAX);
    let report = report(&session);
    assert!(report.to_string().contains("1000") && report["facts"]["ifds"] == 1000, "{report}");
}

/// Texts that are refused before they are parsed: what they would cost is not memory.
const REFUSED: [&str; 2] = ["attributes without end", "namespaces in namespaces"];

/// OME-XML that is as bad as it can be in one way each: what, the text, MiB that may be held for it beyond four times its length.
fn bombs() -> Vec<(&'static str, String, u64)> {
    let sizes = "SizeC=\"1\" SizeZ=\"1\" SizeT=\"1\"";
    let planes = "SizeC=\"1\" SizeZ=\"1048576\" SizeT=\"1\"";
    let one = |attributes: &str, inner: &str| ome_xml(attributes, inner);
    let repeated = |text: &str, bytes: usize| text.repeat(bytes / text.len());
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=\"\"")).collect();
    let few: String = (0..200).map(|n| format!(" a{n}=\"\"")).collect();
    let scopes: String = (0..60_000).map(|n| format!("<a xmlns:n{n}=\"u{n}\">")).collect();
    let image = one(planes, "<Channel/><TiffData/>");
    let image = &image[image.find("<Image").unwrap()..image.find("</OME>").unwrap()];
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><OME>&c;</OME>";
    let external = "<!DOCTYPE OME SYSTEM \"file:///etc/passwd\"><OME/>";
    vec![
        ("entities", laughs.to_owned(), 8),
        ("an external document type", external.to_owned(), 8),
        ("a million channels", one("SizeC=\"1000000\" SizeZ=\"1\" SizeT=\"1\"", &"<Channel/>".repeat(1_000_000)), 512),
        (
            "a million channels of one name",
            one("SizeC=\"1000000\" SizeZ=\"1\" SizeT=\"1\"", &"<Channel Name=\"a\"/>".repeat(1_000_000)),
            768,
        ),
        ("a thousand images of a million planes", format!("<OME>{}</OME>", image.repeat(1000)), 512),
        ("TiffData for all planes again and again", one(planes, &"<TiffData PlaneCount=\"1048576\"/>".repeat(100_000)), 512),
        ("a DimensionOrder of megabytes", one(sizes, "<Channel/>").replace("XYCZT", &repeated("ZCT", 8 << 20)), 64),
        (
            "a Name of megabytes",
            one(sizes, "<Channel/>").replace(
                "Name=\"a\"",
                &format!("Name=\"{}\"", repeated("<&\u{202e}", 12 << 20).replace('<', "&lt;").replace('&', "&amp;")),
            ),
            256,
        ),
        ("a Type of megabytes", one(sizes, "<Channel/>").replace("uint8", &repeated("\u{b5}", 8 << 20)), 64),
        (
            "a unit of megabytes",
            one(
                &format!("{sizes} PhysicalSizeX=\"1\" PhysicalSizeY=\"1\" PhysicalSizeXUnit=\"{}\"", repeated("k", 8 << 20)),
                "<Channel/>",
            ),
            96,
        ),
        ("attributes without end", format!("<OME{attributes}/>"), 64),
        ("two hundred attributes each", format!("<OME>{}</OME>", format!("<a{few}/>").repeat(10_000)), 512),
        ("namespaces in namespaces", format!("<OME>{scopes}"), 64),
        ("xmlns without end", format!("<OME>{}</OME>", repeated("xmlns", 16 << 20)), 64),
        ("elements in elements", format!("<OME>{}", "<a>".repeat(2_000_000)), 512),
        ("elements in elements that end", format!("<OME>{}{}</OME>", "<a>".repeat(1_000_000), "</a>".repeat(1_000_000)), 512),
        ("more nodes than are read", format!("<OME>{}</OME>", "<a/>".repeat(12_000_000)), 1024),
        ("CDATA after CDATA", format!("<OME>{}</OME>", "<![CDATA[x]]>".repeat(1_000_000)), 256),
        ("character references", format!("<OME a=\"{}\"/>", "&#10;".repeat(5_000_000)), 128),
        ("a tag without end", format!("<OME {}", repeated("a=\"\"", 16 << 20)), 64),
        ("a comment without end", format!("<OME><!--{}", repeated("-", 16 << 20)), 64),
        ("a single line of images", format!("<OME>{}</OME>", "<Image/>".repeat(1_000_000)), 512),
        ("64 MB of spaces", " ".repeat((64 << 20) - 1), 128),
        ("noise", repeated("\u{0}<&\u{7f}\u{9b}]]>", 8 << 20), 64),
    ]
}

#[test]
fn hostile_texts_take_little_work_and_are_told_in_a_small_report() {
    for (what, text, mib) in bombs() {
        let bytes = tiff_with(text.as_bytes());
        let (report, cost, work) = check(&bytes[..], Reach::Disk);
        let (said, size) = (report.to_string(), text.len() as u64);
        println!("{what}: {:.1} MB, {work:?}, report of {} bytes", size as f64 / 1e6, said.len());
        assert!(work.held < mib * MIB + 4 * size, "{what}: {work:?}");
        assert!(work.allocations < 60_000 + size / 8 && work.allocated < MIB + 80 * size, "{what}: {work:?}");
        assert!(said.len() < 400_000, "{what}: {}", said.len());
        assert!(cost.bytes <= bytes.len() as u64 + 200_000, "{what}: {cost:?}");
        let told = report["findings"].as_array().unwrap().len() + report["notChecked"].as_array().unwrap().len();
        assert!(told > 0, "{what}: {report}");
        assert!(!REFUSED.contains(&what) || said.contains("more than"), "{what}: {report}");
    }
}

#[test]
fn a_description_longer_than_the_window_is_read_however_it_comes() {
    let text = ome_xml("SizeC=\"1\" SizeZ=\"1\" SizeT=\"1\"", &format!("<Channel/><!--{}-->", "x".repeat(50 << 20)));
    let bytes = tiff_with(text.as_bytes());
    for most in [u64::MAX, 1 << 20, 70_001] {
        let feed = Feed { most, size_known: true, reach: Reach::Network };
        let (session, cost) = drive_check("a.ome.tif", &bytes[..], feed, || u64::MAX);
        assert_eq!(report(&session)["facts"]["omeXmlBytes"], text.len() + 1);
        assert!(cost.bytes < bytes.len() as u64 + 1_000_000, "{cost:?}");
    }
}
