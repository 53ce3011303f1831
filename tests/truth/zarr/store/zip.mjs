// Zip archives of stores, stored or deflated: what `zip -0 -r` and careless archivers make.
import { crc32 } from 'node:zlib';
import { deflateSync } from 'fflate';

const utf8 = new TextEncoder();
// 1980-01-01 00:00, the oldest date that the format knows.
const DOS_DATE = 0x21;

/**
 * @param {Iterable<[string, Uint8Array]>} files
 * @param {{ folder?: string, deflate?: boolean, comment?: string }} [options]  `folder`: everything is below it
 */
export function zip(files, { folder = '', deflate = false, comment = '' } = {}) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [key, bytes] of files) {
    const entry = entryOf(folder ? `${folder}/${key}` : key, bytes, deflate, offset);
    parts.push(entry.local, entry.name, entry.data);
    directory.push(entry.central, entry.name);
    offset += entry.local.length + entry.name.length + entry.data.length;
  }
  const central = Buffer.concat(directory);
  return new Uint8Array(Buffer.concat([...parts, central, endOf(directory.length / 2, central.length, offset, utf8.encode(comment))]));
}

function entryOf(key, bytes, deflate, offset) {
  const name = utf8.encode(key);
  const data = deflate ? deflateSync(bytes) : bytes;
  const method = deflate ? 8 : 0;
  const crc = crc32(bytes);
  const local = record(30, [[0, 4, 0x04034b50], [4, 2, 20], [6, 2, 0x800], [8, 2, method], [12, 2, DOS_DATE], [14, 4, crc], [18, 4, data.length], [22, 4, bytes.length], [26, 2, name.length]]);
  const central = record(46, [[0, 4, 0x02014b50], [4, 2, 20], [6, 2, 20], [8, 2, 0x800], [10, 2, method], [14, 2, DOS_DATE], [16, 4, crc], [20, 4, data.length], [24, 4, bytes.length], [28, 2, name.length], [42, 4, offset]]);
  return { name, data, local, central };
}

function endOf(count, size, offset, comment) {
  return Buffer.concat([record(22, [[0, 4, 0x06054b50], [8, 2, count], [10, 2, count], [12, 4, size], [16, 4, offset], [20, 2, comment.length]]), comment]);
}

function record(size, fields) {
  const view = new DataView(new ArrayBuffer(size));
  for (const [at, width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  }
  return new Uint8Array(view.buffer);
}
