import { open, readFile, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { OmescopeError, type ListableStore } from '../slim.js';

/** A folder as a Zarr store. Nothing outside of it is read: links that lead out are not followed. */
export function folderStore(path: string): ListableStore {
  const root = realpath(resolve(path));
  return {
    name: basename(resolve(path)),
    async get(key) {
      const file = await inside(root, key);
      return file === undefined ? undefined : await readFile(file).catch(absent);
    },
    async getRange(key, range) {
      const file = await inside(root, key);
      if (file === undefined) return undefined;
      const [offset, length] = 'offset' in range ? [range.offset, range.length] : [Math.max(0, (await stat(file)).size - range.suffixLength), range.suffixLength];
      return await readPart(file, offset, length).catch(absent);
    },
    async sizeOf(key) {
      const file = await inside(root, key);
      const found = file === undefined ? undefined : await stat(file).catch(absent);
      return found?.isFile() ? found.size : undefined;
    },
    async names(folder, { signal, onNames } = {}) {
      const at = await inside(root, folder);
      const names = at === undefined ? [] : ((await readdir(at).catch(absent)) ?? []);
      signal?.throwIfAborted();
      onNames?.(names.length);
      return names;
    },
  };
}

async function readPart(file: string, start: number, length: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    // No more is held than there is.
    const room = Math.max(0, Math.min(length, (await handle.stat()).size - start));
    const { bytesRead, buffer } = await handle.read(new Uint8Array(room), 0, room, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Where a key is on the disk; `undefined` where there is nothing. */
async function inside(root: Promise<string>, key: string): Promise<string | undefined> {
  const parts = key.split('/').slice(1);
  if (parts.some((part) => part === '..' || /[\\\u0000]/.test(part))) throw new OmescopeError('store-denied', `${key} is no key of a store`);
  const base = await root;
  const found = await realpath(join(base, ...parts)).catch(absent);
  if (found === undefined || found === base || found.startsWith(base.endsWith(sep) ? base : base + sep)) return found;
  throw new OmescopeError('store-denied', `${key} leads out of the store`);
}

/** What is no file or folder is not there; any other failure is one. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG'].includes(error.code ?? '')) return undefined;
  if (['EACCES', 'EPERM'].includes(error.code ?? '')) throw new OmescopeError('store-denied', 'you may not read it', { cause: error });
  throw error;
}
