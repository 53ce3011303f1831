/** A part of a file that is not here. */
export interface Gap {
    readonly start: number;
    readonly end: number;
}
/** Pieces of a file that are kept: the oldest go when they become too much. */
export interface Pieces {
    /** What is here of a range, and what is missing of it, in order. */
    parts(start: number, end: number): (Uint8Array | Gap)[];
    add(start: number, bytes: Uint8Array): void;
    clear(): void;
}
/** `most`: bytes that are kept. */
export declare function createPieces(most: number): Pieces;
