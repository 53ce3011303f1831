import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { UsageError } from './failure.js';
import { isUrl } from './input.js';

/** Inputs with patterns replaced by the files that they stand for: `*`, `?` and `**` as in a shell, for those that have none. */
export function expandInputs(inputs: readonly string[]): string[] {
  return inputs.flatMap((input) => {
    if (isUrl(input) || !/[*?]/.test(input) || existsSync(input)) return [input];
    const found = expand(input).sort();
    if (found.length === 0) throw new UsageError(`no file is called ${input}`);
    return found;
  });
}

function expand(pattern: string): string[] {
  const parts = pattern.split(sep === '\\' ? /[\\/]/ : '/');
  const absolute = parts[0] === '';
  return absolute ? walk('/', parts.slice(1)) : walk('', parts);
}

/** Ends: each turn takes a part off the pattern, or goes a folder deeper; links are not followed. */
function walk(folder: string, parts: readonly string[]): string[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [];
  if (part === '**') {
    const below = entriesOf(folder).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    return [...walk(folder, rest), ...below.flatMap(({ name }) => walk(join(folder, name), parts))];
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

function toRegExp(part: string): RegExp {
  const escaped = part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}
