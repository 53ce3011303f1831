import type { TileEngines, TileEngine, TileGlue } from '../engine.js';
import { OmescopeError } from '../errors.js';
import { guarded } from '../trap.js';
import { moduleOf } from './module.js';
import { numbersOf } from './spec.js';
import type { SampleType, TileSpec } from './storage.js';

export type Samples =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** The samples of a block, and whether its stream was damaged: then zeros stand for what could not be decoded. */
export interface Decoded {
  readonly data: Samples;
  readonly type: SampleType;
  readonly damage: OmescopeError | undefined;
}

const ARRAYS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: BigUint64Array,
  int64: BigInt64Array,
  float16: Float32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** Memory never shrinks: an instance that has decoded a very large tile is not kept. */
const MOST_MEMORY = 128 * 1024 * 1024;

/** Most bytes of a tile, with half numbers as they are delivered: above the limit of the module. */
const MOST_BYTES = 2 ** 29;
const NO_TABLES = new Uint8Array(0);

/** The samples in a buffer that came from another thread. */
export function samplesIn(type: SampleType, buffer: ArrayBuffer): Samples {
  return new ARRAYS[type](buffer);
}

/** An array for so many samples of a type. */
export function createSamples(type: SampleType, length: number): Samples {
  return new ARRAYS[type](length);
}

/** The type of the samples that a spec is decoded to. */
export function sampleTypeOf({ format, bits }: TileSpec): SampleType | undefined {
  if (format === 'uint') return bits <= 8 ? 'uint8' : bits <= 16 ? 'uint16' : bits <= 32 ? 'uint32' : bits === 64 ? 'uint64' : undefined;
  if (format === 'int') return ([8, 16, 32, 64].includes(bits) ? `int${bits}` : undefined) as SampleType | undefined;
  return bits === 24 ? 'float32' : (([16, 32, 64].includes(bits) ? `float${bits}` : undefined) as SampleType | undefined);
}

/**
 * Decodes the bytes of one block into a new array, or into `target`, which has to have its type and length.
 * Only what is damaged inside of the stream is returned as damage; all else is thrown. Unless `widened`, half numbers come as they
 * are stored, in a Uint16Array.
 */
export async function decodeBlock(
  engines: TileEngines,
  bytes: Uint8Array,
  spec: TileSpec,
  jpegTables: Uint8Array | undefined,
  target?: Samples,
  widened = true,
): Promise<Decoded> {
  const numbers = numbersOf(spec);
  const type = sampleTypeOf(spec);
  if (type === undefined) throw new OmescopeError('unsupported', `Samples of ${spec.bits} bits of format ${spec.format} are not decoded.`);
  const length = spec.width * spec.height * spec.samples;
  const data = target ?? createSamples(type === 'float16' && !widened ? 'uint16' : type, isTooLarge(type, length) ? 0 : length);
  if (target !== undefined && !(target instanceof ARRAYS[type] && target.length === length)) {
    throw new OmescopeError('usage', `The target has to be a ${ARRAYS[type].name} of ${length} samples.`);
  }
  const stored = type === 'float16' && widened ? new Uint16Array(data.length) : data;
  const engine: TileEngine = engines[moduleOf(spec.compression)];
  const instance = await engine.shared();
  try {
    const damage = run(instance, bytes, numbers, jpegTables, stored);
    if (stored !== data) widenHalf(stored as Uint16Array, data as Float32Array);
    if (instance.memorySize() > MOST_MEMORY) engine.drop(instance);
    return { data, type, damage };
  } catch (error) {
    if (!(error instanceof OmescopeError) || error.code === 'internal') engine.drop(instance);
    throw error;
  }
}

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

/** Decodes into an array; damage inside of the stream is the answer, all else is thrown. */
function run(instance: TileGlue, bytes: Uint8Array, spec: Uint32Array, jpegTables: Uint8Array | undefined, { buffer, byteOffset, byteLength }: Samples): OmescopeError | undefined {
  try {
    guarded(() => instance.decodeInto(bytes, spec, jpegTables ?? NO_TABLES, new Uint8Array(buffer, byteOffset, byteLength)));
    return undefined;
  } catch (error) {
    if (error instanceof OmescopeError && error.code === 'tile-broken') return error;
    throw error;
  }
}

/** Of what is over the limit no array is made: the module says by how much. */
function isTooLarge(type: SampleType, length: number): boolean {
  return length * ARRAYS[type].BYTES_PER_ELEMENT > MOST_BYTES;
}

/** IEEE half precision to single precision, which holds every value of it. */
function widenHalf(halves: Uint16Array, into: Float32Array): void {
  const bits = new Uint32Array(into.buffer, into.byteOffset, into.length);
  for (let index = 0; index < halves.length; index += 1) {
    const half = halves[index] ?? 0;
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) into[index] = (half & 0x8000 ? -1 : 1) * fraction * 2 ** -24;
    else bits[index] = sign | (exponent === 31 ? 0x7f80_0000 : (exponent + 112) << 23) | (fraction << 13);
  }
}
