import type { TileSpec } from './storage.js';
/** A spec as the module takes it. Throws `usage` where a member is missing, is unknown or has an impossible value. */
export declare function numbersOf(spec: TileSpec): Uint32Array;
