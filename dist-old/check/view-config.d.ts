import type { JudgeEngines } from '../engine.js';
import { type StoreInput, type StoreOptions } from '../store/open.js';
/** A view config of Vitessce, as far as omescope makes it; the schema is that of `@vitessce/config` 4.0. */
export interface ViewConfig {
    readonly version: string;
    readonly name: string;
    readonly description: string;
    readonly datasets: readonly unknown[];
    readonly coordinationSpace: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly layout: readonly unknown[];
    readonly initStrategy: 'auto';
}
export interface MadeConfig {
    readonly config: ViewConfig;
    /** Paths that did not pass, and why. */
    readonly leftOut: readonly {
        readonly path: string;
        readonly why: string;
    }[];
}
export interface ConfigOptions extends StoreOptions {
    /** Path in the store of the group that is shown; its root by default. */
    readonly path?: string | undefined;
    /** The address that the store will have; that of the input by default. */
    readonly url?: string | undefined;
}
/** Makes a view config of what passes. */
export declare function makeConfig(engines: JudgeEngines, input: StoreInput, options: ConfigOptions): Promise<MadeConfig>;
