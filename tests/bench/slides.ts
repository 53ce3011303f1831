/** OME-TIFFs as writers of pyramids make them: channels with their levels in SubIFDs, tiles of 256 x 256. Always the same. */
import { deflateSync } from 'node:zlib';
import { makeImages } from './images.js';
import { differences, packLzw } from './pack.js';

const TILE = 256;
/** Sides of the levels in tiles. */
const LEVELS = [4, 2, 1];

export type Packing = 'none' | 'LZW' | 'Deflate';

const CODES: Record<Packing, number> = { none: 1, LZW: 5, Deflate: 8 };

/** Tiles of one packing, and how many channels make about 10 MB of them. */
export interface Tiles {
  readonly packing: Packing;
  readonly packed: readonly Uint8Array[];
  readonly channels: number;
}

/** Tiles that are packed once and used again: a bench is about looking at files, not about making them. */
export function packTiles(packing: Packing): Tiles {
  const { data, size } = makeImages(1024)['noisy uint16'];
  const across = size / TILE;
  const packed = Array.from({ length: across * across }, (_, tile) => {
    const [left, top] = [(tile % across) * TILE, Math.floor(tile / across) * TILE];
    const samples = new Uint16Array(TILE * TILE);
    for (let row = 0; row < TILE; row += 1) samples.set(data.subarray((top + row) * size + left, (top + row) * size + left + TILE) as Uint16Array, row * TILE);
    return pack(samples, packing);
  });
  const each = packed.reduce((sum, { length }) => sum + length, 0) / packed.length;
  const perChannel = LEVELS.reduce((sum, side) => sum + side * side, 0) * each;
  return { packing, packed, channels: Math.round(10_000_000 / perChannel) };
}

function pack(samples: Uint16Array, packing: Packing): Uint8Array {
  if (packing === 'none') return new Uint8Array(samples.buffer);
  const stored = differences(samples, TILE, 1);
  return packing === 'LZW' ? packLzw(stored) : deflateSync(stored);
}

type Entry = readonly [tag: number, type: number, values: readonly number[]];

/** A file of about 10 MB, channels of 1024 x 1024 pixels; the number makes it another one. */
export function slide({ packing, packed, channels }: Tiles, number: number): Buffer {
  const parts: Uint8Array[] = [];
  let at = 0;
  const put = (bytes: Uint8Array): number => {
    const start = at;
    const room = bytes.length % 2;
    parts.push(bytes, new Uint8Array(room));
    at += bytes.length + room;
    return start;
  };
  const header = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  put(header);
  const text = Buffer.from(`${omeXml(number, channels)}\0`);
  const xml = put(text);
  let next = 0;
  // From the last to the first: each IFD says where the next one is.
  for (let channel = channels - 1; channel >= 0; channel -= 1) {
    const places = LEVELS.map((side, level) => Array.from({ length: side * side }, (_, tile) => {
      const bytes = packed[(tile + number + channel + level) % packed.length] as Uint8Array;
      return [put(bytes), bytes.length] as const;
    }));
    const subs = places.slice(1).map((level, index) => put(ifd(at, level, (LEVELS[index + 1] ?? 1) * TILE, [[254, 4, [1]]], 0, packing)));
    const described: Entry[] = channel === 0 ? [[270, 2, [text.length, xml]]] : [];
    next = put(ifd(at, places[0] ?? [], (LEVELS[0] ?? 1) * TILE, [...described, [330, 4, subs]], next, packing));
  }
  header.writeUInt32LE(next, 4);
  return Buffer.concat(parts);
}

/** An IFD with the values that do not fit into its entries behind it. */
function ifd(start: number, tiles: readonly (readonly [number, number])[], side: number, own: readonly Entry[], next: number, packing: Packing): Buffer {
  const usual: Entry[] = [[256, 4, [side]], [257, 4, [side]], [258, 3, [16]], [259, 3, [CODES[packing]]], [262, 3, [1]], [277, 3, [1]], ...(packing === 'none' ? [] : [[317, 3, [2]] as const]), [322, 3, [TILE]], [323, 3, [TILE]], [324, 4, tiles.map(([place]) => place)], [325, 4, tiles.map(([, length]) => length)]];
  const entries = [...usual, ...own].sort(([a], [b]) => a - b);
  const head = Buffer.alloc(2 + entries.length * 12 + 4);
  const behind: Buffer[] = [];
  let at = start + head.length;
  head.writeUInt16LE(entries.length, 0);
  for (const [index, [tag, type, values]] of entries.entries()) {
    const entry = 2 + index * 12;
    head.writeUInt16LE(tag, entry);
    head.writeUInt16LE(type, entry + 2);
    // Text lies elsewhere already: its length and place are given.
    const [count, value] = type === 2 ? [values[0] ?? 0, values[1] ?? 0] : [values.length, values.length === 1 ? (values[0] ?? 0) : at];
    head.writeUInt32LE(count, entry + 4);
    head.writeUInt32LE(value, entry + 8);
    if (type === 2 || values.length === 1) continue;
    const list = Buffer.from(Uint32Array.from(values).buffer);
    behind.push(list);
    at += list.length;
  }
  head.writeUInt32LE(next, head.length - 4);
  return Buffer.concat([head, ...behind]);
}

function omeXml(number: number, channels: number): string {
  const side = (LEVELS[0] ?? 1) * TILE;
  const list = Array.from({ length: channels }, (_, c) => `<Channel ID="Channel:0:${c}" Name="marker ${c}" SamplesPerPixel="1"/>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="slide ${number}"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint16" SizeX="${side}" SizeY="${side}" SizeC="${channels}" SizeZ="1" SizeT="1" PhysicalSizeX="0.325" PhysicalSizeY="0.325" PhysicalSizeXUnit="µm" PhysicalSizeYUnit="µm">${list}<TiffData/></Pixels></Image></OME>`;
}
