import { type Address } from '../http/address.js';
import { type HttpLimits } from '../http/options.js';
/**
 * The offsets file that goes with an image: its offsets, a file, its address, or `false` where it is not to be looked for.
 * When nothing is given, it is looked for beside an image that is given by its address, where Avivator looks for it.
 */
export type OffsetsInput = readonly number[] | Blob | URL | string | false;
/** What became of it, where it is or was looked for, and its text or why there is none. */
export interface OffsetsFound {
    readonly kind: 'not-looked-for' | 'absent' | 'unreadable' | 'text';
    readonly place?: string;
    readonly why?: string;
    readonly text?: string;
}
interface Options {
    readonly signal?: AbortSignal | undefined;
    readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
    readonly limits?: HttpLimits | undefined;
}
/** Finds the offsets file; only an abort is thrown, and what is no address. */
export declare function findOffsets(given: OffsetsInput | undefined, image: Address | undefined, options: Options): Promise<OffsetsFound>;
export {};
