/* tslint:disable */
/* eslint-disable */

/**
 * Which of the modules this is, and of which version, as JSON: JavaScript of another version is not to use it.
 */
export function about(): string;

/**
 * Begins a session, ending the one before. `structure`: the tree of IFDs instead of offsets only.
 * `size` is negative where it is not known; `reach` 0 memory, 1 disk, 2 network; `ifds` the limit, 0 for the default.
 */
export function begin(structure: boolean, size: number, reach: number, ifds: number): void;

/**
 * Begins reading a file for a report, ending the session before. `input`: JSON of its name, address and limits; `size` and
 * `reach` as in `begin`.
 */
export function beginCheck(input: string, size: number, reach: number): void;

/**
 * Begins reading one IFD for its pixels: the one at `offset`, or the first where that is negative. `described`: its
 * ImageDescription too. `size` and `reach` as in [`begin`].
 */
export function beginPixels(offset: number, described: boolean, size: number, reach: number): void;

/**
 * Why the main chain could not be followed to its end, as JSON; `null` if it could.
 */
export function breakage(): string;

/**
 * Decodes the bytes of a tile into `target`, which has as many bytes as the samples, and keeps nothing of either. `spec` holds the
 * members of a tile's spec as numbers. Throws the JSON of a code and what is wrong; after `tile-broken`, `target` holds what was
 * decoded before the damage, and zeros.
 */
export function decodeInto(bytes: Uint8Array, spec: Uint32Array | number[], jpeg_tables: Uint8Array | number[], target: Uint8Array): void;

/**
 * Ends the session and gives its memory back to the instance.
 */
export function end(): void;

/**
 * How many IFDs were found so far.
 */
export function found(): number;

/**
 * JPEGTables of the IFD that was read; empty where there are none.
 */
export function jpegTables(): Uint8Array;

/**
 * Takes the offsets file that goes with the image, or what became of it: `kind`, where it is or was looked for, and its text or why
 * there is none. Plain texts: every verdict of a fresh page comes by here, and to read JSON for it would be 17 kB of code.
 */
export function learnOffsets(kind: string, place: string, text: string): void;

/**
 * Takes the size of the file once it is known.
 */
export function learnSize(size: number): void;

/**
 * Bytes of memory the instance has taken.
 */
export function memorySize(): number;

/**
 * Offsets of the main chain found so far.
 */
export function offsets(): Float64Array;

/**
 * The report on what was read, as JSON. `wanted`: JSON of viewers and rules. Throws the JSON of an error.
 */
export function report(wanted: string): string;

/**
 * The text of a panic would be lost: a trap says only "unreachable". Thrown, it reaches JavaScript.
 */
export function report_panics(): void;

/**
 * The documentation of the rules on TIFF files, as JSON. Texts have `{arguments}` of findings in them.
 */
export function rules(): string;

/**
 * Goes on as far as possible. The ranges needed next as start, length, start, length ...; none when done.
 * Throws the JSON text of an error.
 */
export function step(): Float64Array;

/**
 * Goes on as far as possible, and answers the questions that are next from `file`: how many there were, and of how many bytes;
 * nothing when done. Throws the JSON text of an error, or what the browser throws where the file cannot be read.
 */
export function stepBlob(file: Blob): Float64Array;

/**
 * The IFD that was read, as JSON; `null` where there is none.
 */
export function storage(): string;

/**
 * The tree of IFDs as JSON; `null` before the header was read.
 */
export function structure(): string;

/**
 * Takes the answer to a question: bytes from `start` on, none where the file ends there.
 */
export function supply(start: number, bytes: Uint8Array | number[]): void;

/**
 * The viewers that verdicts can be given for, as JSON.
 */
export function viewers(): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly about: () => [number, number];
    readonly begin: (a: number, b: number, c: number, d: number) => void;
    readonly beginCheck: (a: number, b: number, c: number, d: number) => [number, number];
    readonly beginPixels: (a: number, b: number, c: number, d: number) => void;
    readonly breakage: () => [number, number];
    readonly decodeInto: (a: any, b: number, c: number, d: number, e: number, f: any) => [number, number];
    readonly end: () => void;
    readonly found: () => number;
    readonly jpegTables: () => [number, number];
    readonly learnOffsets: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number];
    readonly learnSize: (a: number) => void;
    readonly memorySize: () => number;
    readonly offsets: () => [number, number];
    readonly report: (a: number, b: number) => [number, number, number, number];
    readonly report_panics: () => void;
    readonly rules: () => [number, number];
    readonly step: () => [number, number, number, number];
    readonly stepBlob: (a: any) => [number, number, number, number];
    readonly storage: () => [number, number];
    readonly structure: () => [number, number];
    readonly supply: (a: number, b: number, c: number) => void;
    readonly viewers: () => [number, number];
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
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
