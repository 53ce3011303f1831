// From what was seen to one of three words: `loads`, `wrong`, `fails`, with the reason.
import { line } from './errors.mjs';

/** Labels by what was written. Samples of fewer than 8 bits are bytes to everybody. */
const LABELS = {
  uint8: 'Uint8',
  int8: 'Int8',
  uint16: 'Uint16',
  int16: 'Int16',
  uint32: 'Uint32',
  int32: 'Int32',
  float32: 'Float32',
  float64: 'Float64',
  float16: 'Float32',
};

const NEEDS_BROWSER = 'WebP needs a browser';

/**
 * `{ outcome, reason }` of a file in a viewer. `truth`: the images as they were written, or undefined where nobody knows them; `seen`:
 * what was found. Where the truth is unknown or a browser is needed, the outcome may be `unknown`.
 */
export function judged(seen, truth) {
  const failure = failed(seen) ?? undrawn(seen);
  if (failure?.includes('`createImageBitmap` is not available')) return { outcome: 'unknown', reason: NEEDS_BROWSER };
  if (failure) return { outcome: 'fails', reason: failure };
  if (!truth) {
    const error = badRead({ ...seen, reads: seen.reads.filter(({ result }) => result === 'error') });
    return error ? { outcome: 'wrong', reason: error } : { outcome: 'unknown', reason: 'read without errors' };
  }
  const wrong = falsehood(seen, truth) ?? badRead(seen) ?? (seen.reads.length === 0 ? 'nothing was read' : undefined);
  return wrong ? { outcome: 'wrong', reason: wrong } : { outcome: 'loads', reason: '' };
}

/** Nothing is shown: it does not load, or the lowest level of the first plane cannot be read. */
function failed(seen) {
  if (seen.error) return line(seen.error);
  if (!seen.images) return ended(seen.end);
  const first = seen.reads.find((read) => isFirst(seen, read)) ?? seen.start.find(({ c }) => c === 0);
  if (first?.result === 'error') return line(first.error);
  const { ended: how, step } = seen.end;
  return how !== 'done' && (isFirst(seen, step) || isStart(step)) ? ended(seen.end) : undefined;
}

/**
 * Interleaved samples go to Viv's BitmapLayer. In 0.21 it throws for three samples that are no bytes (addAlpha); in the Viv of Vitessce
 * they go into a texture of bytes, which WebGL refuses. Neither layer runs without WebGL, so this is read in their source, not observed.
 */
function undrawn({ images, start, view }) {
  const [first] = start;
  if (images[0].levels[0].length <= 5 || first?.result !== 'read' || first.array === 'Uint8Array') return undefined;
  const three = first.length === first.width * first.height * 3;
  return three && !('modelMatrix' in view) ? 'Expected Uint8Array' : `${first.array} for a texture of bytes`;
}

function isFirst(seen, { image, level, c, z, t, what }) {
  return what === 'raster' && image === 0 && level === seen.images[0].levels.length - 1 && c === 0 && z === 0 && t === 0;
}

/** A hang while the first pictures are read leaves the page frozen. */
function isStart({ what }) {
  return what === 'start' || what === 'beta';
}

function ended({ ended: how, text, signal, step }) {
  const where = typeof step === 'string' ? step : step?.level === undefined ? 'the start' : `${step.what} of level ${step.level}`;
  return how === 'hangs' ? `hangs in ${where}` : `the process dies in ${where}: ${text || signal}`;
}

/** What the viewer says of the file and is not so. */
function falsehood({ images, view }, truth) {
  if (truth.length === 0) return 'shows something that is no image';
  for (const [index, image] of images.entries()) {
    const found = truth[index] && contradiction(image, truth[index]);
    if (found) return images.length > 1 ? `image ${index}: ${found}` : found;
  }
  if (view && 'modelMatrix' in view) return unlisted(images[0], view) ?? misplaced(view.modelMatrix, truth[0].micrometres);
  if (images.length !== truth.length) return `${images.length} of ${truth.length} images`;
  return undefined;
}

function contradiction({ labels, dtype, levels }, { samples, levels: true_ }) {
  const [times, depth, channels] = true_[0].shape;
  const interleaved = levels[0].length > 5;
  const size = (label, level = 0) => levels[level][labels.indexOf(label)];
  if (dtype !== LABELS[true_[0].dtype]) return `samples are called ${dtype}, and are ${true_[0].dtype}`;
  const planes = Math.max(1, channels / samples);
  const shown = interleaved ? samples : size('c');
  if (shown < channels) return `shows ${shown} of ${channels} channels`;
  if (!interleaved && shown > channels) return `offers ${shown} channels of ${channels}`;
  if (size('z') !== depth || size('t') !== times) return `offers ${size('z')} sections and ${size('t')} time points, not ${depth} and ${times}`;
  if (interleaved && samples !== 3 && samples !== 4) return `takes ${samples} sample${samples > 1 ? 's' : ''} of a pixel for colours`;
  if (interleaved && planes > 1) return `shows one of ${planes} colour planes`;
  for (const [level, { shape }] of true_.entries()) {
    if (level >= levels.length) break;
    const [height, width] = shape.slice(-2);
    const [wide, tall] = [size('x', level), size('y', level)];
    if (Math.abs(wide - width) > 1 || Math.abs(tall - height) > 1) return `level ${level} is said to be ${wide} x ${tall}, and is ${width} x ${height}`;
  }
  return undefined;
}

/** Vitessce offers the channels that have a Channel element. */
function unlisted({ labels, levels }, { channelNames }) {
  const count = levels[0][labels.indexOf('c')];
  const interleaved = levels[0].length > 5;
  return interleaved || channelNames.length === count ? undefined : `lists ${channelNames.length} channels of ${count}`;
}

/** Vitessce places images by their size in micrometres. */
function misplaced(matrix, micrometres) {
  const [x, y, z] = micrometres;
  const wanted = x && y ? [x, y, z ?? 1] : [1, 1, 1];
  const found = [matrix[0], matrix[5], matrix[10]];
  const same = found.every((value, axis) => value !== null && Math.abs(value - wanted[axis]) <= 1e-6 * wanted[axis]);
  return same ? undefined : `a pixel is drawn ${found.map((value) => (value === null ? NaN : Number(value.toPrecision(6)))).join(' x ')} micrometres large, and is ${wanted.join(' x ')}`;
}

function badRead({ images, reads, end }) {
  const bad = reads.find(({ result }) => result === 'error' || result === 'different');
  if (bad) return `${named(bad)}: ${bad.error ? line(bad.error) : (bad.instead ?? bad.how)}`;
  const label = ({ image }) => images[image].dtype;
  const mislabelled = reads.find((read) => read.array && read.array !== `${label(read)}Array`);
  if (mislabelled) return `${mislabelled.array} under the label ${label(mislabelled)}`;
  return end.ended === 'done' ? undefined : `${ended(end)}`;
}

function named({ image, level, c, z, t, what, x, y }) {
  const tile = what === 'tile' ? `tile ${x},${y}` : 'whole';
  return `${image ? `image ${image} ` : ''}level ${level} c${c} z${z} t${t} ${tile}`;
}

/**
 * Avivator: Viv, and what it reads before it shows anything. `offsets.json` that is no JSON fails in it already; `seen.error` tells.
 */
export function avivator(viv, seen) {
  if (viv.outcome === 'fails' || viv.reason === NEEDS_BROWSER) return viv;
  const failure = seen.start.find(({ result }) => result === 'error');
  return failure ? { outcome: 'fails', reason: `at the start, c${failure.c} z${failure.z} t${failure.t}: ${line(failure.error)}` } : viv;
}

/** The spatialBeta view of Vitessce: the loader, and the channels that this view asks for. */
export function spatialBeta(vitessce, seen) {
  if (vitessce.outcome === 'fails' || vitessce.reason === NEEDS_BROWSER) return vitessce;
  const failure = seen.beta.find(({ result }) => result === 'error');
  return failure ? { outcome: 'fails', reason: `at the start, c${failure.c} z${failure.z} t${failure.t}: ${line(failure.error)}` } : vitessce;
}
