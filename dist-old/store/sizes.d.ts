import type { ArrayCensus } from './census.js';
import { type Job } from './job.js';
import { type KeyForm } from './keys.js';
import type { Marks } from './marks.js';
import type { StoreArray } from './tree.js';
type Sizes = Pick<ArrayCensus, 'sized' | 'empty' | 'emptyKeys' | 'short' | 'shortKeys'>;
/** Sizes of chunks that are there: of all, or of some that are spread evenly. */
export declare function look(job: Job, path: string, form: KeyForm, array: StoreArray, marks: Marks): Promise<Sizes>;
export {};
