import { OmescopeError } from '../errors.js';
import type { TileSpec } from '../tiff/storage.js';

/** Tags that say how a block is decoded, by the names that geotiff.js has for them. */
export const TAGS = [
  'ImageWidth',
  'ImageLength',
  'BitsPerSample',
  'Compression',
  'PhotometricInterpretation',
  'FillOrder',
  'SamplesPerPixel',
  'RowsPerStrip',
  'PlanarConfiguration',
  'T4Options',
  'Predictor',
  'TileWidth',
  'TileLength',
  'SampleFormat',
  'JPEGTables',
  'LercParameters',
] as const;

/** What is known of a directory or a block beside the tags. */
export interface Facts {
  /** The byte order of the file; undefined where nobody told it. */
  readonly bigEndian?: boolean | undefined;
  readonly place?: Place | undefined;
  /** Bits of a sample in the file, where the directory was made to say those of a number that holds them. */
  readonly bits?: number | undefined;
  readonly unpacked?: boolean | undefined;
  /** Whether tiles were left out of the file: then nothing stands for zeros. */
  readonly sparse?: boolean | undefined;
}

/** What decoding needs of a directory, as plain values that can be posted to workers. */
export type Told = Readonly<Partial<Record<(typeof TAGS)[number], unknown>>> & Facts & { readonly tiled: boolean };

/** A block among those of its image. */
export interface Place {
  /** In tiles or strips. */
  readonly x: number;
  readonly y: number;
}

const FORMATS = { 1: 'uint', 2: 'int', 3: 'float', 4: 'uint' } as const;

/** How blocks of a directory are stored, the one at a place where it is known. */
export function specOf(told: Told, place: Place | undefined): TileSpec {
  const bits = told.bits ?? allEqual(told, 'BitsPerSample', 1);
  const samples = number(told, 'SamplesPerPixel', 1);
  const format = FORMATS[allEqual(told, 'SampleFormat', 1) as keyof typeof FORMATS];
  if (format === undefined) throw new OmescopeError('unsupported', `SampleFormat ${list(told.SampleFormat).join(', ')} is not decoded: complex numbers.`);
  const length = number(told, 'ImageLength');
  const full = told.tiled ? number(told, 'TileLength') : Math.min(number(told, 'RowsPerStrip', length) || length, length);
  const left = place === undefined ? full : Math.min(full, length - place.y * full);
  const height = told.tiled ? full : left;
  return {
    compression: number(told, 'Compression', 1),
    width: number(told, told.tiled ? 'TileWidth' : 'ImageWidth'),
    height,
    samples: number(told, 'PlanarConfiguration', 1) === 2 ? 1 : samples,
    bits,
    format,
    predictor: number(told, 'Predictor', 1),
    bigEndian: told.bigEndian === true,
    lowestBitFirst: number(told, 'FillOrder', 1) === 2,
    // What is stored as YCbCr is given out so: who reads it knows the tag. What the tag calls RGB has to be RGB.
    color: number(told, 'PhotometricInterpretation', 1) === 2 ? 'jfif' : 'stored',
    lercCompression: Number(list(told.LercParameters)[1] ?? 0),
    t4Options: number(told, 'T4Options', 0),
    ...(left < height && { rows: left }),
  };
}

/** Rows of the last strip, where it has fewer than the others: then one is told from the other by what it decodes to. */
export function rowsOfLast(told: Told, { height }: TileSpec): number | undefined {
  const rest = told.tiled ? 0 : number(told, 'ImageLength') % height;
  return rest === 0 ? undefined : rest;
}

/** The value that all of a tag have: `absent` where there are none, nothing where they differ. */
export function sameOf(value: unknown, absent: number): number | undefined {
  const values = Array.from(list(value), Number);
  const first = values[0] ?? absent;
  return values.every((each) => each === first) ? first : undefined;
}

/** Bits of the smallest number that geotiff.js reads samples of so many bits from. */
export function heldIn(bits: number): number | undefined {
  return [8, 16, 32].find((size) => bits <= size);
}

/** JPEGTables as bytes. */
export function jpegTables({ JPEGTables: tables }: Told): Uint8Array | undefined {
  return tables === undefined ? undefined : Uint8Array.from(list(tables), Number);
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return ArrayBuffer.isView(value) || Array.isArray(value) ? (value as unknown as readonly unknown[]) : [value];
}

function number(told: Told, tag: (typeof TAGS)[number], absent?: number): number {
  const value = Number(list(told[tag])[0] ?? absent);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new OmescopeError('tile-size', `The IFD has no ${tag}, or one that is no number: without it no tile is decoded.`);
}

function allEqual(told: Told, tag: (typeof TAGS)[number], absent: number): number {
  const same = sameOf(told[tag], absent);
  if (same !== undefined) return same;
  throw new OmescopeError('unsupported', `${tag} is ${list(told[tag]).join(', ')}: samples that differ are not decoded.`);
}
