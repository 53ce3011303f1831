import { type Progress } from '../drive.js';
import type { JudgeEngines } from '../engine.js';
import type { Limits } from '../read.js';
import { type Census, type CensusOptions } from '../store/census.js';
import { type Mending, type MendOptions } from '../store/mend.js';
import { type StoreInput, type StoreOptions } from '../store/open.js';
import { type StoreView } from '../store/told.js';
import { type StoreTree, type TreeOptions } from '../store/tree.js';
import { type OffsetsInput } from './offsets.js';
import type { Report } from './report.js';
/** How much a rule counts: not at all, as something slow, or as a failure. */
export type RuleLevel = 'off' | 'warn' | 'error';
export interface CheckLimits extends Limits {
    /** Bytes that are read of tables and tiles, beyond the structure; 3 MiB by default. */
    readonly bytes?: number;
}
export interface CheckOptions {
    /** Viewers to judge for, such as `viv@0.21`; see `viewers()`. The usual ones by default. */
    readonly viewers?: readonly string[];
    /** The offsets file that goes with the image. */
    readonly offsets?: OffsetsInput;
    /** Path in a Zarr store of the group or array to judge; its root by default. */
    readonly path?: string;
    /** What a Vitessce view config asks of a Zarr store, beside what is looked at anyway. */
    readonly view?: StoreView;
    /** Rules that count otherwise than by themselves. */
    readonly rules?: Readonly<Record<string, RuleLevel>>;
    /** Ends the call; it rejects with `signal.reason`. */
    readonly signal?: AbortSignal;
    /** Used instead of the platform's `fetch`: for credentials, headers, signing. */
    readonly fetch?: (request: Request) => Promise<Response>;
    readonly onProgress?: (progress: Progress) => void;
    readonly limits?: CheckLimits;
}
/** Anything that can be judged: a TIFF, or a Zarr store. */
export type CheckInput = StoreInput;
/** Reads what is needed and judges it. */
export declare function readReport(engines: JudgeEngines, input: CheckInput, options?: CheckOptions): Promise<Report>;
/** The groups and arrays of a store. */
export declare function readStoreTree(engines: JudgeEngines, input: StoreInput, options: StoreOptions & TreeOptions): Promise<StoreTree>;
/** Which chunks of a store are there. */
export declare function readCensus(engines: JudgeEngines, input: StoreInput, options: StoreOptions & CensusOptions): Promise<Census>;
/** What can be mended of a store. */
export declare function readMends(engines: JudgeEngines, input: StoreInput, options: StoreOptions & MendOptions): Promise<Mending>;
/** Whether attributes are as OME-NGFF has them. */
export declare function readAttributes(engines: JudgeEngines, text: Uint8Array | string): Promise<JudgedAttributes>;
export interface JudgedAttributes {
    readonly valid: boolean;
    /** Why not, or of which version they are and what they describe. */
    readonly message: string;
}
