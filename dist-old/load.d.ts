import { type Engines } from './engine.js';
/** Where a module comes from: its address, a response, its bytes, or the compiled module (to post to workers). */
export type ModuleInput = string | URL | Request | Response | BufferSource | WebAssembly.Module;
/** The same, told when the module is needed first. */
export type LazyModule = ModuleInput | (() => ModuleInput | Promise<ModuleInput>);
/** The compiled module of this name. */
export declare function load(name: keyof Engines, told: LazyModule | undefined): Promise<WebAssembly.Module>;
/** The module that a server answers with, compiled while it arrives; nothing where the answer is something else. */
export declare function moduleOf(response: Response): Promise<WebAssembly.Module | undefined>;
/**
 * Bytes of a file where this runs in Node.js, from 20.16 on; nothing where it does not, or there is no such file. An import
 * of `node:fs` would be an error to bundlers for browsers.
 */
export declare function bytesInNode(url: URL): Uint8Array<ArrayBuffer> | undefined;
