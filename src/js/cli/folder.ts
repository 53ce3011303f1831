import { open, readFile, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { OmescopeError, type Store } from '../index.js';

/** A folder as a Zarr store. Nothing outside of it is read: links that lead out are not followed. */
export function folderStore(path: string): Store {
  const root = realpath(resolve(path));
  return {
    name: basename(resolve(path)),
    async get(key) {
      const file = await inside(root, key);
      return file === undefined ? undefined : await readFile(file).catch(absent);
    },
    async getRange(key, { start, len }) {
      const file = await inside(root, key);
      return file === undefined ? undefined : await readPart(file, start, len).catch(absent);
    },
    async size(key) {
      const file = await inside(root, key);
      const found = file === undefined ? undefined : await stat(file).catch(absent);
      return found?.isFile() ? found.size : undefined;
    },
    async names(folder) {
      const at = folder === '' ? await root : await inside(root, folder);
      return at === undefined ? [] : ((await readdir(at).catch(absent)) ?? []);
    },
  };
}

async function readPart(file: string, start: number, len: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(len), 0, len, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Where a key is on the disk; `undefined` where there is nothing. */
async function inside(root: Promise<string>, key: string): Promise<string | undefined> {
  const base = await root;
  const found = await realpath(join(base, ...key.split('/'))).catch(absent);
  if (found === undefined || found === base || found.startsWith(base + sep)) return found;
  throw new OmescopeError('store-denied', `${key} leads out of the store`);
}

/** What is no file or folder is not there; any other failure is one. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG'].includes(error.code ?? '')) return undefined;
  throw error;
}
