/* tslint:disable */
/* eslint-disable */

/**
 * Which of the modules this is, and of which version, as JSON: JavaScript of another version is not to use it.
 */
export function about(): string;

/**
 * Begins looking for what can be mended of a store, ending the session before. `input`: as of `beginStore`.
 */
export function beginMending(input: string): void;

/**
 * Begins reading a store for a report, ending the session before. `input`: JSON of its name, address, the path in it that
 * is judged, and what was noticed of the archive, if it is one.
 */
export function beginStore(input: string): void;

/**
 * Begins looking for the groups and arrays of a store, ending the session before. `input`: as of `beginStore`. `trust`: nodes
 * are taken from consolidated metadata where it has them.
 */
export function beginTree(input: string, trust: boolean): void;

/**
 * Ends the session and gives its memory back to the instance.
 */
export function end(): void;

/**
 * Whether attributes are as OME-NGFF has them: JSON of `valid` and `message`.
 */
export function judgeAttributes(text: Uint8Array | number[]): string;

/**
 * Bytes of memory the instance has taken.
 */
export function memorySize(): number;

/**
 * What can be mended, as JSON.
 */
export function mending(): string;

/**
 * The report on what was read, as JSON. `wanted`: JSON of viewers and rules. Throws the JSON of an error.
 */
export function report(wanted: string): string;

/**
 * The text of a panic would be lost: a trap says only "unreachable". Thrown, it reaches JavaScript.
 */
export function report_panics(): void;

/**
 * The documentation of the rules on Zarr stores, as JSON. Texts have `{arguments}` of findings in them.
 */
export function rules(): string;

/**
 * What a view config of Vitessce can show of the store that a session of `beginStore` has read, as JSON.
 */
export function showsOf(): string;

/**
 * Goes on as far as possible. The questions that are next, as JSON; none when done.
 */
export function stepStore(): string;

/**
 * Takes that there is nothing at a key.
 */
export function supplyAbsent(key: string): void;

/**
 * Takes that what is at a key is not given out, and why.
 */
export function supplyDenied(key: string, why: string): void;

/**
 * Takes the object at a key.
 */
export function supplyKey(key: string, bytes: Uint8Array | number[]): void;

/**
 * Takes a part of the object at a key: `len` bytes were asked from `start` on.
 */
export function supplyKeyPart(key: string, start: number, len: number, bytes?: Uint8Array | number[] | null): void;

/**
 * Takes the names below a path, as a JSON array; `null` where the store cannot list.
 */
export function supplyNames(path: string, names: string): void;

/**
 * Takes the size of the object at a key in bytes; negative where there is none.
 */
export function supplySize(key: string, size: number): void;

/**
 * The groups and arrays that were found, as JSON.
 */
export function tree(): string;

/**
 * The viewers that verdicts can be given for, as JSON.
 */
export function viewers(): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly about: () => [number, number];
    readonly beginMending: (a: number, b: number) => [number, number];
    readonly beginStore: (a: number, b: number) => [number, number];
    readonly beginTree: (a: number, b: number, c: number) => [number, number];
    readonly end: () => void;
    readonly judgeAttributes: (a: number, b: number) => [number, number];
    readonly memorySize: () => number;
    readonly mending: () => [number, number];
    readonly report: (a: number, b: number) => [number, number, number, number];
    readonly report_panics: () => void;
    readonly rules: () => [number, number];
    readonly showsOf: () => [number, number];
    readonly stepStore: () => [number, number];
    readonly supplyAbsent: (a: number, b: number) => void;
    readonly supplyDenied: (a: number, b: number, c: number, d: number) => void;
    readonly supplyKey: (a: number, b: number, c: number, d: number) => void;
    readonly supplyKeyPart: (a: number, b: number, c: number, d: number, e: number, f: number) => void;
    readonly supplyNames: (a: number, b: number, c: number, d: number) => [number, number];
    readonly supplySize: (a: number, b: number, c: number) => void;
    readonly tree: () => [number, number];
    readonly viewers: () => [number, number];
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
