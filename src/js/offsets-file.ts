/** `offsets.json`: the file's name, its text, and whether an existing one still fits. */

const TIFF_EXTENSION = /(\.ome)?\.(tiff?|tf[28]|btf)$/i;
/** Other extensions that stand for a format: a letter first, so that the date in `scan.2024` stays. */
const OTHER_EXTENSION = /\.[a-z][a-z0-9]{0,6}$/i;

/** The name viewers look for: `X.offsets.json` for `X.ome.tif`, `X.TIF`, `X.btf` or any other `X.ext`. */
export function offsetsFileName(imageName: string): string {
  const base = imageName.split(/[\\/]/).at(-1) ?? '';
  const stem = TIFF_EXTENSION.test(base) ? base.replace(TIFF_EXTENSION, '') : base.replace(OTHER_EXTENSION, '');
  return stem === '' ? 'offsets.json' : `${stem}.offsets.json`;
}

/** The text of an `offsets.json`. */
export function offsetsFileText(offsets: readonly number[]): string {
  return `${JSON.stringify(offsets)}\n`;
}

/** How an existing `offsets.json` compares with the file it is for. */
export type OffsetsVerdict =
  | { readonly verdict: 'equal'; readonly what: string }
  | {
      readonly verdict: 'stale' | 'wrong-length' | 'not-offsets';
      readonly what: string;
      /** The first entry that differs, where entries can be compared. */
      readonly index?: number;
    };

/** Compares the text of an existing `offsets.json` with the offsets that a fresh walk found. */
export function checkOffsetsFile(text: string, offsets: readonly number[]): OffsetsVerdict {
  const found = parseOffsets(text);
  if (typeof found === 'string') return { verdict: 'not-offsets', what: found };
  const index = offsets.findIndex((offset, at) => at < found.length && found[at] !== offset);
  if (index >= 0) {
    const what = `entry ${index} is ${found[index]}, but IFD ${index} of the image is at byte ${offsets[index]}: it was made for another version of the image`;
    return { verdict: 'stale', what, index };
  }
  if (found.length !== offsets.length) {
    const what = `it has ${entries(found.length)}, but the image has ${offsets.length} IFDs`;
    return { verdict: 'wrong-length', what, index: Math.min(found.length, offsets.length) };
  }
  return { verdict: 'equal', what: `all ${entries(offsets.length)} are right` };
}

function entries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}

/** The offsets, or why the text has none. */
function parseOffsets(text: string): number[] | string {
  let value: unknown;
  try {
    // A byte order mark is legal in no JSON text, and yet editors write it; viewers fail on it.
    value = JSON.parse(text);
  } catch (error) {
    const html = /^\s*</.test(text) ? 'it looks like a web page; ' : '';
    return `it is not JSON: ${html}${error instanceof Error ? error.message : 'it cannot be parsed'}`;
  }
  if (!Array.isArray(value)) return `it is ${value === null ? 'null' : `a JSON ${typeof value}`}, and not an array`;
  const wrong = value.findIndex((entry) => !Number.isSafeInteger(entry) || entry < 0);
  if (wrong >= 0) return `entry ${wrong} is ${JSON.stringify(value[wrong])}, and not a whole number from 0 to 2^53 - 1`;
  return value;
}
