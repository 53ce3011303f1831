import { OmescopeError } from '../errors.js';
import { type Decoded, type Samples } from './decode.js';
import type { SampleType, TileSpec } from './storage.js';
/** Which plane of an image. Axes that are not given are 0. */
export interface Selection {
    readonly c?: number;
    readonly z?: number;
    readonly t?: number;
}
/** What is wanted of a plane. */
export interface PixelOptions extends Selection {
    /** One sample of each pixel; all when not given. */
    readonly sample?: number;
    /** All samples of a pixel together, or one plane for each sample. `interleaved`. */
    readonly layout?: 'interleaved' | 'planar';
    /** What becomes of a damaged tile: an error, or zeros where it could not be decoded. `throw`. */
    readonly damaged?: 'throw' | 'fill';
    readonly signal?: AbortSignal;
}
/** Pixels: `height * width * samples` values, row by row. */
export interface Pixels {
    readonly data: Samples;
    readonly type: SampleType;
    readonly width: number;
    readonly height: number;
    readonly samples: number;
    readonly layout: 'interleaved' | 'planar';
    /** Damage that zeros stand for, where they were asked for. */
    readonly damage: readonly OmescopeError[];
}
/** A rectangle of pixels. */
export interface Rect {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}
/** The blocks of one IFD, decoded one at a time. */
export interface Blocks {
    readonly width: number;
    readonly height: number;
    readonly samples: number;
    readonly type: SampleType;
    readonly planar: boolean;
    readonly tileWidth: number;
    readonly tileHeight: number;
    readonly across: number;
    readonly down: number;
    /** The block at a place of the grid, whole; `plane` is the sample where samples have blocks of their own, else 0. */
    block(x: number, y: number, plane: number, signal?: AbortSignal): Promise<Decoded & {
        readonly spec: TileSpec;
    }>;
}
/** Reads a rectangle. All blocks it touches are read in parallel, and each is let go as soon as it was copied. */
export declare function readWindow(blocks: Blocks, rect: Rect, options: PixelOptions): Promise<Pixels>;
