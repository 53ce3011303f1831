import { census, check, findStore, isAtLeast, isSuspicious, worstVerdict, type CheckOptions, type Effect, type ListableStore, type Options, type Report, type Verdict } from '../slim.js';
import { offsetsBeside } from './beside.js';
import type { Task } from './check-flags.js';
import { EXIT, tellFailure, UsageError, type Exit } from './failure.js';
import { folderStore } from './folder.js';
import { isPlainFolder } from './images.js';
import { isFolder, openInput } from './input.js';
import { failureOf, type Outcome } from './outcome.js';
import { countText, withProgress } from './progress.js';
import { createStatusLine, type Paint } from './terminal.js';

/** What became of an input. Workers send it as it is. */
export interface Looked {
  readonly outcome: Outcome;
  readonly exit: Exit;
  /** What standard error is told. */
  readonly told: string | undefined;
}

/** Whose words standard error gets, and what ends the work. */
export interface Setting {
  readonly options: Options;
  readonly paint: Paint;
}

/** The report on an input, or why there is none. One that fails does not keep the others from being looked at. */
export async function lookAt(input: string, task: Task, { options, paint }: Setting): Promise<Looked> {
  try {
    const looked = await checkOne(input, task, { ...options, ...task.options, limits: { ...options.limits, ...task.options.limits } });
    return { outcome: { input, ...looked }, exit: exitOfReport(looked.report, task.failOn), told: undefined };
  } catch (error) {
    // Whoever interrupts does not mean this input alone.
    options.signal?.throwIfAborted();
    const { text, exit } = tellFailure(input, error, paint);
    return { outcome: { input, error: failureOf(error) }, exit, told: text };
  }
}

/** The exit code of a report. */
export function exitOfReport(report: Report, failOn: Task['failOn']): Exit {
  return failOn !== 'never' && isAtLeast(worstOf(report), failOn) ? EXIT.findings : EXIT.ok;
}

/** The worst of the verdicts and of the findings: what affects no verdict is a note. */
export function worstOf(report: Report): Effect | Verdict {
  const verdict = worstVerdict(report);
  // Chunks that no viewer finds, or that are cut off, are shown as something else.
  if (report.census?.arrays.some(isSuspicious) && !isAtLeast(verdict, 'wrong')) return 'wrong';
  return verdict === 'loads' && report.findings.length > 0 ? 'note' : verdict;
}

async function checkOne(text: string, { offsets, census: counting }: Task, options: CheckOptions): Promise<{ report: Report; indexed?: boolean }> {
  if (options.path === undefined && isPlainFolder(text)) throw new UsageError(`${text} is a folder without a Zarr store; omescope ${text} looks at what is in it`);
  if (isFolder(text)) return { report: await checkStore(text, folderStore(text), counting, options) };
  const input = openInput(text);
  try {
    const store = counting ? await findStore(input.source, options) : undefined;
    if (store !== undefined) return { report: await checkStore(text, store, counting, options) };
    const given = offsets === undefined ? offsetsBeside(input) : { offsets };
    const report = await withProgress(text, (onProgress) => check(input.source, { ...options, ...given, onProgress }));
    return { report, ...(given.offsets !== undefined && { indexed: given.offsets !== false }) };
  } finally {
    input.close();
  }
}

/** The report, with a census where that is wanted. */
async function checkStore(text: string, store: ListableStore, counting: boolean, options: CheckOptions): Promise<Report> {
  const report = await withProgress(text, (onProgress) => check(store, { ...options, onProgress }));
  return counting ? { ...report, census: await countChunks(text, store, options) } : report;
}

async function countChunks(text: string, store: ListableStore, { path, signal }: CheckOptions): Promise<NonNullable<Report['census']>> {
  const status = createStatusLine();
  try {
    const onProgress = ({ files, arrays, arraysDone }: { files: number; arrays: number; arraysDone: number }): void => {
      status.show(`${text}: ${countText(files)} chunks found, ${arraysDone} of ${arrays} arrays counted`);
    };
    return await census(store, { path, signal, onProgress });
  } finally {
    status.clear();
  }
}
