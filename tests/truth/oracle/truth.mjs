// The pixels that were written, from build/truth/pixels.

const ARRAYS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};

/** The planes of a file: `plane(image, level, c, z, t)` is `{ data, width, height }`, or undefined where there is no such plane. */
export function truthOf(bytesOf, images) {
  const kept = new Map();
  return {
    images,
    plane(image, level, c, z, t) {
      const found = images[image]?.levels[level];
      if (!found) return undefined;
      const [times, depth, channels, height, width] = found.shape;
      if (!(c >= 0 && c < channels && z >= 0 && z < depth && t >= 0 && t < times)) return undefined;
      const index = (t * depth + z) * channels + c;
      const key = `${image}/${level}/${index}`;
      if (!kept.has(key)) kept.set(key, { data: samples(bytesOf, found, index, width * height), width, height });
      return kept.get(key);
    },
  };
}

function samples(bytesOf, { dtype, at }, index, count) {
  const size = { float16: 2, uint64: 8, int64: 8 }[dtype] ?? ARRAYS[dtype].BYTES_PER_ELEMENT;
  const { buffer } = bytesOf(at + index * count * size, count * size);
  if (dtype === 'float16') return Float32Array.from(new Uint16Array(buffer), half);
  if (dtype === 'uint64') return Float64Array.from(new BigUint64Array(buffer), Number);
  if (dtype === 'int64') return Float64Array.from(new BigInt64Array(buffer), Number);
  return new ARRAYS[dtype](buffer);
}

function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
