import type { Source } from '../source.js';
/** Reads exactly `length` bytes, or as many as the file has. */
export declare function readFully(source: Source, offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>;
/** A table of whole numbers in the file, read page by page when an entry is asked for. */
export interface NumberReader {
    readonly count: number;
    get(index: number, signal?: AbortSignal): Promise<number>;
}
export declare function createNumberReader(source: Source, table: {
    readonly at: number;
    readonly count: number;
    readonly width: number;
}, bigEndian: boolean): NumberReader;
