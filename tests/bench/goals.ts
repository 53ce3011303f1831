/** What tile decoding is to reach in Chromium on tiles of 512 x 512, as multiples of others in the same run. */

export interface Goal {
  /** How often as fast as geotiff.js 3.0.5. */
  readonly geotiff?: number;
  /** Part of the speed of the native decoder. */
  readonly native?: number;
  /** How often as fast as something else that browsers have. */
  readonly other?: readonly [name: string, times: number];
}

/** Of tiles without predictor, which that package does not undo. */
const lzw = (geotiff: number, native = 2.3): Goal => ({ geotiff, native, other: ['@developmentseed/lzw 0.2.2', 6] });
const predicted = (geotiff: number): Goal => ({ geotiff, native: 2.3 });
const jpeg = (geotiff: number): Goal => ({ geotiff, native: 0.75, other: ['createImageBitmap + getImageData', 2] });
const zstd: Goal = { geotiff: 1.4, native: 0.55 };

/** By the name of the tile without its size. */
export const GOALS: Readonly<Record<string, Goal>> = {
  'LZW, noisy uint16': lzw(25),
  'LZW predictor 2, noisy uint16': predicted(25),
  'LZW, H&E-like RGB': lzw(20),
  'LZW predictor 2, H&E-like RGB': predicted(20),
  'LZW, float32': lzw(20),
  'LZW predictor 3, float32': predicted(20),
  'LZW, label mask uint16': lzw(30, 1.8),
  'LZW, sparse uint16': lzw(25, 3),
  'Deflate, noisy uint16': { geotiff: 4, native: 0.72, other: ['DecompressionStream', 4] },
  'Deflate predictor 2, noisy uint16': { geotiff: 4, native: 0.72 },
  'Deflate predictor 2, H&E-like RGB': { geotiff: 3.5, native: 0.72 },
  'Deflate predictor 3, float32': { geotiff: 6, native: 0.7 },
  'Deflate, label mask uint16': { geotiff: 12, native: 0.5 },
  'PackBits, label mask uint16': { geotiff: 24, native: 0.6 },
  'PackBits, H&E-like RGB': { geotiff: 24, native: 0.6 },
  'JPEG 4:2:0 quality 75, H&E-like RGB': jpeg(11),
  'JPEG 4:4:4 quality 90, H&E-like RGB': jpeg(11),
  'JPEG gray quality 85, gray uint8': jpeg(12),
  'LERC lossless, noisy uint16': { geotiff: 6, native: 0.7 },
  'LERC lossy, float32': { geotiff: 8, native: 0.75 },
  'LERC stored raw, float32': { geotiff: 3 },
  'LERC Huffman, gray uint8': { geotiff: 3 },
  'LERC v6 lossless, float32': { native: 0.9 },
  'LERC+Deflate, noisy uint16': { geotiff: 5 },
  'LERC+Zstd, noisy uint16': { geotiff: 5 },
  'Zstd, noisy uint16': zstd,
  'Zstd, H&E-like RGB': zstd,
  'Zstd, label mask uint16': zstd,
  'Zstd, sparse uint16': zstd,
  'Zstd, float32': zstd,
};

/** Least speed of a predictor alone, in bytes a second, and the largest part of a tile's time it may take. */
export const PREDICTOR = { speed: 6e9, part: 0.08 } as const;
