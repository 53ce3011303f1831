import type { TileEngines } from '../engine.js';
import { type Samples } from './decode.js';
import type { TileSpec } from './storage.js';
/** One block whose bytes the caller has. */
export declare function decodeTileWith(engines: TileEngines, bytes: Uint8Array, spec: TileSpec, jpegTables: Uint8Array | undefined, target?: Samples): Promise<Samples>;
