import { type HttpLimits } from './http/source.js';
import type { Source } from './source.js';
/** Anything that a TIFF file can be given as. A string is a URL. */
export type Input = string | URL | Request | Blob | ArrayBuffer | ArrayBufferView | Source;
/** How an input is read over HTTP. */
export interface ReadingOptions {
    /** Used instead of the platform's `fetch`: for credentials, headers, signing. */
    readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
    readonly limits?: HttpLimits | undefined;
}
export interface SourceLimits extends HttpLimits {
    /** Bytes that are kept of what was read; 64 MiB by default. The oldest go. */
    readonly kept?: number | undefined;
}
export interface SourceOptions extends ReadingOptions {
    readonly limits?: SourceLimits | undefined;
}
/**
 * An input that is read once, however many calls look at it: the source keeps what was read. Give it to `check`, `offsets`,
 * `inspect` and `openTiff` in place of the input; `fetch` and limits of HTTP are those given here.
 *
 * It sees the file as it was when it was read. A change that shows in a later answer of the server drops what was kept.
 */
export declare function openSource(input: Input, options?: SourceOptions): Source;
/** What is read over HTTP of an input, if it is: strings are made absolute. */
export declare function addressed(input: Input): string | URL | Request | undefined;
/** Makes a source of an input. */
export declare function toSource(input: Input, options?: ReadingOptions): Source;
export declare function isBlob(input: object): input is Blob;
