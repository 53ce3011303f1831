import type { TileEngines } from '../engine.js';
import { type Input } from '../input.js';
import { type Options } from '../read.js';
import type { Ifd } from '../structure.js';
import { type PixelOptions, type Pixels, type Rect } from './level.js';
import { type SampleType } from './storage.js';
export interface OpenOptions extends Options {
    /** Offsets of the main chain's IFDs, as in `offsets.json`. Without them the chain is walked when a plane needs it. */
    readonly offsets?: readonly number[];
}
/** One resolution of an image. Sizes are those of its first plane. */
export interface Level {
    readonly width: number;
    readonly height: number;
    readonly samples: number;
    readonly type: SampleType;
    readonly tileWidth: number;
    readonly tileHeight: number;
    /** Tiles in x and y. */
    readonly across: number;
    readonly down: number;
    /** The tile at a place of the grid, cut at the edges of the image unless `pad` is set. */
    tile(x: number, y: number, options?: PixelOptions & {
        readonly pad?: boolean;
    }): Promise<Pixels>;
    /** A rectangle of a plane. */
    window(rect: Rect, options?: PixelOptions): Promise<Pixels>;
    /** A whole plane. */
    plane(options?: PixelOptions): Promise<Pixels>;
}
/** An image: one of OME-XML, or one IFD of the main chain where there is none. */
export interface TiffImage {
    readonly name: string | undefined;
    readonly channels: readonly {
        readonly name: string | undefined;
    }[];
    /** Planes in each axis. Samples of RGB pixels are no planes. */
    readonly sizeC: number;
    readonly sizeZ: number;
    readonly sizeT: number;
    /** Resolutions, the full one included. */
    levelCount(): Promise<number>;
    level(index: number): Promise<Level>;
}
export interface Tiff {
    readonly images: readonly TiffImage[];
    /** Any IFD by its number in the main chain, or by its offset in the file. */
    ifd(which: number | {
        readonly offset: number;
    }): Promise<Level & {
        readonly facts: Omit<Ifd, 'path' | 'subIfds'>;
    }>;
}
export declare function readTiff(engines: TileEngines, input: Input, options?: OpenOptions): Promise<Tiff>;
