// zarrita itself, in the versions that viewers carry: opens every node, reads the first and the last chunk of every array.
import { indices } from '../store/grid.mjs';
import { difference } from './steps.mjs';

const WHOLE = 1 << 16;

/** Runs one version of the library over all nodes of a store. */
export async function runZarrita(zarrita, { url, nodes, arrays, zip }, { step }) {
  const store = zip ? zip(url) : new zarrita.FetchStore(url);
  const root = zarrita.root(store);
  for (const path of nodes) {
    const node = await step(`open ${path || '/'}`, () => zarrita.open(root.resolve(`/${path}`)), { cost: false });
    const written = arrays.get(path);
    if (node && 'dtype' in node && written) await readArray(zarrita, path, node, written, step);
  }
}

async function readArray(zarrita, path, node, written, step) {
  const { chunks, at } = written;
  // The array as it says it is: defects may be planted in its shape.
  const shape = node.shape.length === written.shape.length ? node.shape : written.shape;
  const total = shape.reduce((a, b) => a * b, 1);
  const compare = (first, last) => (result) => differenceOf(result, first, last, at);
  if (shape.length === 0 || total === 0) return;
  const size = (written.inner ?? chunks);
  const start = shape.map((n, d) => [0, Math.min(n, size[d])]);
  const end = shape.map((n, d) => [Math.floor((n - 1) / size[d]) * size[d], n]);
  const get = (box) => zarrita.get(node, box.map(([from, to]) => zarrita.slice(from, to)));
  await step(`read ${path} first`, () => get(start), { check: compare(start), cost: false });
  await step(`read ${path} last`, () => get(end), { check: compare(end), cost: false });
  if (total <= WHOLE && total > 1) await step(`read ${path} all`, () => get(shape.map((n) => [0, n])), { check: compare(shape.map((n) => [0, n])), cost: false });
}

function differenceOf({ data, shape, stride }, box, _, at) {
  const expected = [];
  const actual = [];
  const sizes = box.map(([from, to]) => to - from);
  if (String(shape) !== String(sizes)) return `shape ${shape} for ${sizes}`;
  for (const within of indices(sizes)) {
    expected.push(at(within.map((i, d) => i + box[d][0])));
    const place = within.reduce((sum, i, d) => sum + i * stride[d], 0);
    actual.push(typeof data.get === 'function' ? data.get(place) : data[place]);
  }
  return difference(actual.map(plain), expected.map(plain));
}

function plain(value) {
  if (typeof value === 'boolean') return Number(value);
  return value;
}
