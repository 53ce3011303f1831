/** Which of many chunks are there: a bit for each, where there are not too many. */
export interface Marks {
    /** How many different ones were marked. */
    readonly count: number;
    add(place: number): void;
    /** Places that are marked, or not, in order. */
    places(marked: boolean): Iterable<number>;
}
/** Chunks of an array that are told apart: 2 MiB of bits. Of more, only the number of files is known. */
export declare const MOST_MARKS: number;
export declare function createMarks(total: number): Marks;
