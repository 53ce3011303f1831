import type { TileEngines } from '../engine.js';
import { decodeBlock, type Samples } from './decode.js';
import type { TileSpec } from './storage.js';

/** One block whose bytes the caller has. */
export async function decodeTileWith(
  engines: TileEngines,
  bytes: Uint8Array,
  spec: TileSpec,
  jpegTables: Uint8Array | undefined,
  target?: Samples,
): Promise<Samples> {
  const { data, damage } = await decodeBlock(engines, bytes, spec, jpegTables, target);
  if (damage !== undefined) throw damage;
  return data;
}
