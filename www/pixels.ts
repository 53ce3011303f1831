/** How pixels are stored, in words. */
import type { Layout, Named } from 'omescope/slim';
import { counted, countText } from './words.js';

/** `1,024 × 768` */
export function sizeText(width: number | null, height: number | null): string {
  return `${width === null ? '?' : countText(width)} × ${height === null ? '?' : countText(height)}`;
}

/** `12 tiles of 256 × 256`, `4 strips of 7 rows` */
export function layoutText(layout: Layout | null): string {
  if (layout === null) return 'no tiles or strips';
  if (layout.kind === 'tiles') return `${counted(layout.count, 'tile')} of ${layout.width} × ${layout.height}`;
  return layout.count === 1 ? '1 strip' : `${counted(layout.count, 'strip')} of ${counted(layout.rowsPerStrip, 'row')}`;
}

/** `Deflate, horizontal predictor` */
export function compressionText({ compression, predictor }: { readonly compression: Named; readonly predictor: Named }): string {
  return namedText(compression) + (predictor.code === 1 ? '' : `, ${namedText(predictor)} predictor`);
}

export function namedText({ code, name }: Named): string {
  return name ?? `code ${code}`;
}

interface Samples {
  readonly bitsPerSample: readonly number[];
  readonly sampleFormat: readonly number[];
  readonly samplesPerPixel: number;
}

const KINDS: Record<number, string> = { 1: 'uint', 2: 'int', 3: 'float', 4: 'undefined', 5: 'complex int', 6: 'complex' };

/** `uint16`, `3 × uint8` */
export function valueText({ bitsPerSample, sampleFormat, samplesPerPixel }: Samples): string {
  const types = bitsPerSample.map((bits, sample) => `${KINDS[sampleFormat[sample] ?? sampleFormat[0] ?? 1] ?? 'unknown'}${bits}`);
  const kinds = [...new Set(types)];
  const type = kinds.length > 1 ? types.slice(0, 8).join('/') : (kinds[0] ?? '?');
  return samplesPerPixel === 1 ? type : `${countText(samplesPerPixel)} × ${type}`;
}
