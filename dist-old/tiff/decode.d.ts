import type { TileEngines } from '../engine.js';
import { OmescopeError } from '../errors.js';
import type { SampleType, TileSpec } from './storage.js';
export type Samples = Uint8Array<ArrayBuffer> | Int8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | BigUint64Array<ArrayBuffer> | BigInt64Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
/** The samples of a block, and whether its stream was damaged: then zeros stand for what could not be decoded. */
export interface Decoded {
    readonly data: Samples;
    readonly type: SampleType;
    readonly damage: OmescopeError | undefined;
}
/** An array for so many samples of a type. */
export declare function createSamples(type: SampleType, length: number): Samples;
/** The type of the samples that a spec is decoded to. */
export declare function sampleTypeOf({ format, bits }: TileSpec): SampleType | undefined;
/**
 * Decodes the bytes of one block into a new array, or into `target`, which has to have its type and length.
 * Only what is damaged inside of the stream is returned as damage; all else is thrown.
 */
export declare function decodeBlock(engines: TileEngines, bytes: Uint8Array, spec: TileSpec, jpegTables: Uint8Array | undefined, target?: Samples): Promise<Decoded>;
