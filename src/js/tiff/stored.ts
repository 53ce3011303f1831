import type { TileEngines } from '../engine.js';
import { OmescopeError } from '../errors.js';
import { decodeBlock, type Decoded, type Samples } from './decode.js';
import type { TileSpec } from './storage.js';

/** What is wanted of a block. */
export interface BlockOptions {
  /** Content of JPEGTables (tag 347). */
  readonly jpegTables?: Uint8Array | undefined;
  /** The form in which the block is wanted as the file has it; samples of this machine when not given. */
  readonly stored?: Stored | undefined;
}

/** Decodes a block in this thread, in the form that is wanted. */
export function decodeAs(engines: TileEngines, bytes: Uint8Array, spec: TileSpec, { jpegTables, stored }: BlockOptions): Promise<Decoded> {
  return stored === undefined ? decodeBlock(engines, bytes, spec, jpegTables) : decodeStored(engines, bytes, spec, jpegTables, stored);
}

/** Compressions that pack bytes, whatever the bytes mean: none, LZW, Deflate, PackBits, LZMA, Zstandard. */
const OF_BYTES = new Set([1, 5, 8, 32946, 32773, 34925, 50000]);

/** How samples of fewer bits than a number of 8, 16, 32 or 64 has are given: as the file has them, or as such a number each. */
export type Stored = 'packed' | 'unpacked';

/**
 * A block without its compression and predictor, but otherwise as the file has it: rows of whole bytes, samples in the byte order of the
 * file (TIFF 6.0 sections 2 and 9). Readers that know TIFF and bring no decoder want it so.
 */
async function decodeStored(engines: TileEngines, bytes: Uint8Array, spec: TileSpec, jpegTables: Uint8Array | undefined, form: Stored): Promise<Decoded> {
  const { width, samples, bits, predictor = 1, bigEndian = false } = spec;
  const unpacked = form === 'unpacked' && ![8, 16, 32, 64].includes(bits);
  if (!unpacked && OF_BYTES.has(spec.compression) && predictor === 1) {
    // Bytes out of bytes: neither their order nor what they mean is of interest.
    const { compression, height, rows, lowestBitFirst } = spec;
    const rowBytes = Math.ceil((width * samples * bits) / 8);
    // Nothing to be done, unless bytes are missing: then the decoder says so.
    if (compression === 1 && !lowestBitFirst && bytes.length >= rowBytes * height) return { data: alone(bytes), type: 'uint8', damage: undefined };
    const plain = { compression, height, width: rowBytes, samples: 1, bits: 8, format: 'uint' } as const;
    return await decodeBlock(engines, bytes, { ...plain, ...(rows !== undefined && { rows }), ...(lowestBitFirst !== undefined && { lowestBitFirst }) }, undefined);
  }
  if (!unpacked && bits % 8 === 0 && ![8, 16, 32, 64].includes(bits)) {
    throw new OmescopeError('unsupported', `Samples of ${bits} bits are not given out as they are stored behind predictor ${predictor}.`);
  }
  const decoded = await decodeBlock(engines, bytes, spec, jpegTables, undefined, false);
  if (!unpacked && bits % 8 !== 0) return { ...decoded, type: 'uint8', data: packed(decoded.data, width * samples, bits) };
  if (bigEndian) swap(decoded.data);
  return decoded;
}

/** Bytes with a buffer of their own, which is all that readers take. */
function alone(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength ? new Uint8Array(buffer) : new Uint8Array(bytes);
}

/** Samples of fewer bits than a number of this machine has, highest bit first; each row begins at a byte. */
function packed(samples: Samples, inRow: number, bits: number): Uint8Array<ArrayBuffer> {
  const rows = inRow === 0 ? 0 : samples.length / inRow;
  const rowBytes = Math.ceil((inRow * bits) / 8);
  const into = new Uint8Array(rows * rowBytes);
  for (let row = 0; row < rows; row += 1) {
    let at = row * rowBytes * 8;
    for (let index = row * inRow; index < (row + 1) * inRow; index += 1) {
      const value = Number(samples[index]);
      // A bit at a time is enough: what is packed is small, or rare.
      for (let bit = bits - 1; bit >= 0; bit -= 1, at += 1) {
        if (Math.floor(value / 2 ** bit) % 2 !== 0) into[at >> 3] = (into[at >> 3] ?? 0) | (0x80 >> (at & 7));
      }
    }
  }
  return into;
}

/** Turns the bytes of each number around, in place. */
function swap({ buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: width }: Samples): void {
  if (width === 1) return;
  if (width === 2) {
    const halves = new Uint16Array(buffer, byteOffset, byteLength / 2);
    for (let at = 0; at < halves.length; at += 1) halves[at] = ((halves[at] ?? 0) << 8) | ((halves[at] ?? 0) >>> 8);
    return;
  }
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}
