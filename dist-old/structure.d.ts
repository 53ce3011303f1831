import type { At } from './errors.js';
import type { Note } from './source.js';
/** A code from a file with its name, where it has one. */
export interface Named {
    readonly code: number;
    readonly name: string | null;
}
/** How the pixels of an image are cut up. Sizes are in pixels; `count` is the number of tiles or strips stored. */
export type Layout = {
    readonly kind: 'tiles';
    readonly width: number;
    readonly height: number;
    readonly count: number;
} | {
    readonly kind: 'strips';
    readonly rowsPerStrip: number;
    readonly count: number;
};
/** What one image file directory says of its image. Absent tags have the default of TIFF 6.0, where it gives one. */
export interface Ifd {
    /** `3` is the fourth IFD of the main chain, `3.0` its first SubIFD, `3.0.1` one deeper. */
    readonly path: string;
    /** Reached by the next-IFD pointer of a SubIFD. Legal, but viewers do not follow it. */
    readonly chained?: true;
    /** Where the IFD starts in the file, bytes. */
    readonly offset: number;
    /** How many entries it has. */
    readonly entries: number;
    /** Next-IFD pointer; 0 ends a chain. */
    readonly next: number;
    readonly width: number | null;
    readonly height: number | null;
    readonly layout: Layout | null;
    /** As stored: one number for each sample, sometimes one for all. */
    readonly bitsPerSample: readonly number[];
    /** As stored: 1 unsigned, 2 signed, 3 floating point, 4 undefined, 5 and 6 complex. */
    readonly sampleFormat: readonly number[];
    readonly samplesPerPixel: number;
    readonly compression: Named;
    readonly predictor: Named;
    readonly photometric: Named | null;
    /** 1 chunky (RGBRGB), 2 planar (RR GG BB). */
    readonly planarConfiguration: number;
    /** Bit 0 reduced resolution, bit 1 page of several, bit 2 mask. */
    readonly newSubfileType: number;
    /** In pyramids the lower resolutions. */
    readonly subIfds: readonly Ifd[];
}
/** Something that is broken in a file. Reading went on behind it where that was possible. */
export interface Defect {
    readonly code: string;
    /** Path of the IFD. */
    readonly ifd: NonNullable<At['ifd']>;
    /** Byte offset of the field that is wrong. */
    readonly byte: number;
    readonly what: string;
}
/** The structure of a TIFF file. */
export interface TiffStructure {
    readonly format: 'TIFF' | 'BigTIFF';
    readonly byteOrder: 'little' | 'big';
    /** Bytes, where it is known. */
    readonly size: number | null;
    /** Whether the chain of IFDs ends as it should. `broken`: a defect says why, and more IFDs may be behind it. */
    readonly chain: 'complete' | 'broken';
    readonly ifds: readonly Ifd[];
    readonly defects: readonly Defect[];
    /** Defects beyond the first thousand are only counted. */
    readonly defectsOmitted: number;
    /** What was noticed while reading: about the server, mostly. */
    readonly notes: readonly Note[];
}
