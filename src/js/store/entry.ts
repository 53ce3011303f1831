import { absentOrThrow, storeOfFiles } from './blob.js';
import { partsOf, type ListableStore } from './store.js';

/**
 * A folder that was dropped on a page (`webkitGetAsEntry`) as a store. Nothing is listed unless it is asked for: a file is found
 * by its path at once, however many there are.
 */
export function entryStore(root: FileSystemDirectoryEntry): ListableStore {
  /** Files that were found. A second look costs as much as the first, and much is looked at twice: size, then content. */
  const files = new Map<string, Promise<File | undefined>>();

  function fileAt(key: string): Promise<File | undefined> {
    const path = partsOf(key).join('/');
    if (path === '') return Promise.resolve(undefined);
    let found = files.get(path);
    if (found === undefined) {
      if (files.size >= MOST_FILES) files.clear();
      found = fileOf(root, path);
      files.set(path, found);
    }
    return found;
  }

  return storeOfFiles(root.name, {
    fileAt,
    async names(path, { signal, onNames } = {}) {
      const folder = await folderOf(root, partsOf(path).join('/'));
      if (folder === undefined) return [];
      const reader = folder.createReader();
      const names: string[] = [];
      // Ends: the reader gives no entries when it has given all.
      for (;;) {
        signal?.throwIfAborted();
        const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (entries.length === 0) return names;
        for (const { name } of entries) names.push(name);
        onNames?.(names.length);
      }
    },
  });
}

/** Files that are kept; they are small, their content is not read. */
const MOST_FILES = 20_000;

async function fileOf(root: FileSystemDirectoryEntry, path: string): Promise<File | undefined> {
  try {
    const entry = await new Promise<FileSystemEntry>((resolve, reject) => root.getFile(path, {}, resolve, reject));
    return await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
  } catch (error) {
    return absentOrThrow(error);
  }
}

async function folderOf(root: FileSystemDirectoryEntry, path: string): Promise<FileSystemDirectoryEntry | undefined> {
  if (path === '') return root;
  try {
    const entry = await new Promise<FileSystemEntry>((resolve, reject) => root.getDirectory(path, {}, resolve, reject));
    return entry as FileSystemDirectoryEntry;
  } catch (error) {
    return absentOrThrow(error);
  }
}
