import type { StoreArray } from './tree.js';

/** How the keys of chunks are made: `0.0` and `0/0` of Zarr 2, `c/0/0` and `c.0.0` of Zarr 3. */
export interface KeyForm {
  readonly prefixed: boolean;
  readonly separator: '.' | '/';
}

export const FORMS: readonly KeyForm[] = [
  { prefixed: false, separator: '.' },
  { prefixed: false, separator: '/' },
  { prefixed: true, separator: '/' },
  { prefixed: true, separator: '.' },
];

/** The form that an array states; `undefined` for one that is not known. */
export function formOf({ keys, separator }: StoreArray): KeyForm | undefined {
  if (keys === 'other' || (separator !== '.' && separator !== '/')) return undefined;
  return { prefixed: keys === 'default', separator };
}

/** Whether two forms give the same keys for arrays of so many axes. */
export function isSameForm(one: KeyForm, other: KeyForm, rank: number): boolean {
  return one.prefixed === other.prefixed && (one.separator === other.separator || rank === 0 || (rank === 1 && !one.prefixed));
}

/** `0.0`, `c/0/0`: the key of the first chunk, to speak of a form by. */
export function exampleOf(form: KeyForm, rank: number): string {
  return keyOf(form, new Array<number>(rank).fill(0));
}

/** The key of a chunk below the path of its array. */
export function keyOf({ prefixed, separator }: KeyForm, index: readonly number[]): string {
  if (index.length === 0) return prefixed ? 'c' : '0';
  return `${prefixed ? `c${separator}` : ''}${index.join(separator)}`;
}

/** A number as keys have it: no zeros in front, and less than a count; `undefined` for anything else. */
export function numberIn(text: string, count: number): number | undefined {
  if (!/^(0|[1-9]\d{0,15})$/.test(text)) return undefined;
  const number = Number(text);
  return number < count ? number : undefined;
}

/** The chunk that the name of a file in the folder of an array stands for, of forms whose keys have no slash. */
export function indexIn(name: string, { prefixed }: KeyForm, grid: readonly number[]): number[] | undefined {
  if (grid.length === 0) return name === (prefixed ? 'c' : '0') ? [] : undefined;
  const parts = name.split('.');
  if (prefixed && parts.shift() !== 'c') return undefined;
  if (parts.length !== grid.length) return undefined;
  const index = parts.map((part, axis) => numberIn(part, grid[axis] ?? 0));
  return index.includes(undefined) ? undefined : (index as number[]);
}

/** Place of a chunk when all are counted, the last axis fastest. */
export function placeOf(index: readonly number[], grid: readonly number[]): number {
  return index.reduce((place, number, axis) => place * (grid[axis] ?? 1) + number, 0);
}

/** The chunk at a place. */
export function indexAt(place: number, grid: readonly number[]): number[] {
  const index = new Array<number>(grid.length).fill(0);
  for (let axis = grid.length - 1; axis >= 0; axis -= 1) {
    const count = grid[axis] ?? 1;
    index[axis] = place % count;
    place = Math.floor(place / count);
  }
  return index;
}
