import { readBody, noPieces, joined } from '../../http/body.js';
import { OmescopeError } from '../../errors.js';
import type { ReadOptions, Source } from '../../source.js';
import { LOCAL_LENGTH, readFully, type ZipDirectory, type ZipEntry } from './directory.js';

const LOCAL = 0x04034b50;
/** Bytes of one object that are unpacked at most, whatever the archive says of its size. */
const MOST_BYTES = 1 << 30;
/** The same of a compressed one, of which nothing less than all can be read. */
const MOST_UNPACKED = 64 * 1024 * 1024;

/** The content of a file, or a part of it where it is stored as it is. */
export async function contentOf(source: Source, directory: ZipDirectory, name: string, entry: ZipEntry, part: readonly [number, number], options: ReadOptions): Promise<Uint8Array> {
  if (entry.encrypted) throw denied(name, 'it is encrypted');
  if (entry.method !== 0 && entry.method !== 8) throw denied(name, `its compression (method ${entry.method}) is neither none nor Deflate`);
  if (entry.method === 0 && entry.packed !== entry.size) throw denied(name, 'it is not compressed, and has two sizes');
  const [start, end] = part;
  const [bytes, most] = entry.method === 0 ? [end - start, MOST_BYTES] : [Math.max(entry.size, entry.packed), MOST_UNPACKED];
  if (bytes > most) throw denied(name, `it has more than ${most} bytes`);
  const data = await placeOf(source, directory, name, entry, options);
  if (entry.method === 0) {
    const content = await readFully(source, data + start, bytes, options);
    if (content.length < bytes) throw denied(name, 'the archive ends in the middle of it');
    return content;
  }
  const packed = await readFully(source, data, entry.packed, options);
  return (await inflate(packed, name, entry.size, options)).subarray(start, end);
}

/** Where the content begins: behind a header of its own, which is compared with the directory. */
async function placeOf(source: Source, { start }: ZipDirectory, name: string, entry: ZipEntry, options: ReadOptions): Promise<number> {
  if (entry.at + LOCAL_LENGTH > start) throw denied(name, 'its place is not in the archive');
  const header = await readFully(source, entry.at, LOCAL_LENGTH, options);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < LOCAL_LENGTH || view.getUint32(0, true) !== LOCAL) throw denied(name, 'there is no file at its place in the archive');
  const data = entry.at + LOCAL_LENGTH + view.getUint16(26, true) + view.getUint16(28, true);
  if (data + entry.packed > start) throw denied(name, 'it reaches into the directory of the archive');
  return data;
}

/** Deflate, stopped as soon as more comes out than the archive says: a bomb costs no more than an honest file of that size. */
async function inflate(packed: Uint8Array, name: string, size: number, { signal }: ReadOptions): Promise<Uint8Array> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(inflater());
  const pieces = noPieces();
  const { end } = await readBody(new Response(stream), pieces, { most: size, stallTimeout: 60_000, onBytes: () => undefined }, signal ?? new AbortController().signal);
  if (end === 'complete' && pieces.length === size) return joined(pieces);
  throw denied(name, end === 'too-long' ? `it unpacks to more than the ${size} bytes that it says` : 'its compressed bytes are damaged');
}

function inflater(): DecompressionStream {
  try {
    return new DecompressionStream('deflate-raw');
  } catch (cause) {
    throw new OmescopeError('unsupported', 'This JavaScript engine cannot unpack compressed files of zip archives.', {
      cause,
      help: 'Pack the store without compression (`zip -0 -r`), which viewers need for speed as well, or use a newer browser or Node.js.',
    });
  }
}

function denied(name: string, why: string): OmescopeError {
  return new OmescopeError('store-denied', `${name} in the archive cannot be read: ${why}`);
}
