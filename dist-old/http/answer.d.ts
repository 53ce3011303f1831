/** What the headers of an answer say, as far as this page may see them. */
/** The validators of an answer: as long as they stay equal, the file is the same. */
export interface Stamp {
    /** Strong entity tag. A weak one promises equal meaning, not equal bytes, and is left out. */
    readonly etag: string | undefined;
    readonly modified: string | undefined;
    /** Size of the whole file. */
    readonly total: number | undefined;
}
export interface ContentRange {
    readonly first: number;
    /** One past the last byte. */
    readonly end: number;
    readonly total: number | undefined;
}
export declare function stampOf(response: Response, total: number | undefined): Stamp;
/** `Content-Range` of a 206 (RFC 9110, section 14.4), or nothing if it is malformed. */
export declare function parseContentRange(header: string): ContentRange | undefined;
/** The size in the `Content-Range: bytes *\/1234` of a 416. */
export declare function sizeOfUnsatisfied(response: Response): number | undefined;
/** The body's length, when it is declared and is that of the bytes handed over. */
export declare function declaredLength(response: Response): number | undefined;
export declare function isEncoded(response: Response): boolean;
/** `text/html`, without parameters; empty when not told. */
export declare function mediaType(response: Response): string;
/** Milliseconds that the server asks to wait, given in seconds or as a date. */
export declare function retryAfter(response: Response): number | undefined;
