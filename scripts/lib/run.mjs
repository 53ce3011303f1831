// Running commands, with their output shown or collected, and their failure told.
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the output of the work that is on goes; to the terminal where there is nothing. */
const collector = new AsyncLocalStorage();
/** A command that says nothing for so long hangs: the longest that is silent compiles for a few minutes. */
const SILENCE_MS = 25 * 60_000;
/** What is still coming out of a pipe when its process has ended. */
const LINGER_MS = 500;

/** Does work whose output, and that of the commands that it runs, is handed to `write` instead of the terminal. */
export function collect(write, work) {
  return collector.run(write, work);
}

/** Runs a command to its end with its output shown or collected; throws where it fails. */
export function run(command, args, options = {}) {
  const write = collector.getStore();
  return write ? runCollected(write, command, args, options) : runShown(command, args, options);
}

function runShown(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.on('error', (error) => reject(new Error(`${command}: ${error.message}`)));
    child.on('exit', (code, signal) => finish(resolve, reject, [command, ...args], signal ?? code));
  });
}

/** In a group of its own, so that it can be ended with all that it has started. */
function runCollected(write, command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
    const end = () => endGroup(child);
    let hangs = false;
    const silence = setTimeout(() => {
      hangs = true;
      end();
    }, SILENCE_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        silence.refresh();
        write(text);
      });
    }
    process.once('exit', end);
    child.on('error', (error) => reject(new Error(`${command}: ${error.message}`)));
    child.on('exit', (code, signal) => {
      clearTimeout(silence);
      process.off('exit', end);
      const how = hangs ? `said nothing for ${SILENCE_MS / 60_000} minutes` : (signal ?? code);
      const last = setTimeout(() => finish(resolve, reject, [command, ...args], how), LINGER_MS);
      child.once('close', () => {
        clearTimeout(last);
        finish(resolve, reject, [command, ...args], how);
      });
    });
  });
}

function finish(resolve, reject, words, how) {
  if (how === 0) resolve();
  else reject(new Error(`${words.join(' ')}: ${typeof how === 'string' && how.startsWith('said') ? how : `ended with ${how}`}`));
}

function endGroup(child) {
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** What a command prints, or undefined where it cannot be run or fails. */
export function output(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/** The whole answer of a command, for messages. */
export function attempt(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
  return { ok: status === 0, text: `${stdout ?? ''}${stderr ?? ''}`.trim() || (error?.message ?? `exit ${status}`) };
}

export function say(text) {
  const write = collector.getStore() ?? ((line) => process.stdout.write(line));
  write(`omescope: ${text}\n`);
}

/** Runs the work of a script; prints a failure as one line and not as a stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`\nomescope: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
