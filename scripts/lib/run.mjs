// Running commands, with their output shown and their failure told.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a command to its end with its output shown; throws where it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.on('error', (error) => reject(new Error(`${command}: ${error.message}`)));
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')}: ended with ${signal ?? code}`));
    });
  });
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
  process.stdout.write(`omescope: ${text}\n`);
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
