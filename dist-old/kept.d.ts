import { type Source } from './source.js';
/**
 * A source that keeps what was read of another, up to `most` bytes, and answers from that: at once where it has all of it.
 * What is missing of a read is asked for together. When the file turns out to be another one (`http-changed`), all that was
 * kept is dropped.
 */
export declare function keptSource(inner: Source, most: number): Source;
