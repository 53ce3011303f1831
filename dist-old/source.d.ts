/** Something worth telling the user that is not an error, met while reading. */
export interface Note {
    /** Stable identifier, for example `http-cors-expose`. */
    readonly code: string;
    readonly message: string;
    /** What to do about it; may hold a configuration snippet of several lines. */
    readonly help?: string;
}
export interface ReadOptions {
    readonly signal?: AbortSignal | undefined;
}
/** How expensive one more read is. It decides how far ahead the walk reads. */
export type Reach = 'memory' | 'disk' | 'network';
/**
 * Random access to the bytes of one file. Implement this to read from anywhere.
 *
 * `read` answers with at least one and at most `length` bytes that start at `offset`, or with none when
 * the file ends at or before `offset`. It may answer at once (no promise), which is much faster for
 * sources that need not wait.
 */
export interface Source {
    /** Size of the file in bytes, when it is known; it may become known while reading. */
    readonly size?: number | undefined;
    /** Name for messages and for the output's name. */
    readonly name?: string | undefined;
    /** Address on the web, where it has one: for reports, and for finding the files beside it. */
    readonly url?: string | undefined;
    /** `disk` when not given. */
    readonly reach?: Reach | undefined;
    /** The file of a browser that it reads from, if it is one, byte for byte: workers read that without waiting for an answer. */
    readonly file?: Blob | undefined;
    /** Grows while reading. */
    readonly notes?: readonly Note[] | undefined;
    /** Bytes and requests so far, for sources where a request is not a read (HTTP: retries, merged ranges). */
    readonly transfer?: {
        readonly requests: number;
        readonly bytes: number;
    } | undefined;
    read(offset: number, length: number, options?: ReadOptions): Uint8Array | Promise<Uint8Array>;
}
/** What a source answered to a read, if it is what `Source` asks for. */
export declare function bytesOf(answer: unknown, offset: number, length: number): Uint8Array;
