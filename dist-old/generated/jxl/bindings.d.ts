/* tslint:disable */
/* eslint-disable */

/**
 * Which of the modules this is, and of which version, as JSON: JavaScript of another version is not to use it.
 */
export function about(): string;

/**
 * Decodes the bytes of a tile into `target`, which has as many bytes as the samples, and keeps nothing of either. `spec` holds the
 * members of a tile's spec as numbers. Throws the JSON of a code and what is wrong; after `tile-broken`, `target` holds what was
 * decoded before the damage, and zeros.
 */
export function decodeInto(bytes: Uint8Array, spec: Uint32Array | number[], jpeg_tables: Uint8Array | number[], target: Uint8Array): void;

/**
 * Bytes of memory the instance has taken.
 */
export function memorySize(): number;

/**
 * The text of a panic would be lost: a trap says only "unreachable". Thrown, it reaches JavaScript.
 */
export function report_panics(): void;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly about: () => [number, number];
    readonly decodeInto: (a: any, b: number, c: number, d: number, e: number, f: any) => [number, number];
    readonly memorySize: () => number;
    readonly report_panics: () => void;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
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
