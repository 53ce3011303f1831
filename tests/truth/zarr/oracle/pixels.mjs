// What pixel sources (Vitessce's and Viv's have the same methods) give, against what was written and where it is drawn.
import { shownValue } from './steps.mjs';
import { vitessceInside } from './vitessce.mjs';

const BYTES = { Int8: 1, Uint8: 1, Int16: 2, Uint16: 2, Int32: 4, Uint32: 4, Float32: 4, Float64: 8 };

export function itemSize(source) {
  return BYTES[source.dtype] ?? 1;
}

/** The sources, where Viv's layers have textures for their dtypes: it throws as they do otherwise. */
export async function drawable(sources) {
  const { __getDtypeValues: texture } = await vitessceInside();
  for (const { dtype } of sources) texture(dtype);
  return sources;
}

/** Above so many pixels only some are compared: in steps through the plane, and its corners. */
const COMPARED = 1 << 14;

export function tileDifference(truth, level, selection, tileSize, { x, y }, tile) {
  const [height, width] = truth.levels[level].shape.slice(-2);
  const box = { x0: x * tileSize, y0: y * tileSize, x1: Math.min(width, (x + 1) * tileSize), y1: Math.min(height, (y + 1) * tileSize) };
  return planeDifference(truth, level, selection, box, tile);
}

export function rasterDifference(truth, level, selection, raster) {
  const [height, width] = truth.levels[level].shape.slice(-2);
  return planeDifference(truth, level, selection, { x0: 0, y0: 0, x1: width, y1: height }, raster);
}

/**
 * A plane against what was written. Where the last two axes are not y and x it is the layout that is wrong, which `size` and the
 * channels say; values are not compared then.
 */
function planeDifference(truth, level, selection, box, { data, width, height }) {
  const { axes } = truth;
  if (axes.slice(-2).join('').toLowerCase() !== 'yx') return undefined;
  const size = [box.x1 - box.x0, box.y1 - box.y0];
  if (width !== size[0] || height !== size[1]) return `${width} x ${height} pixels for ${size[0]} x ${size[1]}`;
  const total = width * height;
  if (data.length !== total) return `${data.length} values for ${total}`;
  const { at } = truth.levels[level];
  const index = axes.map((name) => selection[name] ?? 0);
  const step = Math.max(1, Math.floor(total / COMPARED)) | 1;
  for (let n = 0; n < total; n = n + step < total || n === total - 1 ? n + step : total - 1) {
    index[axes.length - 2] = box.y0 + Math.floor(n / width);
    index[axes.length - 1] = box.x0 + (n % width);
    const [actual, expected] = [data[n], at(index)].map(Number);
    if (actual !== expected && !(Number.isNaN(actual) && Number.isNaN(expected))) return `value ${n} is ${shownValue(data[n])}, ${shownValue(at(index))} was written`;
  }
  return undefined;
}

/** Tiles 0,0 and last of a level that deck.gl asks for, when all of the image is in view. */
export async function tilesInView(sources, level) {
  const { __getIdentityTileIndices: tiles, __getImageSize: imageSize } = await vitessceInside();
  const { width, height } = imageSize(sources[0]);
  const viewport = { getBounds: () => [0, 0, width, height] };
  const found = tiles(viewport, -level, sources[0].tileSize, [0, 0, width, height]);
  return { first: found[0], last: found.at(-1), all: found };
}

/**
 * Where Viv draws the tiles of a level, by its own code, against where they belong: undefined, or the largest error.
 * A tile of level k is drawn as 2^k times its size, whatever the level's real factor is.
 */
export async function placementError(sources, level) {
  const { __renderSubLayers: render, __tileToBoundingBox: boxOf, __getImageSize: imageSize } = await vitessceInside();
  const [full, own] = [imageSize(sources[0]), imageSize(sources[level])];
  const { tileSize } = sources[0];
  const { all } = await tilesInView(sources, level);
  let worst = { error: 0 };
  const seen = { x: 0, y: 0 };
  for (const { x, y, z } of all) {
    const width = Math.min(own.width, (x + 1) * tileSize) - x * tileSize;
    const height = Math.min(own.height, (y + 1) * tileSize) - y * tileSize;
    if (width <= 0 || height <= 0) return `tile ${x},${y} of level ${level}, which the view asks for, is beyond its ${own.width} x ${own.height} pixels`;
    seen.x = Math.max(seen.x, x * tileSize + width);
    seen.y = Math.max(seen.y, y * tileSize + height);
    const layer = render({ tile: { bbox: boxOf({}, x, y, z, tileSize), index: { x, y, z } }, data: { data: [], width, height }, id: 't', loader: sources, maxZoom: 0 });
    const [left, bottom, right, top] = layer.props.bounds;
    const fx = full.width / own.width;
    const fy = full.height / own.height;
    const error = Math.max(...[left - x * tileSize * fx, right - (x * tileSize + width) * fx, top - y * tileSize * fy, bottom - (y * tileSize + height) * fy].map(Math.abs));
    if (error > worst.error) worst = { error, x, y };
  }
  if (seen.x < own.width || seen.y < own.height) return `of level ${level} only ${seen.x} x ${seen.y} of ${own.width} x ${own.height} pixels are asked for`;
  // Rounding the size of a level moves it by less than one of its own pixels.
  return worst.error >= 2 ** level ? `tile ${worst.x},${worst.y} of level ${level} is drawn ${worst.error.toFixed(1)} full-resolution pixels off` : undefined;
}

/** The background: the lowest level, drawn 2^(levels - 1) times its size. */
export async function backgroundError(sources) {
  const { __getImageSize: imageSize } = await vitessceInside();
  const last = sources.length - 1;
  const [full, own] = [imageSize(sources[0]), imageSize(sources[last])];
  const error = Math.max(Math.abs(own.width * 2 ** last - full.width), Math.abs(own.height * 2 ** last - full.height));
  return error >= 2 ** last ? `the lowest level is drawn as ${own.width * 2 ** last} x ${own.height * 2 ** last} pixels for ${full.width} x ${full.height}` : undefined;
}

/** The slices that a volume of a level is made of, through Viv's own code, against those that were written. */
export async function volumeError(truth, sources, level, selection) {
  const { __getVolume: getVolume } = await vitessceInside();
  const { depth, width, height } = await getVolume({ source: sources[level], selection, downsampleDepth: 2 ** level });
  const stored = truth.levels[level].shape[truth.axes.indexOf('z')];
  const covered = truth.depth;
  // Slice i of the volume is meant to lie at i * 2^level of the full stack; what is read is stored slice i * 2^level.
  const reaches = (depth - 1) * 2 ** level * (covered / stored);
  if (width === 0 || height === 0) return 'an empty volume';
  return stored !== covered && depth > 0 ? `level ${level}: ${depth} of its ${stored} slices are shown, up to slice ${Math.round(reaches)} of ${covered} at ${depth * 2 ** level} of ${covered} slices of depth` : undefined;
}
