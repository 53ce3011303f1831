import { readFileSync } from 'node:fs';
import { UsageError } from './failure.js';
import { expandPatterns, isPattern } from './glob.js';
import { findImages, isPlainFolder } from './images.js';
import { counted } from './progress.js';

/** The inputs of a check. */
export interface Inputs {
  readonly inputs: readonly string[];
  /** Whether there may be more than one: several words, a pattern, a folder or a list, however many files it stands for. */
  readonly several: boolean;
  /** What is to be told of how they were found. */
  readonly remarks: readonly string[];
}

interface From {
  readonly from?: string | undefined;
  readonly path?: string | undefined;
}

/** What is to be looked at: patterns and folders stand for what is in them, and a list for what it lists, as it is written there. */
export function inputsOf(given: readonly string[], { from, path }: From): Inputs {
  const remarks: string[] = [];
  // With a path in it, it is meant as a store.
  const named = expandPatterns(given).flatMap((input) => (path === undefined && isPlainFolder(input) ? imagesIn(input, remarks) : [input]));
  const inputs = from === undefined ? named : [...named, ...readList(from)];
  if (inputs.length === 0) throw new UsageError('omescope check needs a file, a folder or a URL; omescope --help has examples');
  return { inputs, several: given.length > 1 || from !== undefined || remarks.length > 0 || given.some(isPattern), remarks };
}

function imagesIn(folder: string, remarks: string[]): readonly string[] {
  const { inputs, more } = findImages(folder);
  if (inputs.length === 0) throw new UsageError(`${folder} is a folder without a Zarr store, and there is no image and no store in it${more ? ' as far as was looked: four folders deep' : ''}`);
  const left = more ? '; what is more than four folders deep, or beyond 10,000, is left out' : '';
  remarks.push(`${folder} is a folder: ${counted(inputs.length, 'image or store').replace('image or stores', 'images and stores')} in it${left}`);
  return inputs;
}

/** The inputs that a file lists, or standard input (`-`): a path or address a line, or a line of `--format ndjson`. */
export function readList(path: string): string[] {
  const text = textOf(path);
  // As `find -print0` writes it, for names with line breaks.
  const lines = text.includes('\0') ? text.split('\0') : text.split(/\r?\n/);
  const inputs = lines.flatMap((line, index) => inputIn(line, `${path === '-' ? 'standard input' : path}, line ${index + 1}`));
  if (inputs.length === 0) throw new UsageError(`${path === '-' ? 'standard input' : path} lists no input`);
  return inputs;
}

function textOf(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new UsageError(`--from ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function inputIn(line: string, where: string): string[] {
  if (line.trim() === '') return [];
  if (!line.trimStart().startsWith('{')) return [line];
  const given = givenIn(line);
  if (given !== undefined) return [given];
  throw new UsageError(`${where}: this is neither a path nor JSON with the path as "given" or "input"; a path that begins with a brace is meant by ./{`);
}

/** The input that a line of `--format ndjson` is about, as it was given. */
export function givenIn(line: string): string | undefined {
  try {
    const { given, input } = JSON.parse(line) as { readonly given?: unknown; readonly input?: unknown };
    return [given, input].find((name) => typeof name === 'string');
  } catch {
    return undefined;
  }
}
