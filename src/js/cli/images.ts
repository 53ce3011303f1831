import { existsSync, readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { isFolder } from './input.js';

/** Folders below the one that is named, and things that are found, at most: a slip (`/`) is not to run for hours. */
const DEEPEST = 4;
const MOST = 10_000;

/** What a Zarr store has in its root. */
const MARKS = ['zarr.json', '.zgroup', '.zattrs', '.zarray', '.zmetadata'];
const IMAGE = /\.(tiff?|tf[28]|btf|ozx|zarr\.zip)$/i;

/** The images and stores in a folder. */
export interface Found {
  readonly inputs: readonly string[];
  /** Whether there are more than are told, or folders that are deeper. */
  readonly more: boolean;
}

/** Whether a folder is a Zarr store, by what is in it or by its name. */
export function isStoreFolder(path: string): boolean {
  return /\.zarr[/\\]*$/i.test(path) || MARKS.some((name) => existsSync(join(path, name)));
}

/** Whether a path is that of a folder without a Zarr store. */
export function isPlainFolder(path: string): boolean {
  return isFolder(path) && !isStoreFolder(path);
}

/** The images and stores in a folder and those below it, by name. */
export function findImages(folder: string): Found {
  const inputs: string[] = [];
  let more = false;
  /** Ends: links are not followed, and folders are as deep as `DEEPEST` at most. */
  const walk = (at: string, depth: number): void => {
    for (const entry of entriesOf(at)) {
      if (inputs.length >= MOST) {
        more = true;
        return;
      }
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        if (isStoreFolder(path)) inputs.push(path);
        else if (depth < DEEPEST) walk(path, depth + 1);
        else more = true;
      } else if (IMAGE.test(entry.name)) inputs.push(path);
    }
  };
  walk(folder, 0);
  return { inputs, more };
}

/** What is hidden is left out, and a folder that may not be read has nothing in it. */
function entriesOf(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
