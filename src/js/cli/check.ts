import type { Options } from '../slim.js';
import { planOf, type CheckFlags, type Plan, type Task } from './check-flags.js';
import { judgeModules, startEngine, type JudgeModules } from './engine.js';
import { EXIT, UsageError, type Exit } from './failure.js';
import { createPrinter } from './format/formats.js';
import { inputsOf } from './inputs.js';
import { workOff, type Doer } from './jobs.js';
import { lookAt, type Looked } from './look.js';
import { inPackage, versionOf } from './package.js';
import { createPatience, type Patience } from './patience.js';
import { countText } from './progress.js';
import type { Reading } from './reading.js';
import { leftOf, readEarlier } from './resume.js';
import { cleanLine, columnsOf, createStatusLine, err, paint, painter, wantsColor } from './terminal.js';
import { createThread, ThreadEnded, type Thread } from './threads.js';
import { isUrl } from './url.js';
import type { WorkerOrders } from './worker.js';
import { wrap } from './wrap.js';

/** Megabytes of JavaScript objects that a worker may have: what is bad in one file is not to take all of the memory. */
const MOST_MEGABYTES = 512;

/** `omescope check`: says for each viewer what it will make of each input. */
export async function checkCommand(given: readonly string[], flags: CheckFlags, reading: Reading, options: Options): Promise<Exit> {
  const inputs = inputsOf(given, flags);
  const modules = inputs.inputs.length > 1 ? judgeModules(inputs.inputs) : undefined;
  await startEngine(modules);
  const plan = await planOf(inputs, flags, reading);
  if (!plan.quiet) for (const remark of inputs.remarks) err(paint(wrap(cleanLine(remark), columnsOf(process.stderr)), 'dim', process.stderr));
  const earlier = plan.resume ? readEarlier(plan.output ?? '', plan.task.failOn, versionOf()) : undefined;
  const left = earlier === undefined ? plan.inputs : leftOf(plan.inputs, earlier);
  if (earlier !== undefined && earlier.lines > 0) err(`${cleanLine(plan.output ?? '')} has ${countText(plan.inputs.length - left.length)} of ${countText(plan.inputs.length)} inputs; ${left.length === 0 ? 'nothing is left to do' : `going on with ${countText(left.length)}`}`);
  const exit = await lookAtAll(left, plan, modules, options);
  return earlier !== undefined && earlier.exit > exit ? earlier.exit : exit;
}

/** Looks at all inputs and prints what comes of them; the worst exit code. */
async function lookAtAll(inputs: readonly string[], plan: Plan, modules: JudgeModules | undefined, options: Options): Promise<Exit> {
  const print = await createPrinter(plan);
  const status = createStatusLine();
  let [worst, done]: [Exit, number] = [EXIT.ok, 0];
  // Servers are waited for anyway, and many at a time.
  const patience = inputs.some(isUrl) ? undefined : createPatience(inputs.length);
  const take = (looked: Looked): void => {
    done += 1;
    patience?.done(done);
    status.clear();
    if (looked.told !== undefined) err(looked.told);
    print.one(looked);
    if (looked.exit > worst) worst = looked.exit;
    if (inputs.length > 1 && !plan.quiet) status.show(`${countText(done)} of ${countText(inputs.length)} looked at`);
  };
  const jobs = Math.min(plan.jobs, plan.task.reading.concurrency, inputs.length);
  const threads = modules !== undefined && jobs > 1 ? startThreads(jobs, plan, modules, options) : undefined;
  try {
    const here = patience === undefined && threads !== undefined ? [] : [inHere(plan.task, threads, patience, options)];
    const workers = [...(threads ?? []).map((thread) => inThread(thread, patience)), ...here];
    await workOff({ items: inputs, workers, take, ordered: !plan.named || plan.format !== 'ndjson' });
  } catch (error) {
    status.clear();
    if (options.signal?.aborted && inputs.length > 1) throw new UsageError(`interrupted after ${countText(done)} of ${countText(inputs.length)} inputs${plan.resume ? '; the same command goes on from there' : ''}`);
    throw error;
  } finally {
    status.clear();
    await Promise.all(threads?.map((thread) => thread.end()) ?? []);
  }
  await print.end();
  return worst;
}

function startThreads(jobs: number, { task }: Plan, modules: JudgeModules, { signal }: Options): Thread<Looked>[] {
  // What is said of requests at a time holds for all together.
  const reading = { ...task.reading, concurrency: Math.max(1, Math.floor(task.reading.concurrency / jobs)) };
  const workerData: WorkerOrders = { modules, task: { ...task, reading }, color: wantsColor(process.stderr) };
  const script = inPackage('dist/cli/worker.js');
  return Array.from({ length: jobs }, () => createThread<Looked>({ script, workerData, signal, resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } }));
}

/** Where there are no threads, all is done here; else what can be done until they are up. */
function inHere(task: Task, threads: readonly Thread<Looked>[] | undefined, patience: Patience | undefined, options: Options): Doer<string, Looked> {
  const setting = { options, paint: painter(wantsColor(process.stderr)) };
  return {
    async work(input) {
      try {
        return await lookAt(input, task, setting);
      } catch (error) {
        patience?.end();
        throw error;
      } finally {
        // Files are read without waiting: Ctrl-C, and what threads have answered, is heard in between.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    ...(threads && { over: () => threads.every(({ up }) => up) }),
  };
}

/** Asks a thread. One that ends at an input is told as a bug, and the next input gets a new one. */
function inThread(thread: Thread<Looked>, patience: Patience | undefined): Doer<string, Looked> {
  return {
    ...(patience && { ready: patience.over }),
    async work(input) {
      try {
        return await thread.ask(input);
      } catch (error) {
        if (!(error instanceof ThreadEnded)) throw error;
        const message = `the thread that looked at it ended: ${error.message}`;
        const told = `${paint('error:', 'red', process.stderr)} ${cleanLine(input)}: ${cleanLine(message)} ${paint('[internal]', 'dim', process.stderr)}`;
        return { outcome: { input, error: { code: 'internal', message } }, exit: EXIT.internal, told };
      }
    },
  };
}
