/** What all entries export beside the functions that need a WebAssembly module. */
export { OmescopeError, type At, type ErrorCode, type ErrorDetails } from './errors.js';
export type { Progress } from './drive.js';
export type { HttpLimits } from './http/source.js';
export { openSource, type Input, type SourceLimits, type SourceOptions } from './input.js';
export { checkOffsetsFile, offsetsFileName, offsetsFileText, type OffsetsVerdict } from './offsets-file.js';
export type { Limits, Options } from './read.js';
export type { Note, Reach, ReadOptions, Source } from './source.js';
export type { Samples } from './tiff/decode.js';
export type { PixelOptions, Pixels, Rect, Selection } from './tiff/level.js';
export type { Level, OpenOptions, Tiff, TiffImage } from './tiff/open.js';
export type { SampleType, TileSpec } from './tiff/storage.js';
export type { Defect, Ifd, Layout, Named, TiffStructure } from './structure.js';
