import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Source } from '../slim.js';
import { UsageError } from './failure.js';
import { isPattern } from './glob.js';
import { isUrl, URL_SCHEME } from './url.js';

/** An input of the command line: a path or a URL. */
export interface CliInput {
  /** As the user wrote it. */
  readonly text: string;
  /** The name its output is made of. */
  readonly name: string;
  /** Path of a local file; undefined for a URL. */
  readonly path: string | undefined;
  /** What the package reads from. */
  readonly source: Source | string;
  close(): void;
}

/** Whether a path is that of a folder: a Zarr store. */
export function isFolder(text: string): boolean {
  return !isUrl(text) && (statSync(text, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** Opens an input. Files are read without waiting, which is many times faster for reads of a few bytes. */
export function openInput(text: string): CliInput {
  if (isUrl(text)) return { text, name: nameOfUrl(text), path: undefined, source: text, close: () => undefined };
  if (text === '-') throw new UsageError('standard input cannot be read in parts; give the file itself');
  const file = openFile(text);
  return { text, name: basename(text), path: text, source: fileSource(file.descriptor, file.size, basename(text)), close: () => closeSync(file.descriptor) };
}

function openFile(path: string): { descriptor: number; size: number } {
  try {
    const descriptor = openSync(path, 'r');
    const stat = fstatSync(descriptor);
    if (stat.isFile()) return { descriptor, size: stat.size };
    closeSync(descriptor);
    throw new UsageError(stat.isDirectory() ? `${path} is a folder; images in it are meant by '${join(path, '*.ome.tif')}', and Zarr stores are for omescope check and inspect` : `${path} is not a regular file`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be opened: ${reasonOf(error)}${isPattern(path) ? ', and none that the pattern fits' : ''}`);
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'you may not read it',
    EPERM: 'you may not read it',
    EMFILE: 'too many files are open',
  };
  return words[code ?? ''] ?? message;
}

function fileSource(descriptor: number, size: number, name: string): Source {
  return {
    size,
    name,
    reach: 'memory',
    read(offset, length) {
      // Not filled with zeros before: most reads are of a whole tile, and what is not read is cut off.
      const buffer = Buffer.allocUnsafeSlow(length);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, length, offset));
    },
  };
}

function nameOfUrl(url: string): string {
  const path = url.replace(/[?#].*$/s, '').replace(URL_SCHEME, '');
  const last = path.split('/').slice(1).at(-1) ?? '';
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // A stray percent sign stays as it is.
  }
  // The name becomes a file of this folder: nothing in it may lead elsewhere.
  return name.replace(/[/\\\u0000]/g, '_').replace(/^\.+$/, '') || 'image';
}
