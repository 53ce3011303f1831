import type { Engine } from '../engine.js';
import { type DriveOptions } from '../drive.js';
import type { Source } from '../source.js';
import type { Defect, Ifd } from '../structure.js';
/** Types of samples as they are delivered. `float16` comes in a Float32Array, with the same values. */
export type SampleType = 'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'uint64' | 'int64' | 'float16' | 'float32' | 'float64';
/** How one tile or strip is stored. Absent members have the value that is given. */
export interface TileSpec {
    /** Compression (tag 259). */
    readonly compression: number;
    /** Pixels of a row and number of rows, padding included. */
    readonly width: number;
    readonly height: number;
    /** Samples of a pixel in this block: 1 where each sample has blocks of its own. */
    readonly samples: number;
    /** Rows that matter, where those below may be missing from the stream. All. */
    readonly rows?: number;
    /** Bits of a sample. */
    readonly bits: number;
    readonly format: 'uint' | 'int' | 'float';
    /** 1 none, 2 horizontal, 3 floating point. 1. */
    readonly predictor?: number;
    /** Whether numbers are stored most significant byte first. `false`. */
    readonly bigEndian?: boolean;
    /** FillOrder 2. `false`. */
    readonly lowestBitFirst?: boolean;
    /**
     * `rgb` turns the YCbCr of a JPEG or JPEG 2000 stream into RGB, `jfif` only that of a JPEG stream with a JFIF marker. What
     * a JPEG 2000 stream says itself of its colours counts more. `stored`.
     */
    readonly color?: 'stored' | 'rgb' | 'jfif';
    /** What LERC is wrapped in: 0 nothing, 1 Deflate, 2 Zstd. 0. */
    readonly lercCompression?: number;
    /** T4Options of CCITT Group 3; 1 says that lines refer to the one above. 0. */
    readonly t4Options?: number;
}
/** Where a table of numbers stands in the file. */
interface NumberTable {
    readonly at: number;
    readonly count: number;
    readonly width: number;
}
/** The grid of blocks of an IFD, as the core tells it. */
export interface Grid {
    readonly width: number;
    readonly height: number;
    readonly samples: number;
    readonly sampleType: SampleType;
    readonly planar: boolean;
    readonly tiled: boolean;
    readonly blockWidth: number;
    readonly blockHeight: number;
    readonly across: number;
    readonly down: number;
    readonly spec: TileSpec;
    readonly offsets: NumberTable;
    readonly byteCounts: NumberTable | null;
}
/** One IFD, read for its pixels. */
export interface Storage {
    readonly ifd: Omit<Ifd, 'path' | 'subIfds'>;
    /** Offsets of the lower resolutions. */
    readonly subIfds: readonly number[];
    readonly bigEndian: boolean;
    /** The grid, or why its pixels cannot be decoded. */
    readonly grid: Grid | {
        readonly code: string;
        readonly what: string;
    };
    readonly defects: readonly Defect[];
    readonly jpegTables: Uint8Array | undefined;
    readonly description: string;
    /** The OME-XML in the description, if it is one. */
    readonly ome: OmeFacts | null;
}
export interface OmeFacts {
    readonly images: readonly {
        readonly name: string | null;
        readonly sizeX: number;
        readonly sizeY: number;
        readonly sizeZ: number;
        readonly sizeC: number;
        readonly sizeT: number;
        readonly planesC: number;
        readonly channels: readonly {
            readonly name: string | null;
            readonly samplesPerPixel: number;
        }[];
        /** IFD of each plane, c fastest, then z, then t; -1 in another file, -2 nowhere. Null where there are too many. */
        readonly planes: readonly number[] | null;
    }[];
}
/** Reads an IFD, the first one if no offset is given. */
export declare function readStorage(engine: Engine, source: Source, offset: number | undefined, described: boolean, options: DriveOptions): Promise<Storage>;
export {};
