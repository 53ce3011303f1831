import type { VivImage } from '../viv/load.js';
import type { VivDtype } from '../viv/pixel-source.js';

/** Versions of OME-NGFF that are written: 0.4 in Zarr 2, 0.5 in Zarr 3. */
export type NgffVersion = '0.4' | '0.5';

/** The axes of all arrays, in the order that OME-NGFF has them in: section "axes" of 0.4 and 0.5. */
export const AXES = ['t', 'c', 'z', 'y', 'x'] as const;

/** Names of types in Zarr 2 and in Zarr 3. */
const TYPES: Readonly<Record<VivDtype, readonly [string, string]>> = {
  Uint8: ['|u1', 'uint8'],
  Int8: ['|i1', 'int8'],
  Uint16: ['<u2', 'uint16'],
  Int16: ['<i2', 'int16'],
  Uint32: ['<u4', 'uint32'],
  Int32: ['<i4', 'int32'],
  Float32: ['<f4', 'float32'],
  Float64: ['<f8', 'float64'],
};

/** Units of OME-XML by the names that OME-NGFF has for them; ten metres have none there. */
const UNITS: Readonly<Record<string, string | undefined>> = {
  Ym: 'yottameter',
  Zm: 'zettameter',
  Em: 'exameter',
  Pm: 'petameter',
  Tm: 'terameter',
  Gm: 'gigameter',
  Mm: 'megameter',
  km: 'kilometer',
  hm: 'hectometer',
  m: 'meter',
  dm: 'decimeter',
  cm: 'centimeter',
  mm: 'millimeter',
  µm: 'micrometer',
  nm: 'nanometer',
  pm: 'picometer',
  fm: 'femtometer',
  am: 'attometer',
  zm: 'zeptometer',
  ym: 'yoctometer',
  in: 'inch',
  ft: 'foot',
  yd: 'yard',
  mi: 'mile',
};

/** One resolution as an array of five axes. */
export interface ArrayFacts {
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  readonly dtype: VivDtype;
}

/** The darkest and the brightest value to be shown of a channel. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** Metadata of an array: `.zarray` or `zarr.json`. */
export function arrayMetadata({ shape, chunks, dtype }: ArrayFacts, version: NgffVersion): object {
  const [two, three] = TYPES[dtype];
  if (version === '0.4') return { zarr_format: 2, shape, chunks, dtype: two, compressor: null, filters: null, fill_value: 0, order: 'C', dimension_separator: '/' };
  return {
    zarr_format: 3,
    node_type: 'array',
    shape,
    data_type: three,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: chunks } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: 0,
    codecs: [{ name: 'bytes', configuration: { endian: 'little' } }],
    dimension_names: AXES,
    attributes: {},
  };
}

/** Attributes of an image: `multiscales`, and `omero` from the channels of the OME-XML. */
export function imageAttributes({ metadata }: VivImage, levels: readonly ArrayFacts[], windows: readonly Window[], version: NgffVersion): object {
  const { Pixels: pixels, Name } = metadata;
  const [full] = levels;
  const size = (axis: 'X' | 'Y' | 'Z'): { readonly size: number; readonly unit: string | undefined } => {
    const told = pixels[`PhysicalSize${axis}`];
    const unit = pixels[`PhysicalSize${axis}Unit`];
    if (told === undefined) return { size: 1, unit: undefined };
    return unit === 'dam' ? { size: told * 10, unit: 'meter' } : { size: told, unit: UNITS[unit] };
  };
  const space = { z: size('Z'), y: size('Y'), x: size('X') };
  const axes = AXES.map((name) => {
    if (name === 't') return { name, type: 'time' };
    if (name === 'c') return { name, type: 'channel' };
    const { unit } = space[name];
    return { name, type: 'space', ...(unit !== undefined && { unit }) };
  });
  const factor = (level: ArrayFacts, axis: number): number => (full?.shape[axis] ?? 1) / (level.shape[axis] ?? 1);
  const datasets = levels.map((level, index) => ({
    path: String(index),
    coordinateTransformations: [{ type: 'scale', scale: [1, 1, space.z.size, space.y.size * factor(level, 3), space.x.size * factor(level, 4)] }],
  }));
  const name = Name === undefined ? {} : { name: Name };
  const multiscales = [{ ...(version === '0.4' && { version }), ...name, axes, datasets, type: 'mean' }];
  const omero = {
    id: 1,
    ...name,
    ...(version === '0.4' && { version }),
    channels: channelsOf(metadata, full, windows),
    // Vitessce takes what is "color" for a photograph.
    rdefs: { defaultT: 0, defaultZ: Math.floor((full?.shape[2] ?? 1) / 2), model: metadata.Pixels.Interleaved ? 'color' : 'greyscale' },
  };
  return version === '0.4' ? { multiscales, omero } : { ome: { version, multiscales, omero } };
}

/** Colours of channels that have none, as viewers choose them. */
const COLOURS = ['0000FF', '00FF00', 'FF00FF', 'FFFF00', 'FF8000', '00FFFF', 'FFFFFF', 'FF0000'];
const RGB = ['FF0000', '00FF00', '0000FF', 'FFFFFF'];
const LIMITS: Readonly<Partial<Record<VivDtype, readonly [number, number]>>> = { Uint8: [0, 255], Int8: [-128, 127], Uint16: [0, 65_535], Int16: [-32_768, 32_767], Uint32: [0, 4_294_967_295], Int32: [-2_147_483_648, 2_147_483_647] };

function channelsOf({ Pixels: pixels }: VivImage['metadata'], full: ArrayFacts | undefined, windows: readonly Window[]): object[] {
  const count = full?.shape[1] ?? 0;
  const limits = full === undefined ? undefined : LIMITS[full.dtype];
  const isRgb = pixels.Interleaved === true;
  return Array.from({ length: count }, (_, index) => {
    const told = isRgb ? undefined : pixels.Channels[index];
    const label = told?.Name ?? (isRgb ? (['Red', 'Green', 'Blue', 'Alpha'][index] ?? `Sample ${index + 1}`) : `Channel ${index + 1}`);
    const own = told?.Color?.slice(0, 3).map((part) => part.toString(16).padStart(2, '0').toUpperCase()).join('');
    const color = isRgb ? (RGB[index] ?? 'FFFFFF') : (own ?? (count === 1 ? 'FFFFFF' : (COLOURS[index % COLOURS.length] as string)));
    const { start, end } = windows[index] ?? { start: limits?.[0] ?? 0, end: limits?.[1] ?? 1 };
    const [min, max] = limits ?? [Math.min(0, start), end];
    return { active: index < MOST_ACTIVE, coefficient: 1, color, family: 'linear', inverted: false, label, window: { start, end, min, max } };
  });
}

/** Channels that are on at first: viewers draw few at a time. */
const MOST_ACTIVE = 4;
