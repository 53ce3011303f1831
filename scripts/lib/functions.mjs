// What a module consists of: its functions with their names and sizes, as the compiler wrote them, before they are optimized.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/** Functions of a module, the largest first: `{ name, size }`. Sizes are bytes of code, not compressed. */
export function functionsOf(module) {
  const bytes = readFileSync(join(root, 'target', 'wasm', 'bindgen', module, 'omescope_bg.wasm'));
  const sizes = [];
  let names = new Map();
  let imported = 0;
  for (const { id, start, end } of sectionsOf(bytes)) {
    const read = reader(bytes, start);
    if (id === 2) imported = countImports(read);
    else if (id === 10) for (let left = read.number(); left > 0; left -= 1) read.skip(sizes[sizes.push(read.number()) - 1]);
    else if (id === 0 && read.text() === 'name') names = namesIn(read, end);
  }
  return sizes.map((size, at) => ({ name: (names.get(imported + at) ?? '?').replace(/\[[0-9a-f]{16}\]/g, ''), size })).sort((a, b) => b.size - a.size);
}

/** Sizes added up by crate and module; what is generic and not ours by the crate that it was made for. */
export function areasOf(functions) {
  const sums = new Map();
  for (const { name, size } of functions) {
    const area = areaOf(name);
    sums.set(area, (sums.get(area) ?? 0) + size);
  }
  return [...sums].map(([name, size]) => ({ name, size })).sort((a, b) => b.size - a.size);
}

function areaOf(name) {
  const crate = /[a-z_][a-z_0-9]*(?=::)/.exec(name)?.[0] ?? name;
  const ours = /omescope_[a-z]+::([a-z0-9_]+(?:::[a-z0-9_]+)?)/.exec(name)?.[1];
  if (ours === undefined) return crate;
  return crate.startsWith('omescope') ? ours : `${crate}, made for ${ours.split('::')[0]}`;
}

function* sectionsOf(bytes) {
  for (let at = 8; at < bytes.length; ) {
    const read = reader(bytes, at + 1);
    const size = read.number();
    yield { id: bytes[at], start: read.at(), end: read.at() + size };
    at = read.at() + size;
  }
}

/** Reads on from a place: numbers in LEB128, texts with their length before them. */
function reader(bytes, place) {
  const read = {
    at: () => place,
    skip: (count) => void (place += count),
    number() {
      let [value, shift] = [0, 0];
      for (;;) {
        const byte = bytes[place++];
        value |= (byte & 127) << shift;
        shift += 7;
        if (byte < 128) return value >>> 0;
      }
    },
    text() {
      const length = read.number();
      place += length;
      return bytes.toString('utf8', place - length, place);
    },
  };
  return read;
}

function countImports(read) {
  let functions = 0;
  for (let left = read.number(); left > 0; left -= 1) {
    read.text();
    read.text();
    const kind = read.number();
    // What wasm-bindgen imports is functions; a table or memory would have limits behind it.
    if (kind !== 0) throw new Error('the module imports something that is no function');
    functions += 1;
    read.number();
  }
  return functions;
}

function namesIn(read, end) {
  const names = new Map();
  while (read.at() < end) {
    const kind = read.number();
    const size = read.number();
    const next = read.at() + size;
    if (kind === 1) for (let left = read.number(); left > 0; left -= 1) names.set(read.number(), read.text());
    read.skip(next - read.at());
  }
  return names;
}
