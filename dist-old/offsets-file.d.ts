/** `offsets.json`: the file's name, its text, and whether an existing one still fits. */
/** The name viewers look for: `X.offsets.json` for `X.ome.tif`, `X.TIF`, `X.btf` or any other `X.ext`. */
export declare function offsetsFileName(imageName: string): string;
/** The text of an `offsets.json`. */
export declare function offsetsFileText(offsets: readonly number[]): string;
/** How an existing `offsets.json` compares with the file it is for. */
export type OffsetsVerdict = {
    readonly verdict: 'equal';
    readonly what: string;
} | {
    readonly verdict: 'stale' | 'wrong-length' | 'not-offsets';
    readonly what: string;
    /** The first entry that differs, where entries can be compared. */
    readonly index?: number;
};
/** Compares the text of an existing `offsets.json` with the offsets that a fresh walk found. */
export declare function checkOffsetsFile(text: string, offsets: readonly number[]): OffsetsVerdict;
