import type { Pixels } from '../slim.js';

/** NumPy's names of the types. */
const DESCR: Record<Pixels['type'], string> = {
  uint8: '|u1',
  int8: '|i1',
  uint16: '<u2',
  int16: '<i2',
  uint32: '<u4',
  int32: '<i4',
  uint64: '<u8',
  int64: '<i8',
  float16: '<f2',
  float32: '<f4',
  float64: '<f8',
};

/** The samples as little-endian bytes, row by row. */
export function sampleBytes({ data, type }: Pixels): Uint8Array {
  const own = type === 'float16' ? narrowed(data as Float32Array) : data;
  const bytes = new Uint8Array(own.buffer, own.byteOffset, own.byteLength);
  const little = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
  if (little || own.BYTES_PER_ELEMENT === 1) return bytes;
  const swapped = bytes.slice();
  for (let at = 0; at < swapped.length; at += own.BYTES_PER_ELEMENT) swapped.subarray(at, at + own.BYTES_PER_ELEMENT).reverse();
  return swapped;
}

/** Back to half precision, from which the values came: none is lost. */
function narrowed(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, (single, index) => {
    const sign = (single >>> 16) & 0x8000;
    const exponent = (single >>> 23) & 0xff;
    if (exponent === 0xff) return sign | 0x7c00 | ((single & 0x7fffff) >>> 13);
    if (exponent >= 113) return sign | ((exponent - 112) << 10) | ((single & 0x7fffff) >>> 13);
    return sign | Math.abs((values[index] ?? 0) * 2 ** 24);
  });
}

/** A file of NumPy's format 1.0. */
export function npyBytes(pixels: Pixels): Uint8Array {
  const { width, height, samples, type } = pixels;
  const shape = samples === 1 ? `${height}, ${width}` : `${height}, ${width}, ${samples}`;
  const dictionary = `{'descr': '${DESCR[type]}', 'fortran_order': False, 'shape': (${shape}), }`;
  // Magic, version, length of the header, header: together a multiple of 64 bytes.
  const header = `${dictionary.padEnd(Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 11)}\n`;
  const body = sampleBytes(pixels);
  const bytes = new Uint8Array(10 + header.length + body.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(body, 10 + header.length);
  return bytes;
}
