import type { Glue as CheckGlue } from './generated/check/glue.js';
import type { Glue as CoreGlue } from './generated/core/glue.js';
import type { Glue as MoreGlue } from './generated/more/glue.js';
import type { Glue as ZarrGlue } from './generated/zarr/glue.js';
export type { CheckGlue, ZarrGlue };
/** What is used of an instance that runs sessions. */
export type SessionGlue = CoreGlue;
/** What is used of an instance that decodes tiles. */
export type TileGlue = Pick<MoreGlue, 'decodeInto' | 'memorySize'>;
/** The modules: most callers need the first only, so the others are loaded when they are. */
export interface Engines {
    /** Structure, offsets, tiles. */
    readonly core: Engine;
    /** The core with the judge of TIFF files. */
    readonly check: Engine<CheckGlue>;
    /** Zarr stores: what is in them, and their judge. */
    readonly zarr: Engine<ZarrGlue>;
    /** Tiles of rarer compressions. */
    readonly more: TileEngine;
    /** Tiles of JPEG XL, whose decoder is larger than all others together. */
    readonly jxl: TileEngine;
}
/** Those that files are read and their tiles decoded with. */
export type TileEngines = Pick<Engines, 'core' | 'more' | 'jxl'>;
/** Those that are judged with. */
export type JudgeEngines = Pick<Engines, 'check' | 'zarr'>;
/** A stock of instances of a module. One session has an instance for itself, so none can spoil another. */
export interface Engine<G = SessionGlue> extends TileEngine<G> {
    /** An instance for one session. */
    take(): Promise<G>;
    /** Takes an instance back that did not trap. One that did is simply not given back. */
    give(instance: G): void;
}
export interface TileEngine<G = TileGlue> {
    /** The instance for calls that are over when they return: one is enough for any number of tiles under way. */
    shared(): Promise<G>;
    /** Lets go of the shared instance: it trapped, or has grown too large. The next call gets a new one. */
    drop(instance: G): void;
}
/** A compiled module with the JavaScript side that was made for it. */
export interface Loaded<G> {
    readonly module: WebAssembly.Module;
    readonly glue: Bindings<G>;
}
/** The JavaScript side of a module, and the version that both are of. */
export interface Bindings<G> {
    readonly version: string;
    createGlue(): G;
}
interface Instance {
    initSync(input: {
        module: WebAssembly.Module;
    }): unknown;
    default(input: {
        module_or_path: WebAssembly.Module;
    }): Promise<unknown>;
    about(): string;
    memorySize(): number;
    end?(): void;
}
/** Names of the modules in the package. */
export declare const FILES: {
    readonly core: 'omescope.wasm';
    readonly check: 'omescope-check.wasm';
    readonly zarr: 'omescope-zarr.wasm';
    readonly more: 'omescope-more.wasm';
    readonly jxl: 'omescope-jxl.wasm';
};
/** An engine that compiles once, at the first job. A failure to load is not remembered. */
export declare function createEngine<G extends Instance>(name: keyof Engines, load: () => Promise<Loaded<G>>): Engine<G>;
/** Bytes of base64. A plain loop: `Uint8Array.from` with a function takes ten times as long on the module. */
export declare function fromBase64(text: string): Uint8Array<ArrayBuffer>;
