// Elements as bytes: the dtypes of Zarr v2 and v3 under one short name each.

const utf8 = new TextEncoder();

/**
 * What a short name (`u2`, `f4`, `b1`, `str`, `U5`, `S3`) is called in the two formats.
 * `planted` dtypes, which no viewer reads, are given as `{ v2, v3, size }` and hold zeros.
 */
const V3_NAMES = {
  b1: 'bool', i1: 'int8', i2: 'int16', i4: 'int32', i8: 'int64', u1: 'uint8', u2: 'uint16', u4: 'uint32', u8: 'uint64',
  f2: 'float16', f4: 'float32', f8: 'float64', str: 'string',
};

const SETTERS = {
  b1: 'setUint8', i1: 'setInt8', u1: 'setUint8', i2: 'setInt16', u2: 'setUint16', i4: 'setInt32', u4: 'setUint32',
  f4: 'setFloat32', f8: 'setFloat64',
};

const TYPED = { b1: Uint8Array, i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array, f4: Float32Array, f8: Float64Array };
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export function dtypeOf(dtype) {
  if (typeof dtype === 'object') return { ...dtype, kind: 'planted' };
  const big = dtype.startsWith('>');
  const name = dtype.replace(/^[<>|]/, '');
  if (name === 'str') return { name, v2: '|O', v3: 'string', kind: 'str', size: 0, big };
  const fixed = /^([US])(\d+)$/.exec(name);
  if (fixed) return { name, v2: `${fixed[1] === 'S' ? '|' : '<'}${name}`, v3: undefined, kind: fixed[1], size: Number(fixed[2]) * (fixed[1] === 'U' ? 4 : 1), big };
  const size = Number(name.slice(1));
  if (!(name in V3_NAMES)) throw new Error(`no dtype ${dtype}`);
  return { name, v2: `${size === 1 ? '|' : big ? '>' : '<'}${name}`, v3: V3_NAMES[name], kind: 'number', size, big };
}

/** The bytes of a run of elements, before any codec. */
export function encodeElements(type, values) {
  if (type.kind === 'str') return encodeVlenUtf8(values);
  const typed = LITTLE_ENDIAN && !type.big && TYPED[type.name];
  if (typed) return new Uint8Array(typed.from(values).buffer);
  const bytes = new Uint8Array(values.length * type.size);
  if (type.kind === 'planted') return bytes;
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => setElement(view, i * type.size, type, value));
  return bytes;
}

function setElement(view, at, type, value) {
  const little = !type.big;
  if (type.kind === 'U') [...value].forEach((c, i) => view.setUint32(at + 4 * i, c.codePointAt(0), little));
  else if (type.kind === 'S') utf8.encode(value).forEach((byte, i) => view.setUint8(at + i, byte));
  else if (type.name === 'i8' || type.name === 'u8') view.setBigInt64(at, BigInt.asIntN(64, BigInt(value)), little);
  else if (type.name === 'f2') view.setUint16(at, halfBits(value), little);
  else view[SETTERS[type.name]](at, Number(value), little);
}

/** numcodecs' vlen-utf8: count, then for each string its length and its bytes. */
function encodeVlenUtf8(values) {
  const parts = values.map((value) => utf8.encode(value));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 4));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, parts.length, true);
  let at = 4;
  for (const part of parts) {
    view.setUint32(at, part.length, true);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

/** IEEE 754 half precision, rounding towards zero: enough for the small exact values of the cases. */
function halfBits(value) {
  const bits = new DataView(new ArrayBuffer(4));
  bits.setFloat32(0, value);
  const full = bits.getUint32(0);
  const exponent = ((full >>> 23) & 0xff) - 112;
  const sign = (full >>> 16) & 0x8000;
  if (exponent <= 0) return sign;
  return sign | Math.min(exponent, 31) << 10 | ((full >>> 13) & 0x3ff);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1;
  return c;
});

/** CRC-32C, which closes the index of a shard. */
export function crc32c(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** `bytes` with their CRC-32C behind them, as the codec writes it. */
export function withCrc32c(bytes) {
  const out = new Uint8Array(bytes.length + 4);
  out.set(bytes);
  new DataView(out.buffer).setUint32(bytes.length, crc32c(bytes), true);
  return out;
}

/** A generator of 32-bit numbers that gives the same ones for the same seed, everywhere. */
export function random(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** A number that depends on `n` alone and looks random: for pixels and expressions, without keeping state. */
export function scramble(n) {
  let x = (n + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
