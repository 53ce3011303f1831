import { type Address } from '../http/address.js';
import type { HttpOptions } from '../http/options.js';
import { type ListableStore } from './store.js';
/**
 * A folder on a web server as a store. Objects are asked for as viewers do: whole ones by a plain GET, parts by a range, sizes by
 * HEAD. 404 means that there is nothing; any other refusal is told with its status. It cannot be listed.
 */
export declare function httpStore(input: string | URL | Request, options?: HttpOptions): ListableStore;
/** The address of an object. The query goes with every one, as in viewers: it may hold a signature. */
export declare function hrefOf({ href }: Address, key: string): string;
