import type { Note, Source } from '../source.js';
import type { HttpOptions } from './options.js';
export type { HttpLimits, HttpOptions } from './options.js';
/** A `Source` over HTTP. Its reads never answer at once, and only they send requests. */
export interface HttpSource extends Source {
    readonly reach: 'network';
    readonly name: string;
    readonly notes: readonly Note[];
    readonly transfer: {
        readonly requests: number;
        readonly bytes: number;
    };
    read(offset: number, length: number, options?: {
        readonly signal?: AbortSignal | undefined;
    }): Promise<Uint8Array>;
}
/**
 * A file on a web server, read by byte ranges. `blob:` and `data:` addresses are read whole.
 *
 * Reads of one tick that lie close together become one request. Bytes are not kept, except when the server ignores
 * ranges and the file is small enough to be taken whole.
 *
 * Only answers that are the bytes asked for, as far as anything about them shows, are handed out. Failures that may pass
 * are tried again; all others are thrown as an `OmescopeError` with a `code` that starts with `http-`.
 *
 * `http-changed` means that the file is another one now: all bytes read before are void. The source has started over
 * by then, so whoever holds such bytes drops them and reads again from the start: once, since a file that changes
 * again is being written to.
 */
export declare function httpSource(input: string | URL | Request, options?: HttpOptions): HttpSource;
