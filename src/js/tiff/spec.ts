import { OmescopeError } from '../errors.js';
import type { TileSpec } from './storage.js';

/** The members of a spec in the order of the module's `TileSpec`: the largest number of each, or its values by number. */
const MEMBERS = {
  compression: 0xffff_ffff,
  width: 0xffff_ffff,
  height: 0xffff_ffff,
  rows: 0xffff_ffff,
  samples: 0xffff,
  bits: 0xffff,
  format: ['uint', 'int', 'float'],
  predictor: 0xffff,
  bigEndian: [false, true],
  lowestBitFirst: [false, true],
  color: ['stored', 'rgb', 'jfif'],
  lercCompression: 0xff,
  t4Options: 0xffff_ffff,
} as const satisfies Record<keyof TileSpec, number | readonly (string | boolean)[]>;

/** What stands for members that are absent. */
const ABSENT = { predictor: 1, bigEndian: false, lowestBitFirst: false, color: 'stored', lercCompression: 0, t4Options: 0 } as const;

/** A spec as the module takes it. Throws `usage` where a member is missing, is unknown or has an impossible value. */
export function numbersOf(spec: TileSpec): Uint32Array {
  const all: Record<string, unknown> = { ...ABSENT, rows: spec.height };
  for (const [name, value] of Object.entries(spec)) {
    if (!(name in MEMBERS)) throw new OmescopeError('usage', `The spec of the tile has a member ${name}, which is unknown.`);
    if (value !== undefined) all[name] = value;
  }
  return Uint32Array.from(Object.entries(MEMBERS), ([name, allowed]) => numberOf(name, all[name], allowed));
}

function numberOf(name: string, value: unknown, allowed: number | readonly unknown[]): number {
  if (typeof allowed === 'number') {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= allowed) return value;
    throw new OmescopeError('usage', `The spec of the tile has ${name} ${String(value)}; it is a whole number up to ${allowed}.`);
  }
  const number = allowed.indexOf(value);
  if (number >= 0) return number;
  throw new OmescopeError('usage', `The spec of the tile has ${name} ${String(value)}; it is one of: ${allowed.join(', ')}.`);
}
