import type { TileEngines } from '../engine.js';
import { amended, OmescopeError } from '../errors.js';
import type { BlockPool } from '../pool/pool.js';
import type { Decoded } from '../tiff/decode.js';
import type { TileSpec } from '../tiff/storage.js';
import { decodeAs } from '../tiff/stored.js';
import { heldIn, jpegTables, rowsOfLast, specOf, TAGS, type Facts, type Place, type Told } from './directory.js';
import { factsOf, PASSED } from './images.js';
import { markOf } from './marks.js';

/** A directory of releases 2 has its values as members; one of releases 3 is asked for them. */
export interface AskedDirectory {
  hasTag(name: string): boolean;
  loadValue(name: string): Promise<unknown>;
}

/** What geotiff.js 3 hands to a decoder: what its own decoders use, and what ours do. */
export interface DecoderParameters {
  readonly tileWidth: unknown;
  readonly tileHeight: unknown;
  readonly planarConfiguration: unknown;
  readonly bitsPerSample: unknown;
  readonly predictor: unknown;
  readonly samplesPerPixel: unknown;
  readonly JPEGTables: unknown;
  readonly LercParameters: unknown;
  readonly omescope: Told;
}

/** Reads of a directory of geotiff.js 3 what decoders want to know. Its own find in it what they are used to. */
export async function parametersOf(directory: AskedDirectory): Promise<DecoderParameters> {
  const values = await Promise.all(TAGS.map(async (tag) => [tag, await directory.loadValue(tag)] as const));
  const tags = Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Partial<Record<(typeof TAGS)[number], unknown>>;
  const tiled = !directory.hasTag('StripOffsets');
  return {
    tileWidth: tiled ? tags.TileWidth : tags.ImageWidth,
    tileHeight: tiled ? tags.TileLength : (tags.RowsPerStrip ?? tags.ImageLength),
    planarConfiguration: tags.PlanarConfiguration,
    bitsPerSample: tags.BitsPerSample,
    predictor: tags.Predictor ?? 1,
    samplesPerPixel: tags.SamplesPerPixel,
    JPEGTables: tags.JPEGTables,
    LercParameters: tags.LercParameters,
    omescope: { ...tags, ...factsOf(directory), tiled },
  };
}

/** What a directory of geotiff.js 2 says. */
export function toldBy(directory: object, { byteLength }: ArrayBuffer): Told {
  const values = directory as Readonly<Record<string, unknown>>;
  const facts = (values[PASSED] as Facts | undefined) ?? factsOf(directory);
  const tags = Object.fromEntries(TAGS.flatMap((tag) => (values[tag] === undefined ? [] : [[tag, values[tag]]])));
  return { ...tags, ...facts, tiled: values['StripOffsets'] === undefined, sparse: byteLength === 0 && hasZero(values['TileByteCounts'] ?? values['StripByteCounts']) };
}

/** Whether tiles were left out, which have a size of 0. Releases 3 hand none of those to decoders. */
function hasZero(counts: unknown): boolean {
  return Array.isArray(counts) || ArrayBuffer.isView(counts) ? Array.prototype.includes.call(counts, 0) : false;
}

/** What `parametersOf` made. */
export function toldIn(parameters: unknown): Told {
  const told = (parameters as Partial<DecoderParameters> | undefined)?.omescope;
  if (told !== undefined) return told;
  throw new OmescopeError('usage', 'geotiff.js does not hand over what omescope decodes by.', { help: 'Call `registerDecoders(addDecoder)` with the addDecoder of the same geotiff.js first.' });
}

/** Decodes a block for geotiff.js: its samples as the file has them, which is what geotiff.js reads them from. */
export async function decodeFor(engines: TileEngines, pool: BlockPool | undefined, told: Told, buffer: ArrayBuffer): Promise<ArrayBuffer> {
  const known = markOf(buffer);
  const place = known?.place ?? told.place;
  const spec = specOf({ ...told, bigEndian: known?.bigEndian ?? told.bigEndian }, place);
  if (buffer.byteLength === 0 && told.sparse) return new ArrayBuffer(bytesOf(spec, told.unpacked === true));
  const bytes = new Uint8Array(buffer);
  const options = { jpegTables: jpegTables(told), stored: told.unpacked ? 'unpacked' : 'packed' } as const;
  const decode = (which: TileSpec): Promise<Decoded> => pool === undefined ? decodeAs(engines, bytes, which, options) : pool.decodeBlock(bytes, which, options);
  try {
    return whole(await decode(spec));
  } catch (error) {
    if (!(error instanceof OmescopeError)) throw error;
    const last = place === undefined && error.code === 'tile-broken' ? rowsOfLast(told, spec) : undefined;
    // It may be the last strip, which has fewer rows: it is right if it has all of those.
    const shorter = last === undefined ? undefined : await decode({ ...spec, height: last }).then(whole, () => undefined);
    if (shorter !== undefined) return shorter;
    throw placed(error, told, place, known?.byte);
  }
}

function whole({ data, damage }: Decoded): ArrayBuffer {
  if (damage !== undefined) throw damage;
  return data.buffer;
}

function bytesOf({ width, height, samples, bits }: TileSpec, unpacked: boolean): number {
  const wide = (unpacked ? heldIn(bits) : undefined) ?? bits;
  return height * Math.ceil((width * samples * wide) / 8);
}

function placed(error: OmescopeError, told: Told, place: Place | undefined, byte: number | undefined): OmescopeError {
  const image = `the image of ${String(told.ImageWidth)} x ${String(told.ImageLength)} pixels`;
  const where = place === undefined ? `A ${told.tiled ? 'tile' : 'strip'}` : told.tiled ? `Tile ${place.x},${place.y}` : `Strip ${place.y}`;
  const at = byte === undefined ? '' : ` (byte ${byte})`;
  return amended(error, { message: `${where} of ${image}${at}: ${error.message}`, at: { ...error.at, ...(byte !== undefined && { byte }) } });
}
