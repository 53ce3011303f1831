import type { Stamp } from './answer.js';
/**
 * What is known of the file as it is now. When an answer shows that the file has changed, the source drops the whole
 * object and starts a new one. Reads hold on to the one they began with, and end when it is dropped.
 */
export interface Version {
    /** Aborted with the error to report when the file has changed. */
    readonly dropped: AbortController;
    etag: string | undefined;
    modified: string | undefined;
    size: number | undefined;
    /** One past the furthest byte that has arrived: the file is at least this long. */
    seen: number;
    /** The file itself, when the server would only send it whole and it is small. */
    whole: Uint8Array | undefined;
    /** Whether the server would only send it whole and it is not small. */
    tooLarge: boolean;
}
export declare function newVersion(): Version;
/** How the answer shows that this is another file now, in words; nothing while it may be the same. */
export declare function differenceOf(version: Version, stamp: Stamp): string | undefined;
/** Fills in what was not known yet. */
export declare function learn(version: Version, stamp: Stamp): void;
