import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isUrl } from './url.js';

/**
 * Replaces patterns by the files that they stand for: `*`, `?` and `**` as in a shell, for those that have none. A pattern that
 * stands for nothing stays, and is a file that is not there.
 */
export function expandPatterns(given: readonly string[]): string[] {
  return given.flatMap((input) => {
    const found = isPattern(input) ? expand(input) : [];
    return found.length === 0 ? [input] : found;
  });
}

export function isPattern(input: string): boolean {
  return /[*?]/.test(input) && !isUrl(input) && !existsSync(input);
}

function expand(pattern: string): string[] {
  const parts = pattern.split(sep === '\\' ? /[\\/]/ : '/');
  const found = parts[0] === '' ? walk('/', parts.slice(1)) : walk('', parts);
  return [...new Set(found)].sort();
}

/** Ends: each turn takes a part off the pattern, or goes a folder deeper; links are not followed. */
function walk(folder: string, parts: readonly string[]): string[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [];
  if (part === '**') {
    const below = entriesOf(folder).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    return [...walk(folder, rest.length === 0 ? ['*'] : rest), ...below.flatMap(({ name }) => walk(join(folder, name), parts))];
  }
  if (!/[*?]/.test(part)) {
    const path = join(folder, part);
    return existsSync(path) ? (rest.length === 0 ? [path] : walk(path, rest)) : [];
  }
  const wanted = toRegExp(part);
  const fits = entriesOf(folder).filter(({ name }) => wanted.test(name) && (part.startsWith('.') || !name.startsWith('.')));
  return fits.flatMap((entry) => (rest.length === 0 ? [join(folder, entry.name)] : entry.isDirectory() ? walk(join(folder, entry.name), rest) : []));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Runs of stars are one star: each takes time that multiplies. */
function toRegExp(part: string): RegExp {
  const escaped = part.replace(/\*+/g, '*').replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}
