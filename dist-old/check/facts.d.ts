import type { Ifd } from '../structure.js';
/** What is in a TIFF file, and what viewers take it for. */
export interface TiffFacts {
    readonly format: 'TIFF' | 'BigTIFF';
    readonly byteOrder: 'little' | 'big';
    /** IFDs of the main chain. */
    readonly ifds: number;
    readonly subIfds: number;
    /** Tiles that were decoded to be sure that they can be. */
    readonly tilesDecoded: number;
    readonly omeXmlBytes: number;
    /** Images of OME-XML, the first fifty. */
    readonly images: readonly ImageFacts[];
    readonly imagesOmitted: number;
}
/** An image of OME-XML. */
export interface ImageFacts {
    readonly name: string | null;
    readonly sizeX: number;
    readonly sizeY: number;
    readonly sizeZ: number;
    readonly sizeC: number;
    readonly sizeT: number;
    /** As OME-XML says it. */
    readonly type: string | null;
    readonly dimensionOrder: string;
    /** Names of the channels. */
    readonly channels: readonly (string | null)[];
    readonly channelsOmitted: number;
    /** Size of a pixel, where X and Y have a size and the same unit. */
    readonly physicalSize: {
        readonly x: number;
        readonly y: number;
        readonly z?: number;
        readonly unit: string;
    } | null;
    /**
     * The same in micrometres as Vitessce's option of this name, in the order of the dimensions. Vitessce multiplies the option
     * with what it takes from the file: to be changed, not added.
     */
    readonly coordinateTransformations: readonly {
        readonly type: 'scale';
        readonly scale: readonly number[];
    }[] | null;
    /** The first plane in its resolutions. */
    readonly levels: readonly LevelFacts[];
    /** What Viv takes it for; `null` where it does not come so far. */
    readonly viv: {
        readonly levels: number;
        readonly tileSize: number | null;
        readonly interleaved: boolean;
        readonly firstIfd: number;
    } | null;
}
/** What the report says of an IFD that holds a resolution, as `inspect` has it. */
type StorageFacts = Pick<Ifd, 'width' | 'height' | 'layout' | 'bitsPerSample' | 'sampleFormat' | 'samplesPerPixel' | 'compression' | 'predictor' | 'photometric' | 'planarConfiguration'>;
/** One resolution of a plane. */
export interface LevelFacts extends StorageFacts {
    /** Path of the IFD. */
    readonly ifd: string;
    /** Bytes of all its tiles or strips, and of the largest one; absent where their sizes were not read. */
    readonly bytes?: number;
    readonly largestTile?: number;
}
export {};
