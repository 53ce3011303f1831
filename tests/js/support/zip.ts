/** Zip archives, honest ones and others. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  readonly name: string;
  readonly data: Uint8Array;
  readonly deflate?: boolean;
  /** What the directory says instead of the truth. */
  readonly said?: { readonly size?: number; readonly packed?: number; readonly at?: number; readonly method?: number; readonly flags?: number };
}

export interface ZipManner {
  readonly comment?: string;
  /** Bytes before the archive. */
  readonly before?: number;
  readonly zip64?: boolean;
  /** Number of entries that the end says. */
  readonly entries?: number;
}

const encoder = new TextEncoder();

export function makeZip(files: readonly ZipFile[], { comment = '', before = 0, zip64 = false, entries = files.length }: ZipManner = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [new Uint8Array(before)];
  let at = 0;
  const directory: Uint8Array[] = [];
  for (const { name, data, deflate = false, said = {} } of files) {
    const content = deflate ? deflateRawSync(data) : data;
    const bytes = encoder.encode(name);
    const method = said.method ?? (deflate ? 8 : 0);
    const flags = 0x800 | (said.flags ?? 0);
    const sizes = [(crc32 as (data: Uint8Array) => number)(data), said.packed ?? content.length, said.size ?? data.length];
    const local = record(30, [[0, 0x04034b50, 4], [4, 20, 2], [6, flags, 2], [8, method, 2], [14, sizes[0] ?? 0, 4], [18, content.length, 4], [22, data.length, 4], [26, bytes.length, 2]]);
    parts.push(local, bytes, content);
    const place = said.at ?? at;
    // With ZIP64 sizes and the place are in the extra field.
    const extra = zip64 ? record(28, [[0, 1, 2], [2, 24, 2], [4, sizes[2] ?? 0, 4], [12, sizes[1] ?? 0, 4], [20, place, 4]]) : new Uint8Array();
    const short = (value: number): number => (zip64 ? 0xffffffff : value);
    directory.push(
      record(46, [[0, 0x02014b50, 4], [4, 20, 2], [6, 20, 2], [8, flags, 2], [10, method, 2], [16, sizes[0] ?? 0, 4], [20, short(sizes[1] ?? 0), 4], [24, short(sizes[2] ?? 0), 4], [28, bytes.length, 2], [30, extra.length, 2], [42, short(place), 4]]),
      bytes,
      extra,
    );
    at += local.length + bytes.length + content.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const text = encoder.encode(comment);
  const end = zip64
    ? [
        record(56, [[0, 0x06064b50, 4], [4, 44, 4], [24, entries, 4], [32, entries, 4], [40, length, 4], [48, at, 4]]),
        record(20, [[0, 0x07064b50, 4], [8, at + length, 4], [16, 1, 4]]),
        record(22, [[0, 0x06054b50, 4], [8, 0xffff, 2], [10, 0xffff, 2], [12, 0xffffffff, 4], [16, 0xffffffff, 4], [20, text.length, 2]]),
      ]
    : [record(22, [[0, 0x06054b50, 4], [8, entries, 2], [10, entries, 2], [12, length, 4], [16, at, 4], [20, text.length, 2]])];
  return new Uint8Array(Buffer.concat([...parts, ...directory, ...end, text]));
}

function record(length: number, fields: readonly (readonly [at: number, value: number, bytes: number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  for (const [at, value, bytes] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  }
  return new Uint8Array(view.buffer);
}
