// Processes for the viewers. A job that hangs or kills its process is an answer too.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));
/** A step that takes longer hangs: all files are small. */
const STEP_MS = 10_000;
const READY_MS = 60_000;
/** Enough for every file here many times over; a browser's tab has about 4 GiB. */
const HEAP_MB = 1024;

class Child {
  constructor(viewer) {
    const execArgv = [`--max-old-space-size=${HEAP_MB}`];
    this.process = fork(CHILD, [viewer], { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.stderr = '';
    this.process.stderr.on('data', (text) => (this.stderr = (this.stderr + text).slice(-4000)));
  }

  /** Waits for messages until `done`; gives how it ended: { ended: 'done' | 'hangs' | 'dies', step }. */
  until(done, heard, limit) {
    return new Promise((resolve) => {
      let step;
      let timer;
      const finish = (ended, more = {}) => {
        clearTimeout(timer);
        this.process.removeAllListeners('message').removeAllListeners('exit');
        resolve({ ended, step, ...more });
      };
      const again = () => {
        clearTimeout(timer);
        timer = setTimeout(() => finish('hangs'), limit);
      };
      this.process.on('message', (message) => {
        again();
        if (message.step !== undefined) step = message.step;
        if (message.found) heard(message);
        if (message[done]) finish('done', message.broken ? { broken: message.broken } : {});
      });
      this.process.on('exit', (code, signal) => finish('dies', { code, signal, text: lastWords(this.stderr) }));
      again();
    });
  }

  async ready() {
    const { ended, text } = await this.until('ready', () => {}, READY_MS);
    if (ended !== 'done') throw new Error(`the viewer does not start: ${text ?? ended}`);
  }

  run(job, heard) {
    const began = performance.now();
    const end = this.until('done', heard, STEP_MS);
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
  );
}
