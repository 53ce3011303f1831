// OME-NGFF images, labels, plates: versions 0.1 to 0.6, with what a viewer should show.
import { scramble } from './bytes.mjs';
import { join, Store } from './store.mjs';

const TYPES = { t: 'time', c: 'channel', z: 'space', y: 'space', x: 'space' };

/**
 * @typedef {object} ImageSpec
 * @property {string} [version]  0.1 to 0.6; which says where the attributes go and whether axes are named
 * @property {2|3} [zarr]  3 from 0.5 on when not given
 * @property {string[]|string} [axes]  names, a letter each or a list
 * @property {number[]} [shape]
 * @property {string} [dtype]
 * @property {number[]|number[][]} [levels]  for each further level its factor in y and x, or its whole shape
 * @property {number[]} [chunks]
 * @property {object} [arrays]  further parts of every level's array
 * @property {object|null} [omero]  null: none. One grey channel for each index of c when not given.
 * @property {(multiscale: object) => object|void} [multiscale]  changes `multiscales[0]`
 * @property {object} [attrs]  further attributes beside multiscales
 * @property {object} [truth]  what is to be shown where it is not what the metadata say
 * @property {Store} [into] @property {string} [path]
 */

/** Writes an image; the result's `image` is the truth about it. @param {ImageSpec} spec */
export function image(spec = {}) {
  const { version = '0.4', path = '', dtype = 'u1', size = 1, pixel = pixelOf(dtype) } = spec;
  const zarr = spec.zarr ?? (version >= '0.5' ? 3 : 2);
  const axes = [...(spec.axes ?? 'cyx')];
  const shape = spec.shape ?? axes.map((name) => ({ t: 1, c: 2, z: 1 })[name.toLowerCase()] ?? 128);
  const plane = (d) => 'yx'.includes(axes[d].toLowerCase());
  const shapes = [shape, ...(spec.levels ?? [2]).map((level) => (Array.isArray(level) ? level : shape.map((n, d) => (plane(d) ? Math.max(1, Math.round(n / level)) : n))))];
  const chunks = spec.chunks ?? shape.map((n, d) => (plane(d) ? Math.min(n, n > 128 ? 128 : 64) : 1));
  const store = spec.into ?? new Store(zarr);
  const codec = spec.codec ?? (zarr === 2 ? 'blosc' : 'zstd');
  const levels = shapes.map((levelShape, k) => {
    const at = levelPixels(pixel, axes, shape, levelShape);
    const name = spec.names?.[k] ?? String(k);
    const dtypeHere = spec.dtypes?.[k] ?? dtype;
    store.array(join(path, name), { shape: levelShape, chunks: chunks.map((n, d) => Math.min(n, levelShape[d])), dtype: dtypeHere, data: at, codec, separator: version <= '0.1' ? '.' : '/', ...(zarr === 3 ? { names: axes } : {}), ...spec.arrays, ...(spec.arrays?.inner ? { inner: spec.arrays.inner.map((n, d) => Math.min(n, levelShape[d])) } : {}), ...(spec.perLevel?.[k] ?? {}) });
    return { path: name, shape: levelShape, dtype: dtypeHere, at };
  });
  const scale = shape.map((_, d) => ({ z: 2, y: 0.5, x: 0.5 })[axes[d]] ?? 1);
  const multiscale = multiscaleOf({ ...spec, version, axes, levels, scale });
  const channels = axes.includes('c') ? shape[axes.indexOf('c')] : 1;
  const omero = spec.omero === undefined ? omeroOf(channels, spec.channel) : spec.omero;
  const inner = { multiscales: [spec.multiscale?.(multiscale) ?? multiscale], ...(omero ? { omero } : {}), ...spec.attrs };
  store.group(path, version >= '0.5' && !spec.flat ? { ome: { version, ...inner }, ...spec.outer } : { ...inner, ...spec.outer });
  const named = (name) => axes.indexOf(name);
  const truth = {
    path, axes, levels, channels, dtype, size,
    width: shape[named('x')], height: shape[named('y')], depth: named('z') < 0 ? 1 : shape[named('z')],
    scale: ['x', 'y', 'z'].map((name) => (named(name) < 0 || version < '0.4' ? 1 : scale[named(name)])),
    ...spec.truth,
  };
  return Object.assign(store, { image: truth });
}

/** A pixel's value from its full-resolution place: a slope with some noise, exact in every dtype. */
function pixelOf(dtype) {
  const top = { b1: 2, i1: 120, u1: 250 }[dtype] ?? 4000;
  return ({ t = 0, c = 0, z = 0, y = 0, x = 0 }) => {
    const n = 3 * x + 5 * y + 37 * c + 211 * z + 101 * t;
    return (top > 250 ? n * 3 + (scramble(x * 7919 + y) & 15) : n + (scramble(x * 7919 + y) & 3)) % top;
  };
}

/** The values of a level: nearest sampling of the full image, along every axis whose size shrinks. */
function levelPixels(pixel, axes, full, shape) {
  const factors = shape.map((n, d) => full[d] / n);
  const names = axes.map((name) => name.toLowerCase());
  // One place is changed from pixel to pixel: millions of them are asked for.
  const place = {};
  return (index) => {
    for (let d = 0; d < names.length; d += 1) place[names[d]] = Math.floor(index[d] * factors[d]);
    return pixel(place);
  };
}

function multiscaleOf({ version, axes, levels, scale, name = 'image', units = {} }) {
  const transforms = (shape) => [{ type: 'scale', scale: scale.map((s, d) => (s * levels[0].shape[d]) / shape[d]) }];
  const datasets = levels.map(({ path, shape }) => ({ path, ...(version >= '0.4' ? { coordinateTransformations: transforms(shape) } : {}) }));
  const objects = axes.map((axis) => {
    const type = TYPES[axis.toLowerCase()];
    const unit = { space: 'micrometer', time: 'second', ...units }[type];
    return { name: axis, ...(type ? { type } : {}), ...(unit ? { unit } : {}) };
  });
  if (version >= '0.6') {
    return {
      name, coordinateSystems: [{ name: 'physical', axes: objects }],
      datasets: datasets.map(({ path, coordinateTransformations: [{ scale: s }] }) => ({ path, coordinateTransformations: [{ type: 'scale', scale: s, input: path, output: 'physical' }] })),
    };
  }
  const own = version >= '0.5' ? {} : { version };
  if (version >= '0.4') return { ...own, name, axes: objects, datasets };
  return { ...own, name, ...(version >= '0.3' ? { axes } : {}), datasets };
}

/** omero metadata as writers give it: a grey channel each. */
export function omeroOf(channels, channel = () => ({})) {
  return {
    name: 'image',
    channels: Array.from({ length: channels }, (_, i) => ({ label: `Channel ${i}`, color: 'FFFFFF', active: true, window: { start: 0, end: 255, min: 0, max: 255 }, ...channel(i) })),
    rdefs: { defaultT: 0, defaultZ: 0, model: 'greyscale' },
  };
}

/** A label image below `path`, with its ids as pixels. */
export function labels(spec = {}) {
  const id = ({ y = 0, x = 0, z = 0 }) => (x >> 4) + 16 * (y >> 4) + z + 1;
  return image({ axes: 'yx', dtype: 'u4', omero: null, pixel: id, attrs: { 'image-label': { version: '0.4', source: { image: '../../' } } }, ...spec, truth: { labels: true, ...spec.truth } });
}
