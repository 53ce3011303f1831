// Chunks as stores keep them: the codecs of numcodecs for both formats, and planted ones that no viewer has.
import { gzipSync, zlibSync } from 'fflate';
import Blosc from 'numcodecs/blosc';
import LZ4 from 'numcodecs/lz4';
import Zstd from 'numcodecs/zstd';
import { withCrc32c } from './bytes.mjs';

/**
 * A compressor by a short name: `zlib`, `gzip`, `zstd`, `lz4`, `blosc` (lz4, byte shuffle), `blosc:zstd`, `blosc:blosclz:2`
 * (bit shuffle), `none`, or `unknown:<id>` for one that the viewers lack: its chunks are stored as they are.
 * `v2` is the `compressor` of `.zarray`, `v3` the entry of `codecs`.
 */
export function compressor(name, itemsize) {
  const [id, ...rest] = name.split(':');
  if (id === 'none') return { v2: null, v3: [], encode: (bytes) => bytes };
  if (id === 'unknown') return { v2: { id: rest[0] }, v3: [{ name: rest[0], configuration: {} }], encode: (bytes) => bytes };
  if (id === 'blosc') return blosc(rest, itemsize);
  return SIMPLE[id]();
}

const SIMPLE = {
  zlib: () => ({ v2: { id: 'zlib', level: 5 }, v3: [{ name: 'numcodecs.zlib', configuration: { level: 5 } }], encode: (bytes) => zlibSync(bytes, { level: 5 }) }),
  gzip: () => ({ v2: { id: 'gzip', level: 5 }, v3: [{ name: 'gzip', configuration: { level: 5 } }], encode: gzip }),
  zstd: () => ({ v2: { id: 'zstd', level: 1 }, v3: [{ name: 'zstd', configuration: { level: 1, checksum: false } }], encode: (bytes) => Zstd.fromConfig({ id: 'zstd', level: 1 }).encode(bytes) }),
  lz4: () => ({ v2: { id: 'lz4', acceleration: 1 }, v3: [{ name: 'numcodecs.lz4', configuration: { acceleration: 1 } }], encode: (bytes) => LZ4.fromConfig({ id: 'lz4' }).encode(bytes) }),
  crc32c: () => ({ v2: null, v3: [{ name: 'crc32c' }], encode: withCrc32c }),
};

/** The same bytes with every version of Node.js, whose own zlib changes, and at every time. */
export function gzip(bytes) {
  return gzipSync(bytes, { level: 5, mtime: 0 });
}

const SHUFFLES = ['noshuffle', 'shuffle', 'bitshuffle'];

function blosc([cname = 'lz4', shuffle = '1'], typesize) {
  const config = { cname, clevel: 5, shuffle: Number(shuffle), blocksize: 0 };
  return {
    v2: { id: 'blosc', ...config },
    v3: [{ name: 'blosc', configuration: { ...config, shuffle: SHUFFLES[config.shuffle], typesize } }],
    // numcodecs.js takes the size of an element from the type of the array it is given: one byte.
    encode: (bytes) => Blosc.fromConfig({ id: 'blosc', ...config }).encode(bytes),
  };
}

/** Filters of v2 that change the bytes; `encode` works on the little-endian bytes of a chunk. */
export const filters = {
  delta: (dtype, size) => ({ config: { id: 'delta', dtype }, encode: (bytes) => delta(bytes, size) }),
  shuffle: (_, size) => ({ config: { id: 'shuffle', elementsize: size }, encode: (bytes) => shuffle(bytes, size) }),
  crc32c: () => ({ config: { id: 'crc32c' }, encode: withCrc32c }),
  fixedscaleoffset: (dtype) => ({ config: { id: 'fixedscaleoffset', scale: 1, offset: 0, dtype, astype: dtype }, encode: (bytes) => bytes }),
  unknown: (id) => ({ config: { id }, encode: (bytes) => bytes }),
};

function delta(bytes, size) {
  const type = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[size];
  const values = new type(bytes.slice().buffer);
  return new Uint8Array(values.map((value, i) => (i === 0 ? value : value - values[i - 1])).buffer);
}

function shuffle(bytes, size) {
  const count = bytes.length / size;
  return bytes.map((_, i) => bytes[(i % count) * size + Math.floor(i / count)]);
}
