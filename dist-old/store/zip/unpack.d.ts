import type { ReadOptions, Source } from '../../source.js';
import { type ZipDirectory, type ZipEntry } from './directory.js';
/** The content of a file, or a part of it where it is stored as it is. */
export declare function contentOf(source: Source, directory: ZipDirectory, name: string, entry: ZipEntry, part: readonly [number, number], options: ReadOptions): Promise<Uint8Array>;
