//! Every combination of compression, predictor, sample type, byte order, tiles or strips, planar or chunky, and classic
//! or BigTIFF: what was written comes out, and the tiff crate agrees wherever it can read it.

mod support;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use omescope::bytes::Endian;
use std::io::{Cursor, Write};
use support::pixels::{Pixels, interleave, pixels};
use tiff::decoder::{Decoder, DecodingResult};
use weezl::BitOrder;

const WIDTH: usize = 37;
const HEIGHT: usize = 29;

#[derive(Clone, Copy, Debug)]
struct Layout {
    compression: u16,
    predictor: u16,
    bits: usize,
    format: u16,
    samples: usize,
    big_endian: bool,
    planar: bool,
    tiled: bool,
    big: bool,
}

impl Layout {
    fn size(&self) -> usize {
        self.bits / 8
    }

    fn endian(&self) -> Endian {
        if self.big_endian { Endian::Big } else { Endian::Little }
    }

    fn is_real(&self) -> bool {
        let float = self.format == 3;
        let predictor = match self.predictor {
            3 => float && self.compression != 32773,
            2 => !float && self.compression != 1 && self.compression != 32773,
            _ => true,
        };
        predictor && (!float || self.bits >= 16) && !(self.planar && self.samples == 1)
    }

    /// One sample in the byte order of the file.
    fn put(&self, into: &mut Vec<u8>, value: u64) {
        let bytes = value.to_be_bytes();
        let bytes = &bytes[8 - self.size()..];
        if self.big_endian { into.extend(bytes) } else { into.extend(bytes.iter().rev()) }
    }
}

/// Samples that are neither constant nor noise: neighbours are alike, and high bits are in use.
fn samples(layout: &Layout) -> Vec<u64> {
    let mask = if layout.bits == 64 { u64::MAX } else { (1 << layout.bits) - 1 };
    (0..WIDTH * HEIGHT * layout.samples)
        .map(|at| {
            let (x, y) = ((at / layout.samples % WIDTH) as u64, (at / layout.samples / WIDTH) as u64);
            let wave = x * 3 + y * 5 + (at % layout.samples) as u64 * 50 + (x * y % 7);
            // Finite numbers where they are floats: exponents near the middle.
            let value = if layout.format == 3 {
                (0x3c << (layout.bits - 8)) + (wave << (layout.bits / 4))
            } else {
                wave.wrapping_mul(0x0101_0101_0101_0307)
            };
            value & mask
        })
        .collect()
}

/// One block of samples, plane or all: rows of values.
fn block_bytes(layout: &Layout, rows: &[Vec<u64>], in_block: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for row in rows {
        match layout.predictor {
            2 => {
                let mask = if layout.bits == 64 { u64::MAX } else { (1 << layout.bits) - 1 };
                for (at, value) in row.iter().enumerate() {
                    let before = at.checked_sub(in_block).map_or(0, |before| row[before]);
                    layout.put(&mut out, value.wrapping_sub(before) & mask);
                }
            }
            3 => {
                // Most significant bytes of all values first, then differences of bytes (technical note 3).
                let size = layout.size();
                let planes: Vec<u8> =
                    (0..size).flat_map(|byte| row.iter().map(move |value| (value >> (8 * (size - 1 - byte))) as u8)).collect();
                out.extend(
                    (0..planes.len())
                        .map(|at| planes[at].wrapping_sub(at.checked_sub(in_block).map_or(0, |before| planes[before]))),
                );
            }
            _ => row.iter().for_each(|value| layout.put(&mut out, *value)),
        }
    }
    out
}

fn compress(layout: &Layout, bytes: &[u8]) -> Vec<u8> {
    match layout.compression {
        5 => weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(bytes).unwrap(),
        8 => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(bytes).unwrap();
            encoder.finish().unwrap()
        }
        32773 => bytes.chunks(128).flat_map(|part| [&[(part.len() - 1) as u8][..], part].concat()).collect(),
        _ => bytes.to_vec(),
    }
}

/// A whole file.
fn write(layout: &Layout, samples: &[u64]) -> Vec<u8> {
    let (block_width, block_height) = if layout.tiled { (16, 16) } else { (WIDTH, 7) };
    let planes = if layout.planar { layout.samples } else { 1 };
    let in_block = if layout.planar { 1 } else { layout.samples };
    let mut blocks = Vec::new();
    for plane in 0..planes {
        for top in (0..HEIGHT).step_by(block_height) {
            for left in (0..WIDTH).step_by(block_width) {
                let rows = if layout.tiled { block_height } else { block_height.min(HEIGHT - top) };
                let value = |x: usize, y: usize, sample: usize| {
                    let (x, y) = (x.min(WIDTH - 1), y.min(HEIGHT - 1));
                    samples[(y * WIDTH + x) * layout.samples + if layout.planar { plane } else { sample }]
                };
                let rows: Vec<Vec<u64>> = (top..top + rows)
                    .map(|y| {
                        (left..left + block_width)
                            .flat_map(|x| (0..in_block).map(move |sample| (x, sample)))
                            .map(|(x, sample)| value(x, y, sample))
                            .collect()
                    })
                    .collect();
                blocks.push(compress(layout, &block_bytes(layout, &rows, in_block)));
            }
        }
    }
    assemble(layout, &blocks, block_width, block_height)
}

fn assemble(layout: &Layout, blocks: &[Vec<u8>], block_width: usize, block_height: usize) -> Vec<u8> {
    let number = |file: &mut Vec<u8>, value: u64, size: usize| {
        let bytes = value.to_be_bytes();
        if layout.big_endian { file.extend(&bytes[8 - size..]) } else { file.extend(bytes[8 - size..].iter().rev()) }
    };
    let offset = if layout.big { 8 } else { 4 };
    let mut file = if layout.big_endian { b"MM".to_vec() } else { b"II".to_vec() };
    number(&mut file, if layout.big { 43 } else { 42 }, 2);
    if layout.big {
        number(&mut file, 8, 2);
        number(&mut file, 0, 2);
    }
    let pointer_at = file.len();
    file.extend(vec![0; offset]);
    let mut places = Vec::new();
    for block in blocks {
        places.push(file.len() as u64);
        file.extend(block);
    }
    let counts = blocks.iter().map(|block| block.len() as u64).collect();
    let mut entries: Vec<(u16, u16, Vec<u64>)> = vec![
        (256, 4, vec![WIDTH as u64]),
        (257, 4, vec![HEIGHT as u64]),
        (258, 3, vec![layout.bits as u64; layout.samples]),
        (259, 3, vec![layout.compression.into()]),
        (262, 3, vec![if layout.samples == 3 { 2 } else { 1 }]),
        (277, 3, vec![layout.samples as u64]),
        (284, 3, vec![if layout.planar { 2 } else { 1 }]),
        (317, 3, vec![layout.predictor.into()]),
        (339, 3, vec![layout.format.into(); layout.samples]),
    ];
    if layout.tiled {
        entries.extend([
            (322, 4, vec![block_width as u64]),
            (323, 4, vec![block_height as u64]),
            (324, 4, places),
            (325, 4, counts),
        ]);
    } else {
        entries.extend([(273, 4, places), (278, 4, vec![block_height as u64]), (279, 4, counts)]);
    }
    entries.sort();
    let mut table = Vec::new();
    for (tag, kind, values) in &entries {
        let size = if *kind == 3 { 2 } else { 4 };
        let mut bytes = Vec::new();
        values.iter().for_each(|value| number(&mut bytes, *value, size));
        number(&mut table, (*tag).into(), 2);
        number(&mut table, (*kind).into(), 2);
        number(&mut table, values.len() as u64, offset);
        if bytes.len() > offset {
            number(&mut table, file.len() as u64, offset);
            file.extend(bytes);
        } else {
            bytes.resize(offset, 0);
            table.extend(bytes);
        }
    }
    let ifd_at = file.len() as u64;
    number(&mut file, entries.len() as u64, if layout.big { 8 } else { 2 });
    file.extend(table);
    number(&mut file, 0, offset);
    let mut pointer = Vec::new();
    number(&mut pointer, ifd_at, offset);
    file[pointer_at..pointer_at + offset].copy_from_slice(&pointer);
    file
}

/// Chunky samples in the byte order of this machine.
fn ours(layout: &Layout, file: &[u8]) -> Vec<u8> {
    let first = 4 + if layout.big { 4 } else { 0 };
    let at = omescope::bytes::unsigned(&file[first..first + if layout.big { 8 } else { 4 }], layout.endian()).unwrap();
    match pixels(file, at) {
        Pixels::Decoded { bytes, image } if image.planar => interleave(&bytes, &image),
        Pixels::Decoded { bytes, .. } => bytes,
        Pixels::Unsupported(what) | Pixels::Failed(what) => panic!("{layout:?}: {what}"),
    }
}

fn native(values: &[u64], size: usize) -> Vec<u8> {
    let le = cfg!(target_endian = "little");
    values
        .iter()
        .flat_map(|value| if le { value.to_le_bytes()[..size].to_vec() } else { value.to_be_bytes()[8 - size..].to_vec() })
        .collect()
}

/// What the tiff crate makes of a chunky file; nothing where it refuses.
fn theirs(file: &[u8]) -> Option<Vec<u8>> {
    macro_rules! bytes {
        ($values:expr) => {
            $values.iter().flat_map(|value| value.to_ne_bytes()).collect()
        };
    }
    let mut decoder = Decoder::new(Cursor::new(file)).ok()?;
    Some(match decoder.read_image().ok()? {
        DecodingResult::U8(values) => values,
        DecodingResult::U16(values) => bytes!(values),
        DecodingResult::U32(values) => bytes!(values),
        DecodingResult::U64(values) => bytes!(values),
        DecodingResult::I8(values) => bytes!(values),
        DecodingResult::I16(values) => bytes!(values),
        DecodingResult::I32(values) => bytes!(values),
        DecodingResult::I64(values) => bytes!(values),
        DecodingResult::F32(values) => bytes!(values),
        DecodingResult::F64(values) => bytes!(values),
        _ => return None,
    })
}

fn layouts() -> impl Iterator<Item = Layout> {
    let flags = |n: usize| [n & 1 != 0, n & 2 != 0, n & 4 != 0, n & 8 != 0];
    let types = [(8, 1), (16, 1), (32, 1), (64, 1), (8, 2), (16, 2), (32, 2), (64, 2), (16, 3), (32, 3), (64, 3)];
    let outer = [1, 5, 8, 32773]
        .into_iter()
        .flat_map(move |compression| [1, 2, 3].into_iter().map(move |predictor| (compression, predictor)));
    outer.flat_map(move |(compression, predictor)| {
        types.into_iter().flat_map(move |(bits, format)| {
            [1, 2, 3, 4].into_iter().flat_map(move |samples| {
                (0..16).map(move |n| {
                    let [big_endian, planar, tiled, big] = flags(n);
                    Layout { compression, predictor, bits, format, samples, big_endian, planar, tiled, big }
                })
            })
        })
    })
}

#[test]
fn what_was_written_comes_out_in_every_layout_and_the_tiff_crate_agrees() {
    let (mut count, mut agreed) = (0, 0);
    for layout in layouts().filter(Layout::is_real) {
        let values = samples(&layout);
        let file = write(&layout, &values);
        let wanted = native(&values, layout.size());
        assert!(ours(&layout, &file) == wanted, "{layout:?}");
        count += 1;
        // It reads one plane of planar files, and hands half floats out in another type.
        let comparable = !(layout.planar || layout.format == 3 && layout.bits == 16);
        if let Some(theirs) = comparable.then(|| theirs(&file)).flatten() {
            assert!(theirs == wanted, "the tiff crate differs: {layout:?}");
            agreed += 1;
        }
    }
    println!("{count} layouts, of which the tiff crate read {agreed}");
    assert!(count > 2000 && agreed > 500, "{count} {agreed}");
}
