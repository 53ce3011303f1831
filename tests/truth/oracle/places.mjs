// Where everything is; nothing of this is in the repository but the sources.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const sources = fileURLToPath(new URL('..', import.meta.url));
export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const build = join(root, 'build', 'truth');
export const viewers = join(build, 'viewers');
export const observedFile = join(build, 'observed.json');

/** Path of a file of an npm package of the viewers. */
export function installed(...parts) {
  return join(viewers, 'node_modules', ...parts);
}
