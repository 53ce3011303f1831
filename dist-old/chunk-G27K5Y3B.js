import {
  OmescopeError
} from "./chunk-YLBTSYZT.js";

// src/js/cli/folder.ts
import { open, readFile, readdir, realpath, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
function folderStore(path) {
  const root = realpath(resolve(path));
  return {
    name: basename(resolve(path)),
    async get(key) {
      const file = await inside(root, key);
      return file === void 0 ? void 0 : await readFile(file).catch(absent);
    },
    async getRange(key, range) {
      const file = await inside(root, key);
      if (file === void 0) return void 0;
      const [offset, length] = "offset" in range ? [range.offset, range.length] : [Math.max(0, (await stat(file)).size - range.suffixLength), range.suffixLength];
      return await readPart(file, offset, length).catch(absent);
    },
    async sizeOf(key) {
      const file = await inside(root, key);
      const found = file === void 0 ? void 0 : await stat(file).catch(absent);
      return found?.isFile() ? found.size : void 0;
    },
    async names(folder, { signal, onNames } = {}) {
      const at = await inside(root, folder);
      const names = at === void 0 ? [] : await readdir(at).catch(absent) ?? [];
      signal?.throwIfAborted();
      onNames?.(names.length);
      return names;
    }
  };
}
async function readPart(file, start, length) {
  const handle = await open(file);
  try {
    const room = Math.max(0, Math.min(length, (await handle.stat()).size - start));
    const { bytesRead, buffer } = await handle.read(new Uint8Array(room), 0, room, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
async function inside(root, key) {
  const parts = key.split("/").slice(1);
  if (parts.some((part) => part === ".." || /[\\\u0000]/.test(part))) throw new OmescopeError("store-denied", `${key} is no key of a store`);
  const base = await root;
  const found = await realpath(join(base, ...parts)).catch(absent);
  if (found === void 0 || found === base || found.startsWith(base.endsWith(sep) ? base : base + sep)) return found;
  throw new OmescopeError("store-denied", `${key} leads out of the store`);
}
function absent(error) {
  if (["ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "ENAMETOOLONG"].includes(error.code ?? "")) return void 0;
  if (["EACCES", "EPERM"].includes(error.code ?? "")) throw new OmescopeError("store-denied", "you may not read it", { cause: error });
  throw error;
}

export {
  folderStore
};
