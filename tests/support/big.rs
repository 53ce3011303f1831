//! A BigTIFF of any size that is nowhere: structure in memory, tiles worked out when they are read.

use super::File;
use std::collections::BTreeMap;

/// Bytes of a stored tile: a zlib stream of 512 x 512 zeros of 16 bits, and what is left of it.
const STORED: u64 = 230_000;
const TILE: u64 = 512;

/// OME-TIFF of channels with pyramids, all tiles stored.
pub struct Big {
    parts: BTreeMap<u64, Vec<u8>>,
    tiles_at: u64,
    size: u64,
    stream: Vec<u8>,
    /// How many IFDs the main chain has, and all together.
    pub ifds: (u64, u64),
}

struct Entry(u16, u16, u64, [u8; 8]);

fn long(tag: u16, value: u64) -> Entry {
    Entry(tag, 16, 1, value.to_le_bytes())
}

impl Big {
    /// A file of so many channels of `side` x `side` pixels in so many levels.
    pub fn new(channels: u64, side: u64, levels: u32) -> Self {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut encoder, &vec![0; (TILE * TILE * 2) as usize]).unwrap();
        let ifds = (channels, channels * u64::from(levels));
        let mut big = Self { parts: BTreeMap::new(), tiles_at: 0, size: 0, stream: encoder.finish().unwrap(), ifds };
        let mut at = 16;
        big.put(&mut 0, b"II\x2b\0\x08\0\0\0\x10\0\0\0\0\0\0\0".to_vec());
        let xml = xml(channels, side);
        let table_bytes: u64 = (0..levels).map(|level| tiles(side >> level) * 16).sum::<u64>() * channels;
        big.tiles_at = 16 + table_bytes + ifds.1 * 1000 + xml.len() as u64;
        let mut tile = 0;
        for channel in 0..channels {
            let start = at;
            // The IFD, then what it points to: all lengths are known before.
            let description = if channel == 0 { Some(xml.as_bytes()) } else { None };
            let entries = 11 + u64::from(channel == 0);
            let own = 8 + entries * 20 + 8;
            let tables = tiles(side) * 16;
            let subs_at = start + own + tables;
            let mut sub_at = subs_at + u64::from(levels - 1) * 8 + description.map_or(0, |text| text.len() as u64 + 1);
            let mut subs = Vec::new();
            for level in 1..levels {
                subs.push(sub_at);
                sub_at = big.write_ifd(sub_at, side >> level, &mut tile, Vec::new(), 0);
            }
            let mut more = vec![Entry(330, 18, subs.len() as u64, subs_at.to_le_bytes())];
            if subs.len() == 1 {
                more = vec![long(330, subs[0])];
            }
            let mut behind: Vec<u8> = subs.iter().flat_map(|at| at.to_le_bytes()).collect();
            if let Some(text) = description {
                more.push(Entry(270, 2, text.len() as u64 + 1, (subs_at + behind.len() as u64).to_le_bytes()));
                behind.extend(text);
                behind.push(0);
            }
            let next = if channel + 1 == channels { 0 } else { sub_at };
            big.write_ifd(start, side, &mut tile, more, next);
            big.put(&mut subs_at.clone(), behind);
            at = sub_at;
        }
        big.size = big.tiles_at + tile * STORED;
        big
    }

    fn put(&mut self, at: &mut u64, bytes: Vec<u8>) {
        let len = bytes.len() as u64;
        self.parts.insert(*at, bytes);
        *at += len;
    }

    /// Writes an IFD with its tables behind it; where the next one can be.
    fn write_ifd(&mut self, at: u64, side: u64, tile: &mut u64, more: Vec<Entry>, next: u64) -> u64 {
        let count = tiles(side);
        let mut entries = vec![
            long(254, u64::from(more.is_empty())),
            long(256, side),
            long(257, side),
            long(258, 16),
            long(259, 8),
            long(262, 1),
            long(277, 1),
            long(322, TILE),
            long(323, TILE),
        ];
        let tables_at = at + 8 + (entries.len() + more.len() + 2) as u64 * 20 + 8;
        entries.extend(more);
        let one = count == 1;
        let first = self.tiles_at + *tile * STORED;
        entries.push(Entry(324, 16, count, if one { first } else { tables_at }.to_le_bytes()));
        entries.push(Entry(325, 16, count, if one { STORED } else { tables_at + count * 8 }.to_le_bytes()));
        entries.sort_by_key(|entry| entry.0);
        let mut bytes = (entries.len() as u64).to_le_bytes().to_vec();
        for Entry(tag, kind, count, value) in entries {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(count.to_le_bytes());
            bytes.extend(value);
        }
        bytes.extend(next.to_le_bytes());
        assert_eq!(at + bytes.len() as u64, tables_at);
        if !one {
            bytes.extend((0..count).flat_map(|n| (self.tiles_at + (*tile + n) * STORED).to_le_bytes()));
            bytes.extend((0..count).flat_map(|_| STORED.to_le_bytes()));
        }
        *tile += count;
        let mut end = at;
        self.put(&mut end, bytes);
        end
    }
}

fn tiles(side: u64) -> u64 {
    side.div_ceil(TILE) * side.div_ceil(TILE)
}

fn xml(channels: u64, side: u64) -> String {
    let inner: String =
        (0..channels).map(|c| format!("<Channel ID=\"Channel:0:{c}\" Name=\"marker {c}\" SamplesPerPixel=\"1\"/>")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\"><Image ID=\"Image:0\" \
         Name=\"slide\"><Pixels ID=\"Pixels:0\" DimensionOrder=\"XYCZT\" Type=\"uint16\" SizeX=\"{side}\" SizeY=\"{side}\" SizeC=\"{channels}\" \
         SizeZ=\"1\" SizeT=\"1\" PhysicalSizeX=\"0.325\" PhysicalSizeY=\"0.325\" PhysicalSizeXUnit=\"\u{b5}m\" PhysicalSizeYUnit=\"\u{b5}m\" \
         BigEndian=\"false\">{inner}<TiffData/></Pixels></Image></OME>"
    )
}

impl File for Big {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, start: u64, len: u64) -> Vec<u8> {
        let end = (start + len).min(self.size);
        let mut bytes = vec![0; end.saturating_sub(start) as usize];
        let first = self.parts.range(..=start).next_back().map_or(0, |(at, _)| *at);
        let tiles = start.saturating_sub(self.tiles_at) / STORED..end.saturating_sub(self.tiles_at).div_ceil(STORED);
        let parts = self.parts.range(first..end).map(|(at, part)| (*at, part.as_slice()));
        for (at, part) in parts.chain(tiles.map(|tile| (self.tiles_at + tile * STORED, self.stream.as_slice()))) {
            for (byte, at) in part.iter().zip(at..) {
                if let Some(slot) = at.checked_sub(start).and_then(|at| bytes.get_mut(at as usize)) {
                    *slot = *byte;
                }
            }
        }
        bytes
    }
}
