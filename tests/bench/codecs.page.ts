/** The measurement as a page runs it; `tests/bench/codecs.bench.ts` calls it. */
import { measure } from './measure.js';
import type { Tile } from './tiles.js';

const unpack = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

Object.assign(globalThis, {
  measureTiles: (tiles: (Omit<Tile, 'packed' | 'samples'> & { packed: string; samples: string })[]) =>
    measure(tiles.map((tile) => ({ ...tile, packed: unpack(tile.packed), samples: unpack(tile.samples) }))),
});
