import { closeSync, existsSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { MendedText } from '../slim.js';
import { UsageError } from './failure.js';

/** What became of a file. */
export interface Rewritten {
  readonly key: string;
  /** Name of the file that has what was there; `undefined` where there was nothing. */
  readonly backup: string | undefined;
}

/** The place of a change on the disk, looked at before anything is written. */
interface Planned {
  readonly change: MendedText;
  readonly file: string;
}

/**
 * Writes texts into the folder of a store, in their order. Each file is complete at any time: it is written beside, brought to
 * the disk, and renamed. What was there stays as `NAME.omescope-backup`.
 *
 * @throws UsageError before anything is written, where a place is not inside of the folder, or has changed since it was read.
 */
export function rewrite(root: string, changes: readonly MendedText[]): Rewritten[] {
  const planned = changes.map((change) => ({ change, file: placeOf(root, change) }));
  return planned.map(rewriteOne);
}

/** Where a text goes, through no link out of the folder. */
function placeOf(root: string, { key, before }: MendedText): string {
  const base = realpathSync(resolve(root));
  const parts = key.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\u0000]/.test(part))) throw new UsageError(`${key} is no key of a store; nothing was written`);
  const folder = realpathSync(join(base, ...parts.slice(0, -1)));
  const named = join(folder, parts.at(-1) ?? '');
  const there = lstatSync(named, { throwIfNoEntry: false });
  const file = there?.isSymbolicLink() === true && existsSync(named) ? realpathSync(named) : named;
  const inside = (path: string): boolean => path === base || path.startsWith(base.endsWith(sep) ? base : base + sep);
  if (!inside(folder) || !inside(file)) throw new UsageError(`${key} is a link that leads out of ${root}; nothing was written`);
  if (there?.isSymbolicLink() === true && file === named) throw new UsageError(`${key} is a link that leads nowhere; nothing was written`);
  if (there !== undefined && !statSync(file).isFile()) throw new UsageError(`${key} is no file; nothing was written`);
  const now = there === undefined ? null : textOf(readFileSync(file));
  if (now !== before && !isUtf16(file)) throw new UsageError(`${key} has changed since it was read; nothing was written. Run it again`);
  return file;
}

/** As the core reads it: bytes that are not UTF-8 are replaced, and a byte order mark stays. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Texts in UTF-16 were read as what they mean; they cannot be compared byte by byte. */
function isUtf16(file: string): boolean {
  if (!existsSync(file)) return false;
  const [first, second] = readFileSync(file);
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function rewriteOne({ change: { key, after }, file }: Planned): Rewritten {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  const there = statSync(file, { throwIfNoEntry: false });
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeThrough(temporary, after, there?.mode);
    const backup = there === undefined ? undefined : backUp(file);
    renameSync(temporary, file);
    sync(dirname(file));
    return { key, backup: backup === undefined ? undefined : basename(backup) };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${key} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function writeThrough(path: string, text: string, mode: number | undefined): void {
  const file = openSync(path, 'wx', mode === undefined ? 0o666 : mode & 0o777);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Keeps what is there under another name; one that is there already is kept as well, unless it says the same. */
function backUp(file: string): string {
  for (let number = 1; ; number += 1) {
    const name = `${file}.omescope-backup${number === 1 ? '' : `-${number}`}`;
    if (!existsSync(name)) {
      keep(file, name);
      return name;
    }
    if (readFileSync(name).equals(readFileSync(file))) return name;
  }
}

/** A second name for the same file, as the first one is about to be given to another; a copy where there are no such names. */
function keep(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    const copy = openSync(name, 'wx');
    try {
      const bytes = readFileSync(file);
      for (let at = 0; at < bytes.length; ) at += writeSync(copy, bytes, at);
      fsyncSync(copy);
    } finally {
      closeSync(copy);
    }
  }
}

/** Brings the new name to the disk; not every system can. */
function sync(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The file itself is on the disk; its name follows.
  }
}
