/** Tiles of 512 x 512 that look like microscopy, packed as TIFF writers do. Always the same. */
import { deflateSync } from 'node:zlib';
import type { TileSpec } from 'omescope';

export interface Tile {
  readonly name: string;
  readonly spec: TileSpec;
  readonly packed: Uint8Array;
  /** Samples as bytes. */
  readonly samples: Uint8Array;
}

const SIZE = 512;

/** Numbers from 0 to 1, the same in every run. */
function createNoise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function normal(noise: () => number): number {
  return Math.sqrt(-2 * Math.log(noise() + 1e-12)) * Math.cos(2 * Math.PI * noise());
}

/** Soft round nuclei on a dark ground, 0 to 1, and which nucleus a pixel is of. */
function nuclei(): { light: Float64Array; label: Uint16Array } {
  const noise = createNoise(7);
  const light = new Float64Array(SIZE * SIZE);
  const label = new Uint16Array(SIZE * SIZE);
  for (let nucleus = 1; nucleus <= 60; nucleus += 1) {
    const [cx, cy, r, strength] = [noise() * SIZE, noise() * SIZE, 12 + noise() * 18, 0.3 + noise() * 0.7];
    for (let y = Math.max(0, Math.floor(cy - r)); y < Math.min(SIZE, cy + r); y += 1) {
      for (let x = Math.max(0, Math.floor(cx - r)); x < Math.min(SIZE, cx + r); x += 1) {
        const distance = Math.hypot(x - cx, y - cy) / r;
        if (distance >= 1) continue;
        light[y * SIZE + x] = Math.max(light[y * SIZE + x] ?? 0, strength * (1 - distance ** 4));
        label[y * SIZE + x] = nucleus;
      }
    }
  }
  return { light, label };
}

function images(): { name: string; data: Uint16Array | Uint8Array; samples: number }[] {
  const { light, label } = nuclei();
  const noise = createNoise(1);
  const noisy = Uint16Array.from(light, (value) => {
    const photons = 120 + value * 3000;
    return Math.max(0, Math.round(photons + Math.sqrt(photons) * normal(noise) + 4 * normal(noise)));
  });
  const sparse = noisy.map((value, index) => (label[index] === 0 ? 0 : value));
  const stained = new Uint8Array(SIZE * SIZE * 3);
  for (let index = 0; index < SIZE * SIZE; index += 1) {
    const dark = light[index] ?? 0;
    for (const [channel, [ground, stain]] of [[230, 130], [205, 140], [225, 70]].entries()) {
      stained[index * 3 + channel] = Math.max(0, Math.min(255, Math.round((ground ?? 0) - dark * (stain ?? 0) + 5 * normal(noise))));
    }
  }
  return [
    { name: 'noisy uint16', data: noisy, samples: 1 },
    { name: 'H&E-like RGB', data: stained, samples: 3 },
    { name: 'label mask uint16', data: label, samples: 1 },
    { name: 'sparse uint16', data: sparse, samples: 1 },
  ];
}

/** Horizontal differencing, TIFF 6.0 section 14. */
function differences(data: Uint16Array | Uint8Array, samples: number): Uint8Array {
  const out = data.slice();
  const row = SIZE * samples;
  for (let start = 0; start < out.length; start += row) {
    for (let at = start + row - 1; at >= start + samples; at -= 1) out[at] = (data[at] ?? 0) - (data[at - samples] ?? 0);
  }
  return new Uint8Array(out.buffer);
}

/** LZW as libtiff writes it: Clear at 4,094 codes. TIFF 6.0 section 13. */
function packLzw(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let [held, count, width, next] = [0, 0, 9, 258];
  let table = new Map<number, number>();
  const put = (code: number): void => {
    held = (held << width) | code;
    count += width;
    for (; count >= 8; count -= 8) out.push((held >>> (count - 8)) & 255);
    held &= (1 << count) - 1;
  };
  put(256);
  let prefix = bytes[0] ?? 0;
  for (const byte of bytes.subarray(1)) {
    const key = prefix * 256 + byte;
    const known = table.get(key);
    if (known !== undefined) {
      prefix = known;
      continue;
    }
    put(prefix);
    table.set(key, next);
    next += 1;
    if (next === 4095) {
      put(256);
      [table, width, next] = [new Map(), 9, 258];
    } else if (next >= 1 << width) width += 1;
    prefix = byte;
  }
  put(prefix);
  next += 1;
  if (next >= 1 << width && width < 12) width += 1;
  put(257);
  if (count > 0) out.push((held << (8 - count)) & 255);
  return Uint8Array.from(out);
}

function packBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && at + run < bytes.length && bytes[at + run] === bytes[at]) run += 1;
    if (run > 2) {
      out.push(257 - run, bytes[at] ?? 0);
      at += run;
      continue;
    }
    let end = at + 1;
    while (end < bytes.length && end - at < 128 && !(bytes[end] === bytes[end + 1] && bytes[end] === bytes[end + 2])) end += 1;
    out.push(end - at - 1, ...bytes.subarray(at, end));
    at = end;
  }
  return Uint8Array.from(out);
}

export function makeTiles(): Tile[] {
  const tiles: Tile[] = [];
  for (const { name, data, samples } of images()) {
    const bytes = new Uint8Array(data.buffer);
    const diff = differences(data, samples);
    const spec = { width: SIZE, height: SIZE, samples, bits: data.BYTES_PER_ELEMENT * 8, format: 'uint' } as const;
    const add = (label: string, compression: number, predictor: number, packed: Uint8Array): void => {
      tiles.push({ name: `${label}, ${name}`, spec: { ...spec, compression, predictor }, packed, samples: bytes });
    };
    add('LZW', 5, 1, packLzw(bytes));
    add('LZW predictor 2', 5, 2, packLzw(diff));
    add('Deflate', 8, 1, deflateSync(bytes));
    add('Deflate predictor 2', 8, 2, deflateSync(diff));
    if (name.startsWith('label')) add('PackBits', 32773, 1, packBits(bytes));
  }
  return tiles;
}
