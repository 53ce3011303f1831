import { readFileSync } from 'node:fs';
import { UsageError } from './failure.js';

/** The inputs that a file lists, or standard input (`-`): a path or address a line, or a line of `--format ndjson`. */
export function readList(path: string): string[] {
  const text = textOf(path);
  // As `find -print0` writes it, for names with line breaks.
  const lines = text.includes('\0') ? text.split('\0') : text.split(/\r?\n/);
  const inputs = lines.flatMap((line, index) => inputIn(line, `${path === '-' ? 'standard input' : path}, line ${index + 1}`));
  if (inputs.length === 0) throw new UsageError(`${path === '-' ? 'standard input' : path} lists no input`);
  return inputs;
}

function textOf(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new UsageError(`--from ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function inputIn(line: string, where: string): string[] {
  if (line.trim() === '') return [];
  if (!line.trimStart().startsWith('{')) return [line];
  const given = givenIn(line);
  if (given !== undefined) return [given];
  throw new UsageError(`${where}: this is neither a path nor JSON with the path as "given" or "input"; a path that begins with a brace is meant by ./{`);
}

/** The input that a line of `--format ndjson` is about, as it was given. */
export function givenIn(line: string): string | undefined {
  try {
    const { given, input } = JSON.parse(line) as { readonly given?: unknown; readonly input?: unknown };
    return [given, input].find((name) => typeof name === 'string');
  } catch {
    return undefined;
  }
}
