// Writes the stores of all cases to build/truth-zarr/stores/<case>/: `node --import ./oracle/register.mjs generate.mjs`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileNameOf } from './cases/index.mjs';
import { build } from './setup.mjs';

export const storesFolder = join(build, 'stores');

/** The finished store of a case. */
export async function prepared(one) {
  const store = await (await one.build()).finish();
  return store;
}

/** Where the store of a case is on disk: a folder, or the archive itself. */
export function placeOf(one) {
  return join(storesFolder, one.id, fileNameOf(one));
}

/** Hash of all keys and bytes of a store. */
export function hashOfStore({ files, served }) {
  const hash = createHash('sha256');
  for (const [key, bytes] of [...(served ?? files)].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${key}\0${bytes.length}\0`).update(bytes);
  return hash.digest('hex');
}

/** Writes a store where it is missing or has changed. */
export function writeStore(one, store, hash) {
  const folder = join(storesFolder, one.id);
  const stamp = join(storesFolder, `${one.id}.stamp`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  rmSync(folder, { recursive: true, force: true });
  const place = placeOf(one);
  for (const [key, bytes] of store.served ?? store.files) {
    const file = key === '' ? place : join(place, key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  writeFileSync(stamp, hash);
}
