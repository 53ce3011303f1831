// Processes for the viewers. A job that hangs or kills its process is an answer too.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));
/** A step that computes for longer hangs: all files are small. Time of the processor, so that a busy machine does not matter. */
const COMPUTES_MS = 10_000;
/** A step that takes longer hangs, whatever it does. */
const TAKES_MS = 120_000;
const LOOK_MS = 500;
/** Enough for every file here many times over; a browser's tab has about 4 GiB. */
const HEAP_MB = 1024;

/** Those that run: one that hangs would outlive this process. */
const running = new Set();

function watchOver() {
  const stop = () => {
    for (const child of running) child.kill('SIGKILL');
  };
  const end = () => process.exit(1);
  process.once('exit', stop).once('SIGINT', end).once('SIGTERM', end);
  return () => process.off('exit', stop).off('SIGINT', end).off('SIGTERM', end);
}

class Child {
  constructor(viewer) {
    const execArgv = [`--max-old-space-size=${HEAP_MB}`];
    this.process = fork(CHILD, [viewer], { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    running.add(this.process);
    this.process.once('exit', () => running.delete(this.process));
    this.stderr = '';
    this.process.stderr.on('data', (text) => (this.stderr = (this.stderr + text).slice(-4000)));
  }

  /** Waits for messages until `done`; gives how it ended: { ended: 'done' | 'hangs' | 'dies', step }. */
  until(done, heard) {
    return new Promise((resolve) => {
      let step;
      let began;
      const finish = (ended, more = {}) => {
        clearInterval(timer);
        this.process.removeListener('message', onMessage).removeListener('exit', onExit);
        resolve({ ended, step, ...more });
      };
      const again = () => (began = { at: performance.now(), computed: this.computed() });
      const timer = setInterval(() => {
        if (this.computed() - began.computed > COMPUTES_MS || performance.now() - began.at > TAKES_MS) finish('hangs');
      }, LOOK_MS);
      const onMessage = (message) => {
        again();
        if (message.step !== undefined) step = message.step;
        if (message.found) heard(message);
        if (message[done]) finish('done', message.broken ? { broken: message.broken } : {});
      };
      const onExit = (code, signal) => finish('dies', { code, signal, text: lastWords(this.stderr) });
      this.process.on('message', onMessage).on('exit', onExit);
      again();
    });
  }

  /** Milliseconds of a processor that it has used, where the system tells; else those that have passed. */
  computed() {
    try {
      // Behind the name in brackets: state, ..., utime and stime as 12th and 13th, in hundredths of a second.
      const fields = readFileSync(`/proc/${this.process.pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
      return 10 * (Number(fields[11]) + Number(fields[12]));
    } catch {
      return performance.now();
    }
  }

  async ready() {
    const { ended, text } = await this.until('ready', () => {});
    if (ended !== 'done') throw new Error(`the viewer does not start: ${text ?? ended}`);
  }

  run(job, heard) {
    const began = performance.now();
    const end = this.until('done', heard);
    this.process.send(job);
    return end.then((how) => ({ ...how, ms: Math.round(performance.now() - began) }));
  }

  stop() {
    return new Promise((resolve) => {
      if (this.process.exitCode !== null || this.process.signalCode !== null) return void resolve();
      this.process.once('exit', resolve);
      this.process.kill('SIGKILL');
    });
  }
}

function lastWords(text) {
  return /FATAL ERROR:[^\n]*|^\w*Error: [^\n]*/m.exec(text)?.[0] ?? text.trim().split('\n').at(-1);
}

/** Runs jobs, each with `viewer` and `heard(message)`, and gives `done(job, end)` each time. `alone`: a process for every job. */
export async function runJobs(jobs, { parallel, alone = false, done }) {
  const waiting = [...jobs];
  const relax = watchOver();
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      let child;
      let viewer;
      try {
        for (let job = waiting.shift(); job; job = waiting.shift()) {
          if (alone || viewer !== job.viewer) {
            await child?.stop();
            child = undefined;
          }
          if (!child) {
            child = new Child(job.viewer);
            viewer = job.viewer;
            await child.ready();
          }
          const { heard, ...plain } = job;
          const end = await child.run(plain, heard);
          if (end.broken) throw new Error(`${plain.url}: ${end.broken}`);
          if (end.ended !== 'done') {
            await child.stop();
            child = undefined;
          }
          done(job, end);
        }
      } finally {
        await child?.stop();
      }
    }),
  ).finally(relax);
}
