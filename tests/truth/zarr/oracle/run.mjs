// Finds the truth: builds all stores, runs all viewers on them in processes of their own, writes build/truth-zarr/observed.json.
//   node --import ./oracle/register.mjs ./oracle/run.mjs [case ...]
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cases, VIEWERS, viewersOf } from '../cases/index.mjs';
import { hashOfStore, placeOf, prepared, writeStore } from '../generate.mjs';
import { build, here } from '../setup.mjs';
import { PATIENCE } from './steps.mjs';

/** A worker that says nothing for longer than a step may take is stuck in a loop that no timer interrupts. */
const GRACE = 4_000;

const cacheFile = join(build, 'cache.json');
export const observedFile = join(build, 'observed.json');

/** Runs what is not in the cache and returns what `observed.json` holds. */
export async function observe(wanted = []) {
  mkdirSync(build, { recursive: true });
  const cache = existsSync(cacheFile) ? JSON.parse(readFileSync(cacheFile, 'utf8')) : {};
  const code = codeHash();
  const chosen = wanted.length ? cases.filter(({ id }) => wanted.includes(id)) : cases;
  const jobs = [];
  const entries = {};
  for (const one of chosen) {
    const store = await prepared(one);
    const hash = hashOfStore(store);
    writeStore(one, store, hash);
    entries[one.id] = entryOf(one, store);
    const key = createHash('sha256').update([code, hash, one.build, JSON.stringify([one.kind, one.options, one.manners])].join('\0')).digest('hex');
    for (const viewer of viewersOf(one)) jobs.push({ id: one.id, viewer, key, patience: (one.hangs ? PATIENCE.hangs : PATIENCE.usual) + GRACE, cached: cache[`${one.id} ${viewer}`] });
  }
  const open = jobs.filter(({ key, cached }) => cached?.key !== key);
  const save = () => writeFileSync(cacheFile, JSON.stringify(cache));
  await runAll(open, ({ id, viewer, key, result }) => {
    cache[`${id} ${viewer}`] = { key, result };
  }, save);
  for (const { id, viewer, cached, result = cached.result } of jobs) entries[id].viewers[VIEWERS[viewer]] = result;
  save();
  const observed = { format: 1, ran: open.length, cases: entries };
  if (!wanted.length) writeFileSync(observedFile, JSON.stringify(observed, null, 1));
  return observed;
}

function entryOf(one, store) {
  const files = [...(store.served ?? store.files).values()];
  const { rules = [], near = [], what, kind } = one;
  return { rules, near, what, kind, place: placeOf(one).slice(build.length + 1), files: files.length, bytes: files.reduce((sum, { length }) => sum + length, 0), viewers: {} };
}

/** Hash of the code whose change changes what is observed: the oracle, the writers, the list of viewers. */
function codeHash() {
  const hash = createHash('sha256');
  for (const folder of ['oracle', 'store', 'viewers']) {
    for (const name of readdirSync(join(here, folder)).sort()) hash.update(readFileSync(join(here, folder, name)));
  }
  return hash.digest('hex');
}

/** Runs the jobs in a few lanes; what is known is saved now and then, so that an interrupted run goes on where it was. */
async function runAll(jobs, done, save) {
  const queue = [...jobs];
  const lanes = Math.min(Math.max(availableParallelism(), 1), 4, queue.length);
  const saving = setInterval(save, 5_000);
  try {
    await Promise.all(Array.from({ length: lanes }, () => lane(queue, done)));
  } finally {
    clearInterval(saving);
  }
}

/** Works the queue off with one process at a time; ends, since every round takes a job from it. */
async function lane(queue, done) {
  let worker;
  for (let job = queue.shift(); job; job = queue.shift()) {
    worker ??= await start();
    job.result = await worker.run(job);
    done(job);
    // Whatever a step that never ended still does must not reach the next store.
    if (worker.dead || job.result.steps.some(({ error }) => error === 'Hang')) {
      worker.stop();
      worker = undefined;
    }
  }
  worker?.stop();
}

async function start() {
  const child = fork(join(here, 'oracle/worker.mjs'), [], {
    execArgv: ['--import', new URL('./register.mjs', import.meta.url).href, '--max-old-space-size=4096'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr.on('data', (data) => {
    said = `${said}${data}`.slice(-2000);
  });
  const worker = { dead: false, stop: () => child.kill('SIGKILL'), run: (job) => runJob(child, worker, job, () => said) };
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error(`the oracle's process did not start: ${said}`)));
  });
  child.removeAllListeners('exit');
  return worker;
}

function runJob(child, worker, { id, viewer, patience }, said) {
  let step = 'start';
  return new Promise((resolve) => {
    let timer;
    const finish = (result) => {
      clearTimeout(timer);
      child.removeAllListeners('message');
      child.removeAllListeners('exit');
      resolve(result);
    };
    const dies = (error, message) => {
      worker.dead = true;
      finish({ outcome: 'fails', step, error, message, steps: [{ name: step, outcome: 'fails', error, message, requests: 0, bytes: 0 }] });
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => dies('Hang', 'busy without end'), patience);
    };
    child.on('message', (message) => {
      wait();
      if (message.step) step = message.step;
      if (message.done) finish(message.done);
    });
    child.on('exit', (code, signal) => dies('Crash', `the process ended with ${signal ?? code}: ${said().split('\n')[0]}`));
    wait();
    child.send({ id, viewer });
  });
}

if (process.argv[1] === join(here, 'oracle/run.mjs')) {
  const started = performance.now();
  const observed = await observe(process.argv.slice(2));
  for (const [id, { viewers }] of Object.entries(observed.cases)) {
    for (const [viewer, { outcome, step, message, error }] of Object.entries(viewers)) {
      console.log(`${id}\t${viewer}\t${outcome}\t${step ?? ''}\t${error ?? ''}\t${message ?? ''}`);
    }
  }
  console.log(`${observed.ran} runs in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
