// Runs jobs in processes of their own: a viewer that hangs or dies is an outcome, and takes nothing with it.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { here, withOlder } from './setup.mjs';
import { PATIENCE } from './oracle/steps.mjs';

/** A worker that says nothing for longer than a step may take is stuck in a loop that no timer interrupts. */
const GRACE = 1_500;

/** Runs the jobs in a few lanes; what is known is saved now and then, so that an interrupted run goes on where it was. */
export async function runAll(jobs, done, save) {
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
    execArgv: ['--import', pathToFileURL(join(here, 'oracle/register.mjs')).href, '--max-old-space-size=4096'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, ...(withOlder() ? { OMESCOPE_TRUTH_OLDER: '1' } : {}) },
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

function runJob(child, worker, { id, viewer, hangs }, said) {
  const patience = (hangs ? PATIENCE.hangs : PATIENCE.usual) + GRACE;
  let step;
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
      finish({ outcome: 'fails', step: step ?? 'start', error, message, steps: [{ name: step ?? 'start', outcome: 'fails', error, message, requests: 0, bytes: 0 }] });
    };
    const wait = () => {
      clearTimeout(timer);
      // Before its first step a process loads the viewers.
      timer = setTimeout(() => dies('Hang', 'it never ends'), step ? patience : PATIENCE.usual);
    };
    child.on('message', (message) => {
      if (message.step) step = message.step;
      wait();
      if (message.done) finish(message.done);
    });
    child.on('exit', (code, signal) => dies('Crash', `the process ended with ${signal ?? code}: ${said().split('\n')[0]}`));
    wait();
    child.send({ id, viewer });
  });
}
