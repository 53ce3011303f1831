// How geotiff.js 2.1.3 and Viv ask for bytes, written down as a program of its own: the section "How geotiff.js 2.1.3 asks" of the
// README. It takes a whole file in memory and gives the ranges of the four steps; a test compares them with what was observed.
import { fitted, next } from './cost.mjs';
import { startSelections } from './avivator.mjs';
import { sizes } from './reads.mjs';

const BLOCK = 65_536;
const LENGTHS = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8 };
const NAMES = { 256: 'width', 257: 'height', 277: 'samples', 278: 'rows', 284: 'planar', 322: 'tileWidth', 323: 'tileHeight' };
const ARRAYS = { 273: 'offsets', 279: 'counts', 324: 'offsets', 325: 'counts', 330: 'subIfds' };

/** Time in turns: what can be done is done, then waiting calls wake, and only when nothing else is left answers arrive. */
class Clock {
  waking = [];
  answers = [];
  round = 0;

  turn() {
    return new Promise((resolve) => this.waking.push(resolve));
  }

  answer() {
    return new Promise((resolve) => this.answers.push(resolve));
  }

  async run(work) {
    let running = true;
    work.then(() => (running = false), () => (running = false));
    while (running) {
      await new Promise((resolve) => setImmediate(resolve));
      // Every iteration lets someone go on; work that waits for nothing ends.
      if (this.waking.length > 0) for (const wake of this.waking.splice(0)) wake();
      else if (this.answers.length > 0) {
        this.round += 1;
        for (const give of this.answers.splice(0)) give();
      } else if (running) await work;
    }
    return work;
  }
}

class Source {
  known = false;
  there = new Set();
  underway = new Map();
  wanted = new Set();
  ranges = [];

  constructor(bytes, clock) {
    this.bytes = bytes;
    this.clock = clock;
  }

  async fetch(offset, length) {
    const end = this.known ? Math.min(offset + length, this.bytes.length) : offset + length;
    const mine = [];
    for (let block = Math.floor(offset / BLOCK); block * BLOCK < end; block += 1) {
      mine.push(block);
      if (!this.there.has(block) && !this.underway.has(block)) this.wanted.add(block);
    }
    await this.clock.turn();
    this.request();
    await Promise.all(mine.map((block) => this.underway.get(block)));
    if (Math.min(offset + length, this.bytes.length) % BLOCK === 0 && offset < this.bytes.length) throw new Error('offset');
  }

  /** One request for each run of neighbouring blocks. */
  request() {
    const blocks = [...this.wanted].sort((a, b) => a - b);
    this.wanted.clear();
    for (const [index, block] of blocks.entries()) {
      if (block === blocks[index - 1] + 1) this.ranges.at(-1).end += BLOCK;
      else this.ranges.push({ start: block * BLOCK, end: (block + 1) * BLOCK, round: this.clock.round });
      const arrived = this.clock.answer().then(() => {
        this.known = true;
        this.there.add(block);
        this.underway.delete(block);
      });
      this.underway.set(block, arrived);
    }
  }
}

class Tiff {
  ifds = [];
  subs = new Map();

  constructor(bytes, source, offsets) {
    this.source = source;
    this.offsets = offsets;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.little = bytes[0] === 0x49;
    this.big = this.view.getUint16(2, this.little) === 43;
  }

  pointer(at, size = this.big ? 8 : 4) {
    if (size === 2) return this.view.getUint16(at, this.little);
    return size === 8 ? Number(this.view.getBigUint64(at, this.little)) : this.view.getUint32(at, this.little);
  }

  async open() {
    await this.source.fetch(0, 1024);
    this.first = this.pointer(this.big ? 8 : 4);
  }

  async parse(offset) {
    const [countSize, entrySize, room, slice] = this.big ? [8, 20, 8, 4048] : [2, 12, 4, 1024];
    await this.source.fetch(offset, slice);
    const count = this.pointer(offset, countSize);
    const whole = count * entrySize + (this.big ? 16 : 6);
    if (whole > slice) await this.source.fetch(offset, whole);
    const covered = offset + Math.max(slice, whole);
    const fields = { samples: 1, planar: 1 };
    for (let entry = 0; entry < count; entry += 1) {
      const at = offset + countSize + entry * entrySize;
      const [tag, type, number] = [this.pointer(at, 2), this.pointer(at + 2, 2), this.pointer(at + 4)];
      const inline = LENGTHS[type] * number <= room;
      const place = inline ? at + entrySize - room : this.pointer(at + entrySize - room);
      if (!inline && (place < offset || place + LENGTHS[type] * number > covered)) await this.source.fetch(place, LENGTHS[type] * number);
      const value = (index) => this.pointer(place + index * LENGTHS[type], LENGTHS[type]);
      if (NAMES[tag]) fields[NAMES[tag]] = value(0);
      if (ARRAYS[tag]) fields[ARRAYS[tag]] = Array.from({ length: number }, (_, index) => value(index));
    }
    return { ...fields, next: this.pointer(offset + countSize + count * entrySize) };
  }

  ifd(index) {
    if (this.ifds[index]) return this.ifds[index];
    const known = this.offsets && index in this.offsets ? this.offsets[index] : index === 0 ? this.first : undefined;
    this.ifds[index] = known === undefined ? this.after(index) : this.parse(known);
    return this.ifds[index];
  }

  async after(index) {
    const { next: offset } = await this.ifdOfChain(index - 1);
    return this.parse(offset);
  }

  /** An IFD before the wanted one is found along the chain, even where its offset is known. */
  ifdOfChain(index) {
    this.ifds[index] ??= index === 0 ? this.parse(this.first) : this.after(index);
    return this.ifds[index];
  }

  async level(index, level) {
    const base = await this.ifd(index);
    if (level === 0) return base;
    const offset = base.subIfds[level - 1];
    if (!this.subs.has(offset)) this.subs.set(offset, await this.parse(offset));
    return this.subs.get(offset);
  }

  /** All tiles or strips that a region touches: [left, top, right, bottom] in pixels, the whole level without it. */
  async read(ifd, [left, top, right, bottom] = [0, 0, ifd.width, ifd.height]) {
    const wide = ifd.tileWidth ?? ifd.width;
    const tall = ifd.tileHeight ?? Math.min(ifd.rows ?? ifd.height, ifd.height);
    const [across, down] = [Math.ceil(ifd.width / wide), Math.ceil(ifd.height / tall)];
    const fetches = [];
    for (let sample = 0; sample < (ifd.planar === 2 ? ifd.samples : 1); sample += 1) {
      for (let y = Math.floor(top / tall); y < Math.min(Math.ceil(bottom / tall), down); y += 1) {
        for (let x = Math.floor(left / wide); x < Math.min(Math.ceil(right / wide), across); x += 1) {
          const index = (sample * down + y) * across + x;
          fetches.push(this.source.fetch(ifd.offsets[index], ifd.counts[index]));
        }
      }
    }
    await Promise.all(fetches);
  }
}

/** The ranges of each step: `images` are the facts that a viewer derived, `offsets` those of offsets.json. */
export async function modelled(bytes, images, offsets) {
  const clock = new Clock();
  const source = new Source(bytes, clock);
  const tiff = new Tiff(bytes, source, offsets);
  const { labels, levels, tileSize } = images[0];
  const data = levels.map((shape) => ({ labels, shape, tileSize }));
  const size = sizes(data[0]);
  // Labels are the DimensionOrder backwards.
  const plane = (at) => labels.slice(0, 3).reduce((index, label) => index * size[label] + at[label], 0);
  const raster = async (level, at) => tiff.read(await tiff.level(plane(at), level));
  const tile = async (level, x, y, at) => {
    const { x: width, y: height } = sizes(data[level]);
    const ifd = await tiff.level(plane(at), level);
    await tiff.read(ifd, [x * tileSize, y * tileSize, Math.min((x + 1) * tileSize, width), Math.min((y + 1) * tileSize, height)]);
  };
  const view = fitted(data);
  const show = (at) => (data.length === 1 ? raster(0, at) : Promise.all(view.tiles.map(({ x, y }) => tile(view.level, x, y, at))));
  const start = startSelections(data[0]);
  const other = next(data[0], start);
  const last = { c: size.interleaved ? 0 : size.c - 1, z: size.z - 1, t: size.t - 1 };
  const steps = [
    async () => {
      await tiff.open();
      await tiff.ifd(0);
      let first = 0;
      for (const image of images) {
        const counts = sizes({ labels: image.labels, shape: image.levels[0] });
        await tiff.ifd(first);
        first += counts.c * counts.z * counts.t;
      }
    },
    async () => {
      await Promise.all(start.map((at) => raster(data.length - 1, at)));
      await show(start[0]);
    },
    async () => other && show(other),
    async () => tile(0, 0, 0, last),
  ];
  const out = [];
  for (const step of steps) {
    const round = clock.round;
    await clock.run(step());
    out.push(source.ranges.splice(0).map((range) => ({ ...range, round: range.round - round })));
  }
  return out;
}
