/** Bytes in the order they came, not yet in one piece. */
export interface Pieces {
    readonly list: Uint8Array[];
    length: number;
}
/** How reading a body ended: all of it came, more came than wanted, nothing came for too long, or the line broke. */
export type BodyEnd = {
    readonly end: 'complete' | 'too-long' | 'stalled';
} | {
    readonly end: 'cut';
    readonly cause: unknown;
};
export interface BodyLimits {
    /** Bytes wanted at most; one more ends the reading. */
    readonly most: number;
    readonly stallTimeout: number;
    readonly onBytes: (bytes: number) => void;
}
export declare function noPieces(): Pieces;
/** Reads a body into `pieces`, never holding more than `most` bytes of it. Rejects only with `signal.reason`. */
export declare function readBody(response: Response, pieces: Pieces, limits: BodyLimits, signal: AbortSignal): Promise<BodyEnd>;
/** One fresh array with all the pieces, at offset 0 of its own buffer. */
export declare function joined({ list, length }: Pieces): Uint8Array;
/** Lets go of a body that nobody wants, so that the connection is not kept busy with it. */
export declare function discard(body: {
    cancel(): Promise<void>;
} | null | undefined): void;
/** The first bytes as text, for telling what a page that should not be there says. Never fails, never takes long. */
export declare function excerptOf(response: Response, { stallTimeout, onBytes }: Omit<BodyLimits, 'most'>, signal: AbortSignal): Promise<string>;
