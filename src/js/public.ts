/** What both entries export beside the functions that need the WebAssembly module. */
export { openStore, type Folder, type StoreInput, type StoreOptions } from './store/open.js';
export type { ListableStore, ListOptions, Store, StoreKey, StoreRange, ZipNotice } from './store/store.js';
export type { CheckInput, CheckLimits, CheckOptions, RuleDocumentation, RuleLevel, ViewerDocumentation } from './check/check.js';
export type { ImageFacts, LevelFacts, TiffFacts } from './check/facts.js';
export type { OffsetsInput } from './check/offsets.js';
export { isAtLeast, reportText, worstVerdict, type Cost, type CostStep, type CostSteps, type Effect, type Finding, type Place, type Report, type Verdict, type ViewerVerdict } from './check/report.js';
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
