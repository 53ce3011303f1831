use super::testing::Made;
use super::*;
use crate::zarr::{Reply, Store};

fn made() -> Made {
    Made::groups(&[4, 50])
        .doubles("x", &[(0.0, 10.0), (1.5, 9.0)])
        .texts("genes")
        .ints("codes", &[(-3, 7), (0, 9)])
        .bytes("geometry", b"\x01\x03\0\0\0")
        .with("pandas", "{}")
}

#[test]
fn footers_say_what_columns_and_row_groups_there_are() {
    let footer = Footer::read(&made().footer()).unwrap();
    assert_eq!(footer.rows, 54);
    let names: Vec<_> = footer.columns.iter().map(|column| (column.name.as_str(), column.arrow_type())).collect();
    assert_eq!(names, [("x", "Float64"), ("genes", "Utf8"), ("codes", "Int32"), ("geometry", "Binary")]);
    assert_eq!(
        footer.groups.iter().map(|group| (group.rows, group.start(), group.size())).collect::<Vec<_>>(),
        [(4, 4, 400), (50, 404, 400)]
    );
    assert_eq!(footer.extremes("x"), Some((0.0, 10.0)));
    assert_eq!(footer.extremes("codes"), Some((-3.0, 9.0)));
    assert_eq!(footer.extremes("genes"), None);
    assert_eq!(footer.value("pandas"), Some(&b"{}"[..]));
}

#[test]
fn footers_that_are_cut_or_scrambled_are_refused_or_read_but_never_hang() {
    let whole = made().footer();
    for len in 0..whole.len() {
        assert!(Footer::read(&whole[..len]).is_err(), "{len}");
    }
    for at in 0..whole.len() {
        for value in [0, 0x0c, 0x7f, 0xf9, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            let _ = Footer::read(&bytes);
        }
    }
    let nested = [0x1c; 1 << 16];
    assert_eq!(Footer::read(&nested), Err(FooterFault::Broken("values are nested too deep")));
    let long_list = [0x49, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x0f];
    assert_eq!(Footer::read(&long_list), Err(FooterFault::Broken("a list is longer than the footer")));
}

#[test]
fn files_are_read_from_their_end() {
    let read = |bytes: &[u8]| {
        let mut store = Store::new();
        store.supply("a.parquet", Reply::Bytes(bytes.to_vec()));
        store.read(|look| parquet_file(look, "a.parquet")).0.here().unwrap()
    };
    let file = made().file();
    let found = read(&file);
    assert_eq!((found.size, found.footer.unwrap().groups.len()), (crate::bytes::len64(file.len()), 2));
    assert_eq!(read(b"PAR1").footer, Err(FooterFault::Short));
    assert_eq!(read(&[0; 64]).footer, Err(FooterFault::NoMagic));
    assert_eq!(read(&file[file.len() - 20..]).footer, Err(FooterFault::Cut));
}
