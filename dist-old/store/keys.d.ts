import type { StoreArray } from './tree.js';
/** How the keys of chunks are made: `0.0` and `0/0` of Zarr 2, `c/0/0` and `c.0.0` of Zarr 3. */
export interface KeyForm {
    readonly prefixed: boolean;
    readonly separator: '.' | '/';
}
export declare const FORMS: readonly KeyForm[];
/** The form that an array states; `undefined` for one that is not known. */
export declare function formOf({ keys, separator }: StoreArray): KeyForm | undefined;
/** Whether two forms give the same keys for arrays of so many axes. */
export declare function isSameForm(one: KeyForm, other: KeyForm, rank: number): boolean;
/** `0.0`, `c/0/0`: the key of the first chunk, to speak of a form by. */
export declare function exampleOf(form: KeyForm, rank: number): string;
/** The key of a chunk below the path of its array. */
export declare function keyOf({ prefixed, separator }: KeyForm, index: readonly number[]): string;
/** A number as keys have it: no zeros in front, and less than a count; `undefined` for anything else. */
export declare function numberIn(text: string, count: number): number | undefined;
/** The chunk that the name of a file in the folder of an array stands for, of forms whose keys have no slash. */
export declare function indexIn(name: string, { prefixed }: KeyForm, grid: readonly number[]): number[] | undefined;
/** Place of a chunk when all are counted, the last axis fastest. */
export declare function placeOf(index: readonly number[], grid: readonly number[]): number;
/** The chunk at a place. */
export declare function indexAt(place: number, grid: readonly number[]): number[];
