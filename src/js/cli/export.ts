import { createHash } from 'node:crypto';
import { openTiff, type Level, type Options, type PixelOptions, type Pixels, type Rect } from '../slim.js';
import { EXIT, UsageError, type Exit } from './failure.js';
import { openInput } from './input.js';
import { isUrl } from './url.js';
import { npyBytes, sampleBytes } from './npy.js';
import { pngBytes } from './png.js';
import { cleanLine, out } from './terminal.js';
import { writeOutput } from './write.js';

export interface ExportFlags {
  readonly output?: string | undefined;
  readonly force: boolean;
  readonly image?: string | undefined;
  readonly level?: string | undefined;
  readonly ifd?: string | undefined;
  readonly c?: string | undefined;
  readonly z?: string | undefined;
  readonly t?: string | undefined;
  readonly window?: string | undefined;
  readonly sha256: boolean;
}

/** `omescope export`: decodes one plane, or a part of it, into a file. */
export async function exportCommand(inputs: readonly string[], flags: ExportFlags, options: Options): Promise<Exit> {
  const [text] = inputs;
  if (text === undefined || inputs.length > 1) throw new UsageError(`omescope export takes one file or URL, and ${inputs.length} were given`);
  if (flags.output === undefined && !flags.sha256) throw new UsageError('omescope export needs -o OUT.npy, OUT.png or OUT.raw, or --sha256');
  const encode = flags.output === undefined ? undefined : encoderOf(flags.output);
  const input = openInput(text);
  try {
    const { level, selection } = await levelOf(input.source, flags, options);
    const pixels = await readPixels(level, selection, flags.window);
    if (flags.sha256) out(`${createHash('sha256').update(sampleBytes(pixels)).digest('hex')}  ${cleanLine(text)}`);
    if (flags.output !== undefined && encode !== undefined) {
      writeOutput(flags.output, encode(pixels), isUrl(text) ? [] : [text], flags.force);
      const samples = pixels.samples === 1 ? '' : ` x ${pixels.samples}`;
      out(`${cleanLine(flags.output)}: ${pixels.width} x ${pixels.height}${samples} ${pixels.type}`);
    }
    return EXIT.ok;
  } finally {
    input.close();
  }
}

const ENCODERS: Record<string, (pixels: Pixels) => Uint8Array> = { npy: npyBytes, png: pngBytes, raw: sampleBytes };

function encoderOf(path: string): (pixels: Pixels) => Uint8Array {
  const encoder = ENCODERS[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];
  if (encoder !== undefined) return encoder;
  throw new UsageError(`-o ${path}: the name has to end in .npy, .png or .raw`);
}

async function levelOf(source: Parameters<typeof openTiff>[0], flags: ExportFlags, options: Options): Promise<{ level: Level; selection: PixelOptions }> {
  const tiff = await openTiff(source, options);
  if (flags.ifd !== undefined) {
    if ([flags.image, flags.level, flags.c, flags.z, flags.t].some((flag) => flag !== undefined)) {
      throw new UsageError('--ifd names a plane by itself; leave --image, --level, --c, --z and --t out');
    }
    const offset = flags.ifd.startsWith('@') ? whole(flags.ifd.slice(1), '--ifd @') : undefined;
    return { level: await tiff.ifd(offset === undefined ? whole(flags.ifd, '--ifd') : { offset }), selection: {} };
  }
  const index = whole(flags.image ?? '0', '--image');
  const image = tiff.images[index];
  if (image === undefined) throw new UsageError(`there is no image ${index}; the file has ${tiff.images.length}`);
  const [c, z, t] = [whole(flags.c ?? '0', '--c'), whole(flags.z ?? '0', '--z'), whole(flags.t ?? '0', '--t')];
  return { level: await image.level(whole(flags.level ?? '0', '--level')), selection: { c, z, t } };
}

async function readPixels(level: Level, selection: PixelOptions, window: string | undefined): Promise<Pixels> {
  if (window === undefined) return await level.plane(selection);
  const parts = window.split(',');
  if (parts.length !== 4) throw new UsageError(`--window takes X,Y,W,H, and not "${window}"`);
  const [x = 0, y = 0, width = 0, height = 0] = parts.map((part) => whole(part, '--window'));
  const rect: Rect = { x, y, width, height };
  return await level.window(rect, selection);
}

function whole(text: string, flag: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new UsageError(`${flag} takes a whole number, and not "${text}"`);
}
