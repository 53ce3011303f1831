import {
  writeOutput
} from "./chunk-S7LGC6MR.js";
import {
  isUrl,
  openInput
} from "./chunk-VFKSAONT.js";
import {
  EXIT,
  UsageError,
  cleanLine,
  out
} from "./chunk-BRJXFYTI.js";
import {
  openTiff
} from "./chunk-F5B4KX6I.js";

// src/js/cli/export.ts
import { createHash } from "node:crypto";

// src/js/cli/npy.ts
var DESCR = {
  uint8: "|u1",
  int8: "|i1",
  uint16: "<u2",
  int16: "<i2",
  uint32: "<u4",
  int32: "<i4",
  uint64: "<u8",
  int64: "<i8",
  float16: "<f2",
  float32: "<f4",
  float64: "<f8"
};
function sampleBytes({ data, type }) {
  const own = type === "float16" ? narrowed(data) : data;
  const bytes = new Uint8Array(own.buffer, own.byteOffset, own.byteLength);
  const little = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
  if (little || own.BYTES_PER_ELEMENT === 1) return bytes;
  const swapped = bytes.slice();
  for (let at = 0; at < swapped.length; at += own.BYTES_PER_ELEMENT) swapped.subarray(at, at + own.BYTES_PER_ELEMENT).reverse();
  return swapped;
}
function narrowed(values) {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, (single, index) => {
    const sign = single >>> 16 & 32768;
    const exponent = single >>> 23 & 255;
    if (exponent === 255) return sign | 31744 | (single & 8388607) >>> 13;
    if (exponent >= 113) return sign | exponent - 112 << 10 | (single & 8388607) >>> 13;
    return sign | Math.abs((values[index] ?? 0) * 2 ** 24);
  });
}
function npyBytes(pixels) {
  const { width, height, samples, type } = pixels;
  const shape = samples === 1 ? `${height}, ${width}` : `${height}, ${width}, ${samples}`;
  const dictionary = `{'descr': '${DESCR[type]}', 'fortran_order': False, 'shape': (${shape}), }`;
  const header = `${dictionary.padEnd(Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 11)}
`;
  const body = sampleBytes(pixels);
  const bytes = new Uint8Array(10 + header.length + body.length);
  bytes.set([147, 78, 85, 77, 80, 89, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(body, 10 + header.length);
  return bytes;
}

// src/js/cli/png.ts
import { deflateSync } from "node:zlib";
var PERCENTILES = [0.01, 0.99];
var MOST_SORTED = 2e5;
function pngBytes(pixels) {
  const { width, height } = pixels;
  const channels = pixels.samples >= 3 ? 3 : 1;
  const value = channels === 3 && pixels.type === "uint8" ? (raw) => raw : contrast(pixels);
  const rows = Buffer.alloc((width * channels + 1) * height);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    at += 1;
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        rows[at] = value(Number(pixels.data[(y * width + x) * pixels.samples + channel]));
        at += 1;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 3 ? 2 : 0, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}
function contrast({ data }) {
  const step = Math.max(1, Math.floor(data.length / MOST_SORTED));
  const some = [];
  for (let index = 0; index < data.length; index += step) {
    const value = Number(data[index]);
    if (Number.isFinite(value)) some.push(value);
  }
  if (some.length === 0) throw new UsageError("there is no finite value to make a picture of");
  some.sort((a, b) => a - b);
  const [low = 0, high = 0] = PERCENTILES.map((part) => some[Math.round(part * (some.length - 1))]);
  const scale = high > low ? 255 / (high - low) : 0;
  return (value) => Math.max(0, Math.min(255, Math.round((value - low) * scale))) || 0;
}
function chunk(type, body) {
  const out2 = Buffer.alloc(body.length + 12);
  out2.writeUInt32BE(body.length, 0);
  out2.write(type, 4, "latin1");
  body.copy(out2, 8);
  out2.writeUInt32BE(crc32(out2.subarray(4, body.length + 8)), body.length + 8);
  return out2;
}
function crc32(bytes) {
  let crc = 4294967295;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? crc >>> 1 ^ 3988292384 : crc >>> 1;
  }
  return (crc ^ 4294967295) >>> 0;
}

// src/js/cli/export.ts
async function exportCommand(inputs, flags, options) {
  const [text] = inputs;
  if (text === void 0 || inputs.length > 1) throw new UsageError(`omescope export takes one file or URL, and ${inputs.length} were given`);
  if (flags.output === void 0 && !flags.sha256) throw new UsageError("omescope export needs -o OUT.npy, OUT.png or OUT.raw, or --sha256");
  const encode = flags.output === void 0 ? void 0 : encoderOf(flags.output);
  const input = openInput(text);
  try {
    const { level, selection } = await levelOf(input.source, flags, options);
    const pixels = await readPixels(level, selection, flags.window);
    if (flags.sha256) out(`${createHash("sha256").update(sampleBytes(pixels)).digest("hex")}  ${cleanLine(text)}`);
    if (flags.output !== void 0 && encode !== void 0) {
      writeOutput(flags.output, encode(pixels), isUrl(text) ? [] : [text], flags.force);
      const samples = pixels.samples === 1 ? "" : ` x ${pixels.samples}`;
      out(`${cleanLine(flags.output)}: ${pixels.width} x ${pixels.height}${samples} ${pixels.type}`);
    }
    return EXIT.ok;
  } finally {
    input.close();
  }
}
var ENCODERS = { npy: npyBytes, png: pngBytes, raw: sampleBytes };
function encoderOf(path) {
  const encoder = ENCODERS[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ""];
  if (encoder !== void 0) return encoder;
  throw new UsageError(`-o ${path}: the name has to end in .npy, .png or .raw`);
}
async function levelOf(source, flags, options) {
  const tiff = await openTiff(source, options);
  if (flags.ifd !== void 0) {
    if ([flags.image, flags.level, flags.c, flags.z, flags.t].some((flag) => flag !== void 0)) {
      throw new UsageError("--ifd names a plane by itself; leave --image, --level, --c, --z and --t out");
    }
    const offset = flags.ifd.startsWith("@") ? whole(flags.ifd.slice(1), "--ifd @") : void 0;
    return { level: await tiff.ifd(offset === void 0 ? whole(flags.ifd, "--ifd") : { offset }), selection: {} };
  }
  const index = whole(flags.image ?? "0", "--image");
  const image = tiff.images[index];
  if (image === void 0) throw new UsageError(`there is no image ${index}; the file has ${tiff.images.length}`);
  const [c, z, t] = [whole(flags.c ?? "0", "--c"), whole(flags.z ?? "0", "--z"), whole(flags.t ?? "0", "--t")];
  return { level: await image.level(whole(flags.level ?? "0", "--level")), selection: { c, z, t } };
}
async function readPixels(level, selection, window) {
  if (window === void 0) return await level.plane(selection);
  const parts = window.split(",");
  if (parts.length !== 4) throw new UsageError(`--window takes X,Y,W,H, and not "${window}"`);
  const [x = 0, y = 0, width = 0, height = 0] = parts.map((part) => whole(part, "--window"));
  const rect = { x, y, width, height };
  return await level.window(rect, selection);
}
function whole(text, flag) {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new UsageError(`${flag} takes a whole number, and not "${text}"`);
}
export {
  exportCommand
};
