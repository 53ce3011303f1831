/** `omescope/pool`: workers that decode tiles. `omescope/geotiff` and `omescope/viv` take it. */
import { createPoolWith, type Pool, type PoolOptions } from './pool/pool.js';
import { tiles } from './shipped-tiles.js';

export { OmescopeError } from './errors.js';
export type { Pool, PoolJobOptions, PoolOptions, PoolWorker } from './pool/pool.js';
export type { Samples } from './tiff/decode.js';
export type { TileSpec } from './tiff/storage.js';

/**
 * A pool of workers. They are started when tiles come, and run until `close`.
 *
 * A worker that dies or does not answer is replaced, and what it was at work on is begun once more elsewhere. Where no workers can be had
 * (Node.js, a Content-Security-Policy without `worker-src`), tiles are decoded in place.
 *
 * @throws OmescopeError `usage` where the size or the patience is no such number.
 */
export function createPool(options?: PoolOptions): Pool {
  return createPoolWith(tiles, options);
}
