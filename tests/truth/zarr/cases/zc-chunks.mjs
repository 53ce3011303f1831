// Zarr itself: codecs, shards, chunks (ZC-11 to ZC-21, ZC-27).
import { anndata } from '../store/anndata.mjs';
import { gzip } from '../store/codecs.mjs';
import { image } from '../store/ngff.mjs';
import { window12 } from './zc-metadata.mjs';
import { arrayStore, both, each, ramp } from './table.mjs';

const numbers = { shape: [6, 8], chunks: [3, 4], dtype: 'i4', data: ramp([6, 8]) };
const square = { shape: [8, 8], chunks: [8, 8], dtype: 'i4', data: ramp([8, 8]) };
const sharded = (more) => arrayStore(3, { shape: [8, 8], chunks: [4, 8], inner: [2, 4], dtype: 'i4', data: ramp([8, 8]), ...more });
const edit = (key, change) => (meta) => ({ ...meta, [key]: change(meta[key]) });
const v = (zarr) => (zarr === 3 ? '0.5' : '0.4');
const zero = (size) => () => new Uint8Array(size);

/** Changes the truth about the array `a` alone: what is written stays. */
function meaning(store, at) {
  return store.after(() => store.arrays.set('a', { ...store.arrays.get('a'), at }));
}

export const zcChunkCases = [
  // ZC-11, ZC-12: codecs
  ...each(['lzma', 'bz2', 'snappy', 'pcodec', 'zfpy', 'jpeg2k'], (id) => ({ id: `zc-11-compressor-${id}`, rules: ['ZC-11'], what: `compressor ${id}`, kind: 'arrays', build: () => arrayStore(2, { ...numbers, codec: `unknown:${id}` }), expect: { fails: 'z7 z5' } })),
  ...each(['packbits', 'quantize', 'astype', 'fletcher32', 'crc32', 'categorize'], (id) => ({ id: `zc-11-filter-${id}`, rules: ['ZC-11'], what: `filter ${id}`, kind: 'arrays', build: () => arrayStore(2, { ...numbers, filters: [`unknown:${id}`] }), expect: { fails: 'z7 z5' } })),
  ...each(['numcodecs.bz2', 'numcodecs.lzma', 'zfp', 'adler32', 'numcodecs.fletcher32'], (id) => ({ id: `zc-11-v3-${id.replace('.', '-')}`, rules: ['ZC-11'], what: `v3 codec ${id}`, kind: 'arrays', build: () => arrayStore(3, { ...numbers, codec: `unknown:${id}` }), expect: { fails: 'z7 z5' } })),
  { id: 'zc-11-image', rules: ['ZC-11'], what: 'an image compressed with bz2', kind: 'image', build: () => image({ codec: 'unknown:bz2' }), expect: { fails: 'vit viv v16' } },
  ...each(['zstd', 'gzip', 'zlib', 'lz4', 'blosc:zstd', 'none'], (codec) => ({ id: `zc-11-image-${codec.replace(':', '-')}`, near: ['ZC-11'], what: `an image compressed with ${codec}, which Viv 0.16.1 may lack`, kind: 'image', build: () => image({ codec }), expect: ['zstd', 'lz4'].includes(codec) ? { fails: 'v16' } : {} })),
  { id: 'zc-11-anndata-x', rules: ['ZC-11'], what: 'X compressed with lzma, all else with zstd', kind: 'anndata', build: () => anndata({ x: { codec: 'unknown:lzma' } }), expect: { fails: 'z7 vit' } },
  { id: 'zc-11-near-no-chunks', near: ['ZC-11', 'ZC-20'], what: 'bz2, but all chunks are left out and mean the fill value', kind: 'arrays', build: () => arrayStore(2, { ...numbers, codec: 'unknown:bz2', data: () => 0, skip: () => true }) },
  ...each(['zlib', 'gzip', 'zstd', 'lz4', 'none', 'blosc:lz4:0', 'blosc:lz4', 'blosc:lz4hc', 'blosc:zstd', 'blosc:zlib', 'blosc:blosclz', 'blosc:zstd:2'], (codec) => both({ id: `zc-11-near-${codec.replaceAll(':', '-')}`, near: ['ZC-11'], what: `compressor ${codec}`, kind: 'arrays', build: (zarr) => arrayStore(zarr, { ...numbers, codec }), expect3: ['zlib', 'lz4'].includes(codec) ? { fails: 'z5' } : undefined })),
  { id: 'zc-11-near-crc32c-v3', near: ['ZC-11', 'ZC-12'], what: 'v3 crc32c', kind: 'arrays', build: () => arrayStore(3, { ...numbers, codec: 'crc32c' }) },
  ...each(['delta', 'shuffle', 'fixedscaleoffset'], (filter) => ({ id: `zc-12-${filter}`, rules: ['ZC-12'], what: `v2 filter ${filter}`, kind: 'arrays', build: () => arrayStore(2, { ...numbers, filters: [filter] }), expect: { fails: 'z5' } })),
  { id: 'zc-12-crc32c-v2', rules: ['ZC-12'], what: 'v2 filter crc32c', kind: 'arrays', build: () => arrayStore(2, { ...numbers, filters: ['crc32c'], codec: 'none' }), expect: { fails: 'z7' } },
  { id: 'zc-12-image-delta', rules: ['ZC-12'], what: 'an image with the delta filter', kind: 'image', build: () => image({ dtype: 'u2', arrays: { filters: ['delta'] }, channel: window12 }), expect: { fails: 'viv', wrong: 'v16' } },
  // ZC-13 to ZC-15: shards
  { id: 'zc-13-index-start', rules: ['ZC-13'], what: 'compressed shards whose index is at the start: what is read as the index points beyond the file', kind: 'arrays', build: () => sharded({ indexLocation: 'start' }), expect: { fails: 'z7 z5' } },
  { id: 'zc-13-index-start-raw', rules: ['ZC-13'], what: 'uncompressed shards whose index is at the start: what is read as the index points into the file', kind: 'arrays', build: () => sharded({ indexLocation: 'start', codec: 'none', data: ([, j]) => (j % 2 ? 32 : 0) }), expect: { wrong: 'z7 z5' } },
  { id: 'zc-13-image', rules: ['ZC-13'], what: 'an image of shards whose index is at the start', kind: 'image', build: () => image({ version: '0.5', arrays: { inner: [1, 64, 64], indexLocation: 'start' } }), expect: { fails: 'vit viv v16' } },
  { id: 'zc-13-near-end', near: ['ZC-13', 'ZC-14', 'ZC-15'], what: 'shards whose index is at the end, said so', kind: 'arrays', build: () => sharded({ indexLocation: 'end' }) },
  { id: 'zc-13-near-default', near: ['ZC-13', 'ZC-14', 'ZC-15'], what: 'shards whose index is at the end', kind: 'arrays', build: () => sharded() },
  { id: 'zc-13-near-image', near: ['ZC-13'], what: 'an image of shards', kind: 'image', build: () => image({ version: '0.5', arrays: { inner: [1, 64, 64] } }), expect: { fails: 'v16' } },
  { id: 'zc-14-codec-after', rules: ['ZC-14'], what: 'gzip over whole shards', kind: 'arrays', build: () => ['a/c/0/0', 'a/c/1/0'].reduce((store, key) => store.bytes(key, gzip), sharded().meta('a', edit('codecs', (codecs) => [...codecs, { name: 'gzip', configuration: { level: 5 } }]))), expect: { fails: 'z7 z5' } },
  { id: 'zc-14-transpose-before', rules: ['ZC-14'], what: 'transpose before sharding', kind: 'arrays', build: () => meaning(arrayStore(3, { ...square, inner: [2, 4], data: ([i, j]) => ramp([8, 8])([j, i]) }).meta('a', edit('codecs', (codecs) => [{ name: 'transpose', configuration: { order: [1, 0] } }, ...codecs])), ramp([8, 8])), expect: { wrong: 'z7 z5' } },
  { id: 'zc-14-nested', rules: ['ZC-14'], what: 'shards in shards', kind: 'arrays', build: () => sharded().meta('a', edit('codecs', ([outer]) => [{ ...outer, configuration: { ...outer.configuration, codecs: [{ name: 'sharding_indexed', configuration: { chunk_shape: [1, 4], codecs: [{ name: 'bytes', configuration: { endian: 'little' } }], index_codecs: outer.configuration.index_codecs } }] } }])), expect: { fails: 'z7 z5' } },
  { id: 'zc-14-near-transpose-inside', near: ['ZC-14'], what: 'transpose inside the shards', kind: 'arrays', build: () => sharded({ order: 'F' }) },
  { id: 'zc-15-not-a-multiple', rules: ['ZC-15'], what: 'shards of 50 with chunks of 20', kind: 'arrays', build: () => arrayStore(3, { shape: [100], chunks: [50], inner: [20], dtype: 'i4', data: ramp([100]) }), expect: { fails: 'z7 z5' } },
  { id: 'zc-15-not-a-multiple-raw', rules: ['ZC-15'], what: 'shards of 50 with chunks of 20, uncompressed', kind: 'arrays', build: () => arrayStore(3, { shape: [100], chunks: [50], inner: [20], dtype: 'i4', data: ramp([100]), codec: 'none' }), expect: { wrong: 'z7 z5' } },
  { id: 'zc-15-near-last-shard', near: ['ZC-15'], what: 'shards of 40 with chunks of 20 on 100: the last shard is partly beyond the array', kind: 'arrays', build: () => arrayStore(3, { shape: [100], chunks: [40], inner: [20], dtype: 'i4', data: ramp([100]) }) },
  // ZC-16, ZC-17: grids
  ...both({ id: 'zc-16-rank', rules: ['ZC-16'], what: 'chunks of rank 1 for a matrix', kind: 'arrays', build: (zarr) => arrayStore(zarr, numbers).meta('a', (meta) => chunksOf(meta, [3])), expect: { fails: 'z7 z5' } }),
  ...both({ id: 'zc-16-zero', rules: ['ZC-16'], what: 'a chunk of size 0', kind: 'arrays', build: (zarr) => arrayStore(zarr, numbers).meta('a', (meta) => chunksOf(meta, [0, 4])), expect: { fails: 'z7 z5' } }),
  ...both({ id: 'zc-16-negative', rules: ['ZC-16'], what: 'a chunk of size -3', kind: 'arrays', build: (zarr) => arrayStore(zarr, numbers).meta('a', (meta) => chunksOf(meta, [-3, 4])), expect: { fails: 'z7 z5' } }),
  ...both({ id: 'zc-16-near-larger', near: ['ZC-16'], what: 'chunks larger than the array', kind: 'arrays', build: (zarr) => arrayStore(zarr, { ...numbers, chunks: [10, 16] }) }),
  { id: 'zc-17-rectilinear', rules: ['ZC-17'], what: 'a rectilinear chunk grid', kind: 'arrays', build: () => arrayStore(3, numbers).meta('a', edit('chunk_grid', () => ({ name: 'rectilinear', configuration: { kind: 'inline', chunk_shapes: [[3, 3], [4, 4]] } }))), expect: { fails: 'z7 z5' } },
  { id: 'zc-17-key-encoding', rules: ['ZC-17'], what: 'chunk key encoding "suffix"', kind: 'arrays', build: () => arrayStore(3, numbers).meta('a', edit('chunk_key_encoding', () => ({ name: 'suffix', configuration: {} }))), expect: { fails: 'z7 z5' } },
  { id: 'zc-17-near-v2-keys', near: ['ZC-17'], what: 'v3 with the chunk keys of v2', kind: 'arrays', build: () => ['0/0', '0/1', '1/0', '1/1'].reduce((store, at) => store.rename(`a/c/${at}`, `a/${at.replace('/', '.')}`), arrayStore(3, numbers).meta('a', edit('chunk_key_encoding', () => ({ name: 'v2' })))) },
  { id: 'zc-17-near-dot-keys', near: ['ZC-17', 'ZC-18'], what: 'v3 with the separator "."', kind: 'arrays', build: () => arrayStore(3, { ...numbers, separator: '.' }) },
  // ZC-18: separators
  { id: 'zc-18-absent', rules: ['ZC-18'], what: 'chunks at 0/0, no dimension_separator', kind: 'arrays', build: () => arrayStore(2, numbers).meta('a', ({ dimension_separator: _, ...meta }) => meta), expect: { wrong: 'z7 z5' } },
  { id: 'zc-18-dot', rules: ['ZC-18'], what: 'chunks at 0/0, dimension_separator "."', kind: 'arrays', build: () => arrayStore(2, numbers).meta('a', edit('dimension_separator', () => '.')), expect: { wrong: 'z7 z5' } },
  { id: 'zc-18-slash', rules: ['ZC-18'], what: 'chunks at 0.0, dimension_separator "/"', kind: 'arrays', build: () => arrayStore(2, { ...numbers, separator: '.' }).meta('a', edit('dimension_separator', () => '/')), expect: { wrong: 'z7 z5' } },
  { id: 'zc-18-v3', rules: ['ZC-18'], what: 'v3: chunks at c/0/0, separator "."', kind: 'arrays', build: () => arrayStore(3, numbers).meta('a', edit('chunk_key_encoding', () => ({ name: 'default', configuration: { separator: '.' } }))), expect: { wrong: 'z7 z5' } },
  { id: 'zc-18-image', rules: ['ZC-18'], what: 'an image with chunks at 0/0/0 and no dimension_separator', kind: 'image', build: () => ['0', '1'].reduce((store, level) => store.meta(level, ({ dimension_separator: _, ...meta }) => meta), image()), expect: { wrong: 'vit viv v16' } },
  { id: 'zc-18-x', rules: ['ZC-18'], what: 'X with chunks at 0/0 and no dimension_separator', kind: 'anndata', build: () => anndata({ x: { chunks: [6, 4] } }).meta('X', ({ dimension_separator: _, ...meta }) => meta), expect: { wrong: 'z7 vit' } },
  { id: 'zc-18-near-absent', near: ['ZC-18'], what: 'chunks at 0.0, no dimension_separator', kind: 'arrays', build: () => arrayStore(2, { ...numbers, separator: null }) },
  { id: 'zc-18-near-one-dimension', near: ['ZC-18'], what: 'one dimension, whose keys are the same either way', kind: 'arrays', build: () => arrayStore(2, { shape: [8], chunks: [4], dtype: 'i4', data: ramp([8]), separator: null }) },
  // ZC-19, ZC-20: fill values and missing chunks
  { id: 'zc-19-null-int64', rules: ['ZC-19'], what: 'int64, fill_value null, a chunk missing', kind: 'arrays', build: () => arrayStore(2, { ...numbers, dtype: 'i8', fill: null, skip: ([i]) => i === 1 }), expect: { fails: 'z7 z5' } },
  { id: 'zc-19-half-int64', rules: ['ZC-19'], what: 'int64, fill_value 0.5', kind: 'arrays', build: () => arrayStore(2, { ...numbers, dtype: 'i8', fill: 0.5 }), expect: { fails: 'z7 z5' } },
  { id: 'zc-19-hex-float', rules: ['ZC-19'], what: 'v3 float32, fill_value "0x7fc00000" (NaN), a chunk missing', kind: 'arrays', build: () => meaning(arrayStore(3, { ...numbers, dtype: 'f4', fill: '0x7fc00000', skip: ([i]) => i === 1 }), (index) => (index[0] >= 3 ? NaN : ramp([6, 8])(index))), expect: { wrong: 'z7 z5' } },
  { id: 'zc-19-near-null-int32', near: ['ZC-19'], what: 'int32, fill_value null, all chunks there', kind: 'arrays', build: () => arrayStore(2, { ...numbers, fill: null }) },
  { id: 'zc-19-near-null-int64', near: ['ZC-19'], what: 'int64, fill_value null, all chunks there', kind: 'arrays', build: () => arrayStore(2, { ...numbers, dtype: 'i8', fill: null }) },
  { id: 'zc-19-near-zero-int64', near: ['ZC-19', 'ZC-20'], what: 'int64, fill_value 0, a chunk of zeros left out', kind: 'arrays', build: () => arrayStore(2, { ...numbers, dtype: 'i8', data: ([i, j]) => (i >= 3 ? 0 : i * 8 + j), skip: ([i]) => i === 1 }), expect: { fails: 'z5' } },
  ...both({ id: 'zc-20-missing', rules: ['ZC-20'], what: 'one chunk of four is not there', kind: 'arrays', build: (zarr) => arrayStore(zarr, { ...numbers, skip: ([i, j]) => i + j === 2 }), expect: { wrong: 'z7 z5' } }),
  ...both({ id: 'zc-20-image', rules: ['ZC-20'], what: 'an image without the last chunk of each plane', kind: 'image', build: (zarr) => image({ version: v(zarr), levels: [], arrays: { skip: ([, y, x]) => y === 1 && x === 1 } }), expect: { wrong: 'vit viv v16' }, expect3: { wrong: 'vit viv', fails: 'v16' } }),
  { id: 'zc-20-x', rules: ['ZC-20'], what: 'X without its last chunk', kind: 'anndata', build: () => anndata({ x: { chunks: [12, 4], skip: ([, j]) => j === 1 } }), expect: { wrong: 'z7 vit' } },
  { id: 'zc-20-near-sparse', near: ['ZC-20'], what: 'an image whose background chunks are left out', kind: 'image', build: () => image({ levels: [], pixel: ({ y }) => (y < 64 ? 7 + y : 0), arrays: { skip: ([, y]) => y === 1 } }) },
  // ZC-21: damaged chunks
  ...both({ id: 'zc-21-empty', rules: ['ZC-21'], what: 'a chunk of 0 bytes', kind: 'arrays', build: (zarr) => arrayStore(zarr, numbers).bytes(zarr === 3 ? 'a/c/0/0' : 'a/0/0', zero(0)), expect: { fails: 'z7 z5' } }),
  ...each(['zstd', 'gzip', 'zlib', 'lz4'], (codec) => ({ id: `zc-21-cut-${codec}`, rules: ['ZC-21'], what: `a chunk (${codec}) cut to two thirds`, kind: 'arrays', build: () => arrayStore(2, { ...numbers, data: noise, shape: [60, 80], chunks: [30, 40], codec }).bytes('a/0/0', (bytes) => bytes.slice(0, Math.floor((bytes.length * 2) / 3))), expect: { fails: 'z7 z5' } })),
  ...each(['blosc', 'none'], (codec) => ({ id: `zc-21-cut-${codec}`, rules: ['ZC-21'], varies: codec === 'blosc', what: `a chunk (${codec}) cut to two thirds: what is missing is shown as something`, kind: 'arrays', build: () => arrayStore(2, { ...numbers, data: noise, shape: [60, 80], chunks: [30, 40], codec }).bytes('a/0/0', (bytes) => bytes.slice(0, Math.floor((bytes.length * 2) / 3))), expect: { wrong: 'z7 z5' } })),
  { id: 'zc-21-magic-blosc', rules: ['ZC-21'], what: 'a chunk (blosc) that begins with zeros', kind: 'arrays', build: () => arrayStore(2, { ...numbers, codec: 'blosc' }).bytes('a/0/0', (bytes) => Uint8Array.from(bytes, (b, i) => (i < 4 ? 0 : b))), expect: { wrong: 'z7 z5' } },
  ...each(['zstd', 'gzip', 'lz4'], (codec) => ({ id: `zc-21-magic-${codec}`, rules: ['ZC-21'], what: `a chunk (${codec}) that begins with zeros`, kind: 'arrays', build: () => arrayStore(2, { ...numbers, codec }).bytes('a/0/0', (bytes) => Uint8Array.from(bytes, (b, i) => (i < 4 ? 0 : b))), expect: { fails: 'z7 z5' } })),
  { id: 'zc-21-image', rules: ['ZC-21'], what: 'an image with a chunk cut to two thirds', kind: 'image', build: () => image().bytes('0/0/0/0', (bytes) => bytes.slice(0, Math.floor((bytes.length * 2) / 3))), expect: { wrong: 'vit viv v16' } },
  { id: 'zc-21-near-long', near: ['ZC-21'], what: 'an uncompressed chunk of exactly its size', kind: 'arrays', build: () => arrayStore(2, { ...numbers, codec: 'none' }) },
  // ZC-27: no compression
  { id: 'zc-27-raw', rules: ['ZC-27'], what: 'an uncompressed image in chunks of 1.3 MB', kind: 'image', build: () => image({ dtype: 'u2', axes: 'yx', shape: [800, 800], chunks: [800, 800], levels: [2, 4], codec: 'none', omero: grey() }) },
  { id: 'zc-27-near', near: ['ZC-27'], what: 'an uncompressed image in chunks of 16 KiB', kind: 'image', build: () => image({ codec: 'none' }) },
];

function noise([i, j]) {
  return (i * 7919 + j * 104729) % 65521;
}

function grey() {
  return { channels: [{ label: 'grey', color: 'FFFFFF', window: { start: 0, end: 4095, min: 0, max: 4095 } }] };
}

function chunksOf(meta, chunks) {
  return meta.zarr_format === 2 ? { ...meta, chunks } : { ...meta, chunk_grid: { name: 'regular', configuration: { chunk_shape: chunks } } };
}
