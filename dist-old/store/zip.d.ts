import type { ReadOptions, Source } from '../source.js';
import { type ListableStore } from './store.js';
/**
 * A zip archive as a store, read by ranges: its directory once, then of each object what is wanted. Where all is in one folder
 * whose name ends with `.zarr`, that is the store, as it is for Vitessce.
 */
export declare function zipStore(source: Source, options?: ReadOptions): Promise<ListableStore>;
