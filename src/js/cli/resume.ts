import { closeSync, existsSync, ftruncateSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Report } from '../slim.js';
import type { Task } from './check-flags.js';
import { EXIT, exitOf, UsageError, type Exit } from './failure.js';
import { exitOfReport } from './look.js';
import type { Failure } from './outcome.js';

/** What an earlier run left in a file of ndjson. */
export interface Earlier {
  /** How often each input is in it. */
  readonly done: ReadonlyMap<string, number>;
  readonly lines: number;
  /** The worst exit code of what is in it. */
  readonly exit: Exit;
}

type Line = { readonly given: string } & ({ readonly report: number } | { readonly error: Failure });

/**
 * Reads what is done, and cuts off a last line that is not whole: the run that wrote it was ended in it. Anything else that is
 * no line of a run is refused, so that no other file is added to.
 */
export function readEarlier(path: string, failOn: Task['failOn'], version: string): Earlier {
  const done = new Map<string, number>();
  let [lines, exit, whole] = [0, EXIT.ok as Exit, 0];
  if (!existsSync(path)) {
    if (!existsSync(dirname(path))) throw new UsageError(`${path} cannot be written: there is no folder ${dirname(path)}`);
    return { done, lines, exit };
  }
  if (!statSync(path).isFile()) throw new UsageError(`${path} is there already and is not a file`);
  const file = openSync(path, 'r+');
  try {
    let broken: number | undefined;
    for (const { text, end } of linesOf(file)) {
      if (broken !== undefined) throw new UsageError(`${path}, line ${broken}, is no line of omescope --resume; nothing was added to it`);
      const line = parse(text);
      if (line === undefined) {
        // As the last line, it is one that a full disk or a loss of power spoilt.
        broken = lines + 1;
        continue;
      }
      assertVersion(path, line, version);
      done.set(line.given, (done.get(line.given) ?? 0) + 1);
      [lines, whole] = [lines + 1, end];
      const own = 'error' in line ? exitOf(line.error) : exitOfReport(line as unknown as Report, failOn);
      if (own > exit) exit = own;
    }
    if (lines === 0 && broken !== undefined) throw new UsageError(`${path} is there already, and has no line of omescope --resume in it; nothing was added to it`);
    ftruncateSync(file, whole);
    return { done, lines, exit };
  } finally {
    closeSync(file);
  }
}

/** The inputs that are still to be looked at. One that is listed twice is done when it is there twice. */
export function leftOf(inputs: readonly string[], { done }: Earlier): string[] {
  const seen = new Map(done);
  return inputs.filter((input) => {
    const count = seen.get(input) ?? 0;
    if (count > 0) seen.set(input, count - 1);
    return count === 0;
  });
}

function parse(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line;
    return typeof line.given === 'string' && ('error' in line || line.report === 1) ? line : undefined;
  } catch {
    return undefined;
  }
}

/** Reports of two releases in one file would be compared as if they were of one. */
function assertVersion(path: string, line: Line, version: string): void {
  const { omescope } = line as { readonly omescope?: string };
  if (omescope === undefined || omescope === version) return;
  throw new UsageError(`${path} was begun by omescope ${omescope}, and this is ${version}; choose another file, or finish it with that one`);
}

/** The lines that end in a line feed, with the place behind them. The file may be too long for one text. */
function* linesOf(file: number): Generator<{ text: string; end: number }> {
  const block = Buffer.alloc(1 << 20);
  let [rest, at] = [Buffer.alloc(0), 0];
  // Ends: each turn reads on, up to the end of the file.
  for (let count = readSync(file, block, 0, block.length, at); count > 0; count = readSync(file, block, 0, block.length, at)) {
    const bytes = Buffer.concat([rest, block.subarray(0, count)]);
    const start = at - rest.length;
    let from = 0;
    for (let feed = bytes.indexOf(10, from); feed >= 0; feed = bytes.indexOf(10, from)) {
      yield { text: bytes.toString('utf8', from, feed), end: start + feed + 1 };
      from = feed + 1;
    }
    rest = bytes.subarray(from);
    at += count;
  }
}
