// Skipping work whose inputs did not change: a stamp file keeps their hash beside the result.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './run.mjs';

function* files(path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(full).sort()) yield* files(join(path, name));
}

/** Hash of the contents of files and folders (paths from the root), and of any further text. */
export function hashOf(paths, text = '') {
  const hash = createHash('sha256').update(text);
  for (const path of paths) {
    for (const file of files(path)) hash.update(`${file}\0`).update(readFileSync(join(root, file))).update('\0');
  }
  return hash.digest('hex');
}

/**
 * Does the work unless `stamp` says that it was done for this hash and all results are still there. Work that finds out
 * what else it depends on answers with the hash to keep.
 */
export async function once(stamp, hash, results, work) {
  const path = join(root, stamp);
  const done = existsSync(path) && readFileSync(path, 'utf8') === hash && results.every((file) => existsSync(join(root, file)));
  if (done) return false;
  const found = await work();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, found ?? hash);
  return true;
}
