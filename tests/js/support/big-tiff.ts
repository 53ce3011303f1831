/** An OME-TIFF of any size of which only the structure is anywhere: its tiles are not compressed, and zero. */
export interface BigTiff {
  readonly size: number;
  /** The bytes that are not zero, in order. */
  readonly parts: readonly { readonly at: number; readonly bytes: Uint8Array }[];
}

const TILE = 512;
const TILE_BYTES = TILE * TILE * 2;
const tiles = (side: number): number => Math.ceil(side / TILE) ** 2;

/** So many channels of `side` x `side` pixels of 16 bits, each with so many levels. */
export function bigTiff(channels: number, side: number, levels: number): BigTiff {
  const xml = new TextEncoder().encode(omeXml(channels, side));
  const sides = Array.from({ length: levels }, (_, level) => Math.max(1, side >> level));
  const ifdLength = 8 + 14 * 20 + 8;
  const tables = sides.reduce((sum, one) => sum + tiles(one) * 16, 0);
  const perChannel = levels * ifdLength + tables + levels * 8;
  const first = 16 + xml.length + 1;
  // Not at a block of 64 KiB: see the rule geotiff/block-end.
  let data = Math.ceil((first + channels * perChannel) / 65_536) * 65_536 + 100;
  const parts: { at: number; bytes: Uint8Array }[] = [{ at: 0, bytes: header(first) }, { at: 16, bytes: xml }];
  for (let channel = 0; channel < channels; channel += 1) {
    const start = first + channel * perChannel;
    const bytes = new Uint8Array(perChannel);
    const subsAt = start + levels * ifdLength + tables;
    let table = start + levels * ifdLength;
    for (const [level, one] of sides.entries()) {
      const count = tiles(one);
      const at = start + level * ifdLength;
      const entries = [...common(one), ...(level === 0 ? [[330, 18, levels - 1, subsAt]] : [[254, 4, 1, 1]]), ...(level === 0 && channel === 0 ? [[270, 2, xml.length + 1, 16]] : []), [324, 16, count, count === 1 ? data : table], [325, 16, count, count === 1 ? TILE_BYTES : table + count * 8]];
      writeIfd(bytes, at - start, entries as Entry[], level === 0 && channel + 1 < channels ? start + perChannel : 0);
      const view = new DataView(bytes.buffer, table - start);
      for (let tile = 0; tile < count; tile += 1) {
        view.setBigUint64(tile * 8, BigInt(data + tile * TILE_BYTES), true);
        view.setBigUint64((count + tile) * 8, BigInt(TILE_BYTES), true);
      }
      if (level > 0) new DataView(bytes.buffer).setBigUint64(subsAt - start + (level - 1) * 8, BigInt(at), true);
      table += count * 16;
      data += count * TILE_BYTES;
    }
    parts.push({ at: start, bytes });
  }
  return { size: data, parts };
}

/** Bytes of a range, fresh. */
export function readBig({ size, parts }: BigTiff, offset: number, length: number): Uint8Array {
  const answer = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
  for (const { at, bytes } of parts) {
    const [from, to] = [Math.max(at, offset), Math.min(at + bytes.length, offset + answer.length)];
    if (from < to) answer.set(bytes.subarray(from - at, to - at), from - offset);
  }
  return answer;
}

type Entry = readonly [tag: number, type: number, count: number, value: number];

function common(side: number): Entry[] {
  return [[256, 4, 1, side], [257, 4, 1, side], [258, 3, 1, 16], [259, 3, 1, 1], [262, 3, 1, 1], [277, 3, 1, 1], [322, 4, 1, TILE], [323, 4, 1, TILE]];
}

function header(first: number): Uint8Array {
  const bytes = new Uint8Array(16);
  bytes.set([0x49, 0x49, 43, 0, 8]);
  new DataView(bytes.buffer).setBigUint64(8, BigInt(first), true);
  return bytes;
}

function writeIfd(bytes: Uint8Array, at: number, entries: Entry[], next: number): void {
  const view = new DataView(bytes.buffer, at);
  view.setBigUint64(0, BigInt(entries.length), true);
  for (const [index, [tag, type, count, value]] of entries.toSorted(([a], [b]) => a - b).entries()) {
    const entry = 8 + index * 20;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setBigUint64(entry + 4, BigInt(count), true);
    view.setBigUint64(entry + 12, BigInt(value), true);
  }
  view.setBigUint64(8 + entries.length * 20, BigInt(next), true);
}

function omeXml(channels: number, side: number): string {
  const list = Array.from({ length: channels }, (_, c) => `<Channel ID="Channel:0:${c}" Name="marker ${c}" SamplesPerPixel="1"/>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="slide"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint16" SizeX="${side}" SizeY="${side}" SizeC="${channels}" SizeZ="1" SizeT="1" PhysicalSizeX="0.325" PhysicalSizeY="0.325">${list}<TiffData/></Pixels></Image></OME>`;
}
