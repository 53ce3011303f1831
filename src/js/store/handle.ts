import { absentOrThrow, storeOfFiles } from './blob.js';
import { partsOf, type ListableStore } from './store.js';

/** A folder that a page was given a handle of (`showDirectoryPicker`, the origin's private file system) as a store. */
export function handleStore(root: FileSystemDirectoryHandle): ListableStore {
  /** Folders on the way to files: each step down costs about as much as reading a small file. */
  const folders = new Map<string, Promise<FileSystemDirectoryHandle | undefined>>([['', Promise.resolve(root)]]);

  function folderAt(parts: readonly string[]): Promise<FileSystemDirectoryHandle | undefined> {
    const path = parts.join('/');
    let found = folders.get(path);
    if (found === undefined) {
      if (folders.size >= MOST_FOLDERS) for (const known of folders.keys()) if (known !== '') folders.delete(known);
      found = step(folderAt(parts.slice(0, -1)), parts.at(-1) ?? '');
      folders.set(path, found);
    }
    return found;
  }

  async function step(above: Promise<FileSystemDirectoryHandle | undefined>, name: string): Promise<FileSystemDirectoryHandle | undefined> {
    try {
      return await (await above)?.getDirectoryHandle(name);
    } catch (error) {
      return absentOrThrow(error);
    }
  }

  async function fileAt(key: string): Promise<File | undefined> {
    const parts = partsOf(key);
    const name = parts.pop();
    if (name === undefined) return undefined;
    try {
      const folder = await folderAt(parts);
      return await (await folder?.getFileHandle(name))?.getFile();
    } catch (error) {
      return absentOrThrow(error);
    }
  }

  return storeOfFiles(root.name, {
    fileAt,
    async names(path, { signal, onNames } = {}) {
      const folder = await folderAt(partsOf(path));
      const names: string[] = [];
      if (folder === undefined) return names;
      for await (const name of folder.keys()) {
        names.push(name);
        if (names.length % 256 !== 0) continue;
        signal?.throwIfAborted();
        onNames?.(names.length);
      }
      return names;
    },
  });
}

const MOST_FOLDERS = 10_000;
