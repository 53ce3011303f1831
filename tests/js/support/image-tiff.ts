/** TIFFs with pixels of any layout, for tests of what reads them: each pixel is what a function says. */
import { deflateSync } from 'node:zlib';

const ARRAYS = { uint8: [Uint8Array, 1], int8: [Int8Array, 2], uint16: [Uint16Array, 1], int16: [Int16Array, 2], uint32: [Uint32Array, 1], int32: [Int32Array, 2], float32: [Float32Array, 3], float64: [Float64Array, 3], uint64: [BigUint64Array, 1] } as const;

export type PageType = keyof typeof ARRAYS;

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly type?: PageType;
  readonly samples?: number;
  readonly planar?: boolean;
  /** Tiles of this size, or strips of so many rows. */
  readonly tile?: readonly [number, number];
  readonly rows?: number;
  readonly photometric?: number;
  readonly subfile?: number;
  readonly deflate?: boolean;
  /** Bits of a sample, where a type has more than are stored. */
  readonly bits?: 12;
  readonly value: (x: number, y: number, sample: number) => number;
  /** Lower resolutions, in SubIFDs. */
  readonly levels?: readonly Page[];
}

/** What a page holds, row by row, all samples of a pixel together. */
export function pixelsOf({ width, height, type = 'uint8', samples = 1, value }: Page): number[] {
  const pixels: number[] = [];
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) for (let s = 0; s < samples; s += 1) pixels.push(value(x, y, s));
  return [...(new ARRAYS[type][0](pixels as never) as unknown as Iterable<number>)];
}

export function makeImageTiff(pages: readonly Page[], { bigEndian = false, description = '', tileAt = 0 }: { readonly bigEndian?: boolean; readonly description?: string; readonly tileAt?: number } = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const put = (bytes: Uint8Array): number => {
    if (length % 2 === 1) length += parts.push(new Uint8Array(1)) && 1;
    const at = length;
    parts.push(bytes);
    length += bytes.length;
    return at;
  };
  const numbers = (values: readonly number[], size: 2 | 4): Uint8Array => {
    const view = new DataView(new ArrayBuffer(values.length * size));
    values.forEach((value, index) => (size === 2 ? view.setUint16(index * 2, value, !bigEndian) : view.setUint32(index * 4, value, !bigEndian)));
    return new Uint8Array(view.buffer);
  };
  const header = numbers([bigEndian ? 0x4d4d : 0x4949, 42], 2);
  put(header);
  const first = numbers([0], 4);
  put(first);
  if (tileAt > length) put(new Uint8Array(tileAt - length));
  let pointer = first;
  const ifd = (page: Page, text: string): { at: number; next: Uint8Array } => {
    const { width, height, type = 'uint8', samples = 1, planar = false, tile, rows = height, photometric = samples >= 3 ? 2 : 1, subfile, deflate = false, levels = [] } = page;
    const [Samples, format] = ARRAYS[type];
    const [across, down] = tile ?? [width, rows];
    const offsets: number[] = [];
    const counts: number[] = [];
    for (const plane of planar ? Array.from({ length: samples }, (_, s) => [s]) : [Array.from({ length: samples }, (_, s) => s)]) {
      for (let top = 0; top < height; top += down) {
        for (let left = 0; left < width; left += across) {
          const high = tile ? down : Math.min(down, height - top);
          const values: number[] = [];
          for (let y = top; y < top + high; y += 1) for (let x = left; x < left + across; x += 1) for (const s of plane) values.push(x < width && y < height ? page.value(x, y, s) : 0);
          if (page.bits === 12) {
            // Two samples in three bytes; tests take an even number of columns.
            const packed = Uint8Array.from({ length: (values.length * 3) / 2 }, (_, at) => {
              const [first = 0, second = 0] = values.slice(Math.floor(at / 3) * 2);
              return [first >> 4, ((first & 15) << 4) | (second >> 8), second & 255][at % 3] ?? 0;
            });
            offsets.push(put(packed));
            counts.push(packed.length);
            continue;
          }
          const data = type === 'uint64' ? BigUint64Array.from(values, BigInt) : new Samples(values as never);
          const bytes = new Uint8Array(data.buffer);
          if (bigEndian) for (let at = 0; at < bytes.length; at += Samples.BYTES_PER_ELEMENT) bytes.subarray(at, at + Samples.BYTES_PER_ELEMENT).reverse();
          const stored = deflate ? deflateSync(bytes) : bytes;
          offsets.push(put(stored));
          counts.push(stored.length);
        }
      }
    }
    const subs = levels.map((level) => ifd(level, '').at);
    const bits = page.bits ?? Samples.BYTES_PER_ELEMENT * 8;
    const entries: [tag: number, type: 2 | 3 | 4, values: readonly number[]][] = [
      ...(subfile === undefined ? [] : [[254, 4, [subfile]] as [number, 4, number[]]]),
      [256, 4, [width]],
      [257, 4, [height]],
      [258, 3, Array.from({ length: samples }, () => bits)],
      [259, 3, [deflate ? 8 : 1]],
      [262, 3, [photometric]],
      ...(text === '' ? [] : [[270, 2, [...new TextEncoder().encode(`${text}\0`)]] as [number, 2, number[]]]),
      ...(tile ? [] : [[273, 4, offsets] as [number, 4, number[]]]),
      [277, 3, [samples]],
      ...(tile ? [] : [[278, 4, [rows]], [279, 4, counts]] as [number, 4, number[]][]),
      [284, 3, [planar ? 2 : 1]],
      ...(tile ? [[322, 4, [across]], [323, 4, [down]], [324, 4, offsets], [325, 4, counts]] as [number, 4, number[]][] : []),
      ...(subs.length > 0 ? [[330, 4, subs] as [number, 4, number[]]] : []),
      [339, 3, Array.from({ length: samples }, () => format)],
    ];
    const body: Uint8Array[] = [numbers([entries.length], 2)];
    for (const [tag, kind, values] of entries) {
      const bytes = kind === 2 ? Uint8Array.from(values) : numbers(values, kind === 3 ? 2 : 4);
      const inside = new Uint8Array(4);
      if (bytes.length <= 4) inside.set(bytes);
      else inside.set(numbers([put(bytes)], 4));
      body.push(numbers([tag, kind], 2), numbers([values.length], 4), inside);
    }
    const at = put(Buffer.concat(body));
    const next = numbers([0], 4);
    // Right behind: an IFD has an even length.
    parts.push(next);
    length += 4;
    return { at, next };
  };
  pages.forEach((page, index) => {
    const { at, next } = ifd(page, index === 0 ? description : '');
    pointer.set(numbers([at], 4));
    pointer = next;
  });
  return new Uint8Array(Buffer.concat(parts)) as Uint8Array<ArrayBuffer>;
}

export interface OmeFacts {
  readonly order?: string;
  readonly type?: string;
  readonly sizes: { readonly x: number; readonly y: number; readonly c?: number; readonly z?: number; readonly t?: number };
  readonly attributes?: string;
  readonly channels?: string;
  readonly tiffData?: string;
}

/** OME-XML of so many images. */
export function omeOf(...images: readonly OmeFacts[]): string {
  const each = images.map(({ order = 'XYCZT', type = 'uint8', sizes: { x, y, c = 1, z = 1, t = 1 }, attributes = '', channels, tiffData = '' }, index) => {
    const listed = channels ?? Array.from({ length: c }, (_, at) => `<Channel ID="Channel:${index}:${at}" SamplesPerPixel="1"/>`).join('');
    return `<Image ID="Image:${index}" Name="image ${index}"><Pixels ID="Pixels:${index}" DimensionOrder="${order}" Type="${type}" SizeX="${x}" SizeY="${y}" SizeC="${c}" SizeZ="${z}" SizeT="${t}" ${attributes}>${listed}${tiffData}</Pixels></Image>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">${each.join('')}</OME>`;
}
