import { OmescopeError } from '../../errors.js';
import { type ReadOptions, type Source } from '../../source.js';
/** The central directory of a zip archive (APPNOTE.TXT 6.3.10, section 4.3.12 to 4.3.16), read with a few reads. */
export interface ZipDirectory {
    /** Files, by their names as they stand in the archive. Of several of one name the last, which is the one that readers take. */
    readonly files: ReadonlyMap<string, ZipEntry>;
    /** All entries, folders too. */
    readonly entries: number;
    readonly compressed: number;
    readonly firstCompressed: string | null;
    readonly first: string | null;
    readonly comment: string;
    readonly zip64: boolean;
    /** Names that lead out of the archive, or mean another file elsewhere: never given out. */
    readonly refused: {
        readonly count: number;
        readonly first: string | null;
    };
    /** Names that are there more than once. */
    readonly doubled: {
        readonly count: number;
        readonly first: string | null;
    };
    /** The first file that begins before another one ends; one that is there twice has the same place. */
    readonly overlapping: string | null;
    /** Bytes before the archive, as in a program that unpacks itself. */
    readonly shift: number;
    /** Where the directory begins: no content lies behind it. */
    readonly start: number;
}
export interface ZipEntry {
    /** Compression: 0 none, 8 Deflate. */
    readonly method: number;
    readonly encrypted: boolean;
    readonly packed: number;
    readonly size: number;
    readonly crc: number;
    /** Place of its local header. */
    readonly at: number;
}
/** Of a local header, without the name and the extra field behind it. */
export declare const LOCAL_LENGTH = 30;
/** Reads `length` bytes or, where the file ends before, fewer. */
export declare function readFully(source: Source, offset: number, length: number, options: ReadOptions): Promise<Uint8Array>;
export declare function readDirectory(source: Source, options: ReadOptions): Promise<ZipDirectory>;
export declare function broken(what: string): OmescopeError;
