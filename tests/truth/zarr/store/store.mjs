// A store in memory: keys and bytes, written the way Zarr v2 or v3 lays nodes out, then planted with defects.
import { dtypeOf, encodeElements, withCrc32c } from './bytes.mjs';
import { compressor, filters as allFilters } from './codecs.mjs';
import { zip } from './zip.mjs';
import { boxElements, flat, gridOf, indices } from './grid.mjs';

const utf8 = new TextEncoder();

/**
 * @typedef {object} ArraySpec
 * @property {number[]} shape
 * @property {number[]} [chunks]  of a sharded array: the shards. The shape when not given.
 * @property {string|object} dtype
 * @property {ArrayLike<any>|((index: number[]) => any)} [data]  flat in C order, or a function of the index
 * @property {boolean} [periodic]  every full chunk is the same: it is encoded once
 * @property {any} [fill]
 * @property {string} [codec]  `compressor()`'s names; zstd when not given
 * @property {string[]} [filters]  v2: names of `filters`, `unknown:<id>`
 * @property {'C'|'F'} [order]
 * @property {string|null} [separator]  `null` leaves it out of `.zarray`
 * @property {number[]} [inner]  v3: shape of the chunks inside a shard
 * @property {'start'|'end'} [indexLocation]
 * @property {object} [attrs]
 * @property {string[]} [names]  v3: dimension_names
 * @property {(coords: number[]) => boolean} [skip]  chunks that are not written: the values are lost
 * @property {boolean} [sparse]  with `skip`: the missing chunks mean the fill value, as Zarr allows
 */

/** Steps are queued and run by `finish()`, in order, so that encoding may be asynchronous and defects come after what they spoil. */
export class Store {
  constructor(format) {
    this.format = format;
    this.files = new Map();
    this.arrays = new Map();
    this.steps = [];
  }

  after(step) {
    this.steps.push(step);
    return this;
  }

  async finish() {
    for (const step of this.steps.splice(0)) await step();
    return this;
  }

  group(path, attrs = {}) {
    if (this.format === 3) return this.json(join(path, 'zarr.json'), { zarr_format: 3, node_type: 'group', attributes: attrs });
    this.json(join(path, '.zgroup'), { zarr_format: 2 });
    return Object.keys(attrs).length ? this.json(join(path, '.zattrs'), attrs) : this;
  }

  /** @param {ArraySpec} spec */
  array(path, spec) {
    const full = complete(spec);
    return this.after(() => {
      this.arrays.set(path, full);
      return this.format === 3 ? this.#writeV3(path, full) : this.#writeV2(path, full);
    });
  }

  async #writeV2(path, spec) {
    const { type, separator } = spec;
    const pipeline = [...(type.kind === 'str' && spec.filters !== null ? ['vlen-utf8'] : []), ...(spec.filters ?? [])].map((name) => filterOf(name, type));
    const press = compressor(spec.codec, type.size || 1);
    this.#put(join(path, '.zarray'), text({
      zarr_format: 2, shape: spec.shape, chunks: spec.chunks, dtype: type.v2, compressor: press.v2, fill_value: spec.fillValue,
      order: spec.order, filters: pipeline.length ? pipeline.map(({ config }) => config) : null, ...(separator === null ? {} : { dimension_separator: separator }),
    }));
    if (Object.keys(spec.attrs).length) this.#put(join(path, '.zattrs'), text(spec.attrs));
    const encode = async (coords) => {
      let bytes = encodeElements(type, boxElements(spec, coords.map((c, d) => c * spec.chunks[d]), spec.chunks));
      for (const filter of pipeline) bytes = filter.encode(bytes);
      return press.encode(bytes);
    };
    await this.#writeChunks(path, spec, spec.chunks, encode, (coords) => coords.join(separator ?? '.') || '0');
  }

  async #writeV3(path, spec) {
    const { type, separator } = spec;
    const press = compressor(spec.codec, type.size || 1);
    const serializer = type.kind === 'str' ? { name: 'vlen-utf8' } : { name: 'bytes', configuration: { endian: type.big ? 'big' : 'little' } };
    const transpose = spec.order === 'F' ? [{ name: 'transpose', configuration: { order: spec.shape.map((_, d) => d).reverse() } }] : [];
    const inner = [...transpose, serializer, ...press.v3];
    const location = spec.indexLocation ? { index_location: spec.indexLocation } : {};
    const codecs = spec.inner
      ? [{ name: 'sharding_indexed', configuration: { chunk_shape: spec.inner, codecs: inner, index_codecs: [{ name: 'bytes', configuration: { endian: 'little' } }, { name: 'crc32c' }], ...location } }]
      : inner;
    this.#put(join(path, 'zarr.json'), text({
      zarr_format: 3, node_type: 'array', shape: spec.shape, data_type: type.v3 ?? type.name,
      chunk_grid: { name: 'regular', configuration: { chunk_shape: spec.chunks } },
      chunk_key_encoding: { name: 'default', configuration: { separator: separator ?? '/' } },
      fill_value: spec.fillValue, codecs, attributes: spec.attrs, ...(spec.names ? { dimension_names: spec.names } : {}),
    }));
    const box = async (origin, size) => press.encode(encodeElements(type, boxElements(spec, origin, size)));
    const originOf = (coords) => coords.map((c, d) => c * spec.chunks[d]);
    const encode = spec.inner ? (coords) => shard(spec, originOf(coords), (origin) => box(origin, spec.inner)) : (coords) => box(originOf(coords), spec.chunks);
    await this.#writeChunks(path, spec, spec.chunks, encode, (coords) => ['c', ...coords].join(separator ?? '/'));
  }

  async #writeChunks(path, spec, chunks, encode, keyOf) {
    let repeated;
    for (const step of indices(gridOf(spec.shape, chunks))) {
      const coords = [...step];
      if (spec.skip?.(coords)) continue;
      const full = coords.every((c, d) => (c + 1) * chunks[d] <= spec.shape[d]);
      const bytes = spec.periodic && full ? (repeated ??= await encode(coords)) : await encode(coords);
      this.#put(join(path, keyOf(coords)), bytes);
    }
  }

  #put(key, value) {
    this.files.set(key, typeof value === 'string' ? utf8.encode(value) : value);
  }

  // What follows plants defects, or is what writers do after the nodes.

  /** Writes a file as it is: bytes or text. */
  put(key, value) {
    return this.after(() => this.#put(key, value));
  }

  json(key, value) {
    return this.put(key, text(value));
  }

  drop(...keys) {
    return this.after(() => {
      for (const key of keys) {
        if (!this.files.delete(key)) throw new Error(`there is no ${key} to take away`);
      }
    });
  }

  /** Takes a node and all below it away. */
  dropTree(path) {
    return this.after(() => {
      for (const key of [...this.files.keys()]) if (key.startsWith(`${path}/`)) this.files.delete(key);
    });
  }

  /** Changes the bytes of a file. */
  bytes(key, change) {
    return this.after(() => this.#put(key, change(this.#read(key))));
  }

  /** Changes the text of a file. */
  text(key, change) {
    return this.bytes(key, (bytes) => change(new TextDecoder().decode(bytes)));
  }

  edit(key, change) {
    return this.text(key, (old) => {
      const value = JSON.parse(old);
      return text(change(value) ?? value);
    });
  }

  /** Changes the attributes of a node, in whichever file they are. */
  attrs(path, change) {
    const apply = (attrs) => change(attrs) ?? attrs;
    if (this.format === 3) return this.edit(join(path, 'zarr.json'), (meta) => ({ ...meta, attributes: apply(meta.attributes) }));
    const key = join(path, '.zattrs');
    return this.after(() => this.#put(key, text(apply(this.files.has(key) ? JSON.parse(new TextDecoder().decode(this.#read(key))) : {}))));
  }

  /** Changes the metadata of an array: `.zarray` or `zarr.json`. */
  meta(path, change) {
    return this.edit(join(path, this.format === 3 ? 'zarr.json' : '.zarray'), change);
  }

  rename(from, to) {
    return this.after(() => {
      const moved = [...this.files].map(([key, value]) => [key === from || key.startsWith(`${from}/`) ? to + key.slice(from.length) : key, value]);
      this.files = new Map(moved);
    });
  }

  /** Puts another store below a folder of this one. */
  mount(path, other) {
    return this.after(async () => {
      await other.finish();
      for (const [key, value] of other.files) this.files.set(join(path, key), value);
      for (const [key, value] of other.arrays) this.arrays.set(join(path, key), value);
    });
  }

  /** Consolidated metadata as zarr-python writes it: `.zmetadata` of v2, inline in the root's `zarr.json` of v3. */
  consolidate(key = '.zmetadata') {
    return this.after(() => {
      const read = (name) => JSON.parse(new TextDecoder().decode(this.files.get(name)));
      if (this.format === 2) {
        const names = [...this.files.keys()].filter((name) => /(^|\/)\.z(array|attrs|group)$/.test(name)).sort();
        this.#put(key, text({ metadata: Object.fromEntries(names.map((name) => [name, read(name)])), zarr_consolidated_format: 1 }));
        return;
      }
      const names = [...this.files.keys()].filter((name) => name.endsWith('/zarr.json')).sort();
      const metadata = Object.fromEntries(names.map((name) => [name.slice(0, -'/zarr.json'.length), read(name)]));
      this.#put('zarr.json', text({ ...read('zarr.json'), consolidated_metadata: { kind: 'inline', must_understand: false, metadata } }));
    });
  }

  /** Serves and keeps the store as one archive. `others`: more top-level folders. */
  zipped({ others, ...options } = {}) {
    return this.after(async () => {
      const files = [...this.files];
      const below = options.folder;
      for (const [folder, other] of Object.entries(others ?? {})) {
        await other.finish();
        for (const [key, value] of other.files) files.push([`${folder}/${key}`, value]);
      }
      const named = files.map(([key, value], i) => [below && i < this.files.size ? `${below}/${key}` : key, value]);
      this.served = new Map([['', zip(named, { ...options, folder: '' })]]);
    });
  }

  #read(key) {
    const bytes = this.files.get(key);
    if (!bytes) throw new Error(`there is no ${key} to change`);
    return bytes;
  }
}

export function join(...parts) {
  return parts.filter((part) => part !== '').join('/');
}

export function text(value) {
  return JSON.stringify(value, null, 1);
}

function complete(spec) {
  const given = Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
  const type = dtypeOf(spec.dtype);
  const { data } = spec;
  const at = typeof data === 'function' ? data : data ? (index) => data[flat(index, spec.shape)] : () => 0;
  const fillValue = spec.fill === undefined ? defaultFill(type) : spec.fill;
  // What stands beyond the edge of the array in its last chunks.
  const fill = typeof fillValue === 'number' ? fillValue : type.kind === 'number' ? 0 : '';
  return { codec: 'zstd', order: 'C', separator: '/', attrs: {}, ...given, chunks: spec.chunks ?? spec.shape.map((n) => Math.max(n, 1)), type, at, fill, fillValue };
}

function defaultFill(type) {
  if (type.kind === 'number') return type.name === 'b1' ? false : 0;
  return type.kind === 'planted' ? null : '';
}

function filterOf(name, type) {
  if (name === 'vlen-utf8') return { config: { id: 'vlen-utf8' }, encode: (bytes) => bytes };
  const [id, rest] = name.split(':');
  return id === 'unknown' ? allFilters.unknown(rest) : allFilters[id](type.v2, type.size);
}

/** A shard: its chunks, and the index of their offsets and lengths with a checksum, behind or before them. */
async function shard(spec, corner, encodeBox) {
  const grid = spec.chunks.map((n, d) => Math.ceil(n / spec.inner[d]));
  const origins = Array.from(indices(grid), (inside) => inside.map((i, d) => corner[d] + i * spec.inner[d]));
  const parts = [];
  for (const origin of origins) {
    const inside = origin.every((n, d) => n < spec.shape[d]);
    parts.push(inside ? new Uint8Array(await encodeBox(origin)) : undefined);
  }
  const index = new Uint8Array(parts.length * 16);
  const view = new DataView(index.buffer);
  let offset = spec.indexLocation === 'start' ? index.length + 4 : 0;
  parts.forEach((part, i) => {
    view.setBigUint64(16 * i, part ? BigInt(offset) : 2n ** 64n - 1n, true);
    view.setBigUint64(16 * i + 8, part ? BigInt(part.length) : 2n ** 64n - 1n, true);
    offset += part?.length ?? 0;
  });
  const body = parts.filter((part) => part !== undefined);
  return Buffer.concat(spec.indexLocation === 'start' ? [withCrc32c(index), ...body] : [...body, withCrc32c(index)]);
}
