import { deflateSync } from 'node:zlib';
import type { Pixels } from '../slim.js';
import { UsageError } from './failure.js';

/** Pixels of the lowest and highest values that become black and white. */
const PERCENTILES = [0.01, 0.99] as const;
/** Values that are sorted to find them. */
const MOST_SORTED = 200_000;

/** A picture: gray, or RGB where there are three samples or more. 8-bit RGB stays as it is. */
export function pngBytes(pixels: Pixels): Uint8Array {
  const { width, height } = pixels;
  const channels = pixels.samples >= 3 ? 3 : 1;
  const value = channels === 3 && pixels.type === 'uint8' ? (raw: number) => raw : contrast(pixels);
  const rows = Buffer.alloc((width * channels + 1) * height);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    at += 1;
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        rows[at] = value(Number(pixels.data[(y * width + x) * pixels.samples + channel]));
        at += 1;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 3 ? 2 : 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** Maps values to 0 to 255 so that all but the most extreme are told apart. */
function contrast({ data }: Pixels): (value: number) => number {
  const step = Math.max(1, Math.floor(data.length / MOST_SORTED));
  const some: number[] = [];
  for (let index = 0; index < data.length; index += step) {
    const value = Number(data[index]);
    if (Number.isFinite(value)) some.push(value);
  }
  if (some.length === 0) throw new UsageError('there is no finite value to make a picture of');
  some.sort((a, b) => a - b);
  const [low = 0, high = 0] = PERCENTILES.map((part) => some[Math.round(part * (some.length - 1))]);
  const scale = high > low ? 255 / (high - low) : 0;
  return (value) => Math.max(0, Math.min(255, Math.round((value - low) * scale))) || 0;
}

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, body.length + 8)), body.length + 8);
  return out;
}

/** CRC-32 of PNG. Node.js has one of its own from version 20.15 and 22.2 on only. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
