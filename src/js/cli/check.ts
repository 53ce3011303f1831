import { census, check, findStore, isAtLeast, isSuspicious, worstVerdict, type CheckOptions, type Effect, type ListableStore, type Options, type Report } from '../index.js';
import { offsetsBeside } from './beside.js';
import { planOf, type CheckFlags, type Plan } from './check-flags.js';
import { EXIT, reportFailure, UsageError, type Exit } from './failure.js';
import { folderStore } from './folder.js';
import { createPrinter } from './format/formats.js';
import { expandInputs } from './glob.js';
import { isFolder, openInput } from './input.js';
import { failureOf, type Outcome } from './outcome.js';
import { countText, withProgress } from './progress.js';
import { createStatusLine } from './terminal.js';

/** `omescope check`: says for each viewer what it will make of each input. */
export async function checkCommand(given: readonly string[], flags: CheckFlags, options: Options): Promise<Exit> {
  if (given.length === 0) throw new UsageError('omescope check needs a file, a folder or a URL');
  const { inputs, several } = expandInputs(given);
  const plan = await planOf(inputs, flags, options);
  const print = await createPrinter(plan, several);
  let worst: Exit = EXIT.ok;
  for (const input of inputs) {
    const { outcome, exit } = await outcomeOf(input, plan);
    print.one(outcome);
    if (exit > worst) worst = exit;
  }
  print.end();
  return worst;
}

/** The report on an input, or why there is none. One that fails does not keep the others from being looked at. */
async function outcomeOf(input: string, plan: Plan): Promise<{ outcome: Outcome; exit: Exit }> {
  const { options, failOn } = plan;
  try {
    const report = await checkOne(input, plan);
    const bad = failOn !== 'never' && isAtLeast(worstOf(report), failOn);
    return { outcome: { input, report }, exit: bad ? EXIT.findings : EXIT.ok };
  } catch (error) {
    // Whoever interrupts does not mean this input alone.
    options.signal?.throwIfAborted();
    return { outcome: { input, error: failureOf(error) }, exit: reportFailure(input, error) };
  }
}

/** The worst of the verdicts and of the findings: what affects no verdict is a note. */
function worstOf(report: Report): Effect | ReturnType<typeof worstVerdict> {
  const verdict = worstVerdict(report);
  // Chunks that no viewer finds, or that are cut off, are shown as something else.
  if (report.census?.arrays.some(isSuspicious) && !isAtLeast(verdict, 'wrong')) return 'wrong';
  return verdict === 'loads' && report.findings.length > 0 ? 'note' : verdict;
}

async function checkOne(text: string, plan: Plan): Promise<Report> {
  const { options, offsets } = plan;
  if (isFolder(text)) return await checkStore(text, folderStore(text), plan);
  const input = openInput(text);
  try {
    const store = plan.census ? await findStore(input.source, options) : undefined;
    if (store !== undefined) return await checkStore(text, store, plan);
    const given = offsets === undefined ? offsetsBeside(input) : { offsets };
    return await withProgress(text, (onProgress) => check(input.source, { ...options, ...given, onProgress }));
  } finally {
    input.close();
  }
}

/** The report, with a census where that is wanted. */
async function checkStore(text: string, store: ListableStore, plan: Plan): Promise<Report> {
  const report = await withProgress(text, (onProgress) => check(store, { ...plan.options, onProgress }));
  return plan.census ? { ...report, census: await countChunks(text, store, plan.options) } : report;
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
