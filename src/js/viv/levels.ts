import type { Size } from './stored.js';

/** A resolution as viewers want it: half of the one before. `scale`: pixels of the stored one in x and y that each of its stands for. */
export interface HalvedLevel extends Size {
  /** Which of the stored resolutions it is read from. */
  readonly from: number;
  readonly scale: { readonly x: number; readonly y: number } | undefined;
}

/** Largest picture that is shown whole: viewers refuse more, or the graphics card does. */
const LARGEST_WHOLE = 2048;

/**
 * Resolutions of which each is half of the one before, down to the smallest that is stored, and on where that is too large to
 * be shown whole. Those that are stored are taken as they are; others are made of the next larger one.
 */
export function halvings(stored: readonly Size[], interleaved: boolean): HalvedLevel[] {
  const [base] = stored;
  if (base === undefined) return [];
  const levels: HalvedLevel[] = [{ width: base.width, height: base.height, from: 0, scale: undefined }];
  let taken = 0;
  for (let factor = 2; ; factor *= 2) {
    const size = { width: Math.ceil(base.width / factor), height: Math.ceil(base.height / factor) };
    const before = levels.at(-1) ?? base;
    const same = stored.findIndex((level, index) => index > taken && isClose(level.width, base.width / factor) && isClose(level.height, base.height / factor));
    const smaller = stored.some((level) => level.width < size.width || level.height < size.height);
    if (same < 1 && !smaller && Math.max(before.width, before.height) <= LARGEST_WHOLE) break;
    // The smallest that is still larger.
    const from = same > 0 ? same : stored.findLastIndex((level) => level.width >= size.width && level.height >= size.height);
    const source = stored[from] ?? base;
    taken = Math.max(taken, same);
    if (same > 0) levels.push({ width: source.width, height: source.height, from, scale: undefined });
    else levels.push({ ...size, from: Math.max(from, 0), scale: { x: (factor * source.width) / base.width, y: (factor * source.height) / base.height } });
  }
  // Viv takes a picture of three or four columns for one of three or four samples.
  const mistaken = levels.findIndex(({ width }, index) => index > 0 && !interleaved && (width === 3 || width === 4));
  return mistaken < 0 ? levels : levels.slice(0, mistaken);
}

/** Whether a picture is another one divided by two, so many times. */
export function isHalved(size: Size, base: Size, times: number): boolean {
  return isClose(size.width, base.width / 2 ** times) && isClose(size.height, base.height / 2 ** times);
}

/** Rounded down or up, at any of the steps. */
function isClose(size: number, expected: number): boolean {
  return Math.abs(size - expected) < 1 || size === Math.max(1, Math.floor(expected));
}

/** Whether a picture may be another one made smaller: both sides by the same factor, but for rounding. */
export function isReduction(size: Size, of: Size): boolean {
  if (size.width > of.width || size.height > of.height || (size.width === of.width && size.height === of.height)) return false;
  const factor = Math.sqrt((of.width * of.height) / (size.width * size.height));
  return Math.abs(size.width - of.width / factor) <= 1 && Math.abs(size.height - of.height / factor) <= 1;
}

/** Whether a picture that is said to be another one made smaller can be that: its sides are nearly in the same proportion. */
export function isSmaller(size: Size, than: Size): boolean {
  const [across, down] = [than.width / size.width, than.height / size.height];
  return across >= 1 && down >= 1 && across * down > 1 && (isReduction(size, than) || Math.abs(Math.log(across / down)) < 0.1);
}

const SMALLEST_TILE = 256;
const LARGEST_TILE = 1024;
/** Tiles of what is stored in strips. */
const OF_STRIPS = 512;

/** The side of the square tiles that a viewer asks for: a power of two near to what is stored. */
export function tileSizeOf({ tiled, blockWidth, blockHeight }: { readonly tiled: boolean; readonly blockWidth: number; readonly blockHeight: number }): number {
  if (!tiled) return OF_STRIPS;
  const side = 2 ** Math.floor(Math.log2(Math.min(blockWidth, blockHeight)));
  return Math.min(Math.max(side, SMALLEST_TILE), LARGEST_TILE);
}
