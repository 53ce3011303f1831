import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './failure.js';

/** What happened to an output. */
export type Written = 'written' | 'unchanged';

/**
 * Writes a file: under a temporary name first, then renamed, so that nobody ever sees half of it.
 * The inputs are never written to, and a different file that is there only with `force`.
 */
export function writeOutput(path: string, content: string | Uint8Array, inputs: readonly string[], force: boolean): Written {
  assertNoInput(path, inputs);
  if (existsSync(path)) {
    if (!statSync(path).isFile()) throw new UsageError(`${path} is there already and is not a file`);
    if (readFileSync(path).equals(Buffer.from(content as string))) return 'unchanged';
    if (!force) throw new UsageError(`${path} is there already with other content. Compare with --check, replace with --force`);
  }
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
  return 'written';
}

/** Makes sure, before work that may take long, that its output can be written. */
export function assertWritable(path: string, inputs: readonly string[], force: boolean): void {
  assertNoInput(path, inputs);
  if (existsSync(path)) {
    if (!statSync(path).isFile()) throw new UsageError(`${path} is there already and is not a file`);
    if (!force) throw new UsageError(`${path} is there already; replace it with --force`);
  } else if (!existsSync(dirname(path))) {
    throw new UsageError(`${path} cannot be written: there is no folder ${dirname(path)}`);
  }
}

function assertNoInput(path: string, inputs: readonly string[]): void {
  if (!inputs.some((input) => isSameFile(input, path))) return;
  throw new UsageError(`${path} is the image itself or what goes with it; nothing was written. Choose another name with -o`);
}

/** Whether two paths are one file, through links and on file systems that ignore case. */
function isSameFile(one: string, other: string): boolean {
  if (!existsSync(one) || !existsSync(other)) return false;
  if (realpathSync(one) === realpathSync(other)) return true;
  const [a, b] = [statSync(one, { bigint: true }), statSync(other, { bigint: true })];
  return a.dev === b.dev && a.ino === b.ino && a.ino !== 0n;
}
