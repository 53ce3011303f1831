/** This package, as it lies on the disk. */
import { existsSync, readFileSync } from 'node:fs';

/**
 * Address of a file of this package. It is looked for upwards from here: the bundler decides which file the code of this module
 * gets into.
 */
export function inPackage(path: string): URL {
  let folder = new URL('.', import.meta.url);
  // Ends: at the root, the folder above is the same.
  while (!existsSync(new URL('package.json', folder))) {
    const above = new URL('..', folder);
    if (above.href === folder.href) break;
    folder = above;
  }
  return new URL(path, folder);
}

/** The version of this package. */
export function versionOf(): string {
  return (JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as { readonly version: string }).version;
}
