/** The built command line as a process. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import { root } from './fixtures.js';

const main = join(root, 'dist', 'cli', 'main.js');

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Bench {
  /** The folder of this test, empty at its start. */
  readonly folder: string;
  omescope(args: readonly string[], env?: Record<string, string>): Promise<Run>;
  /** Puts a file into the folder; its path. */
  put(name: string, content: Uint8Array | string): string;
}

/** A folder for each test, and the command line in it. */
export function useBench(name: string): Bench {
  const base = mkdtempSync(join(tmpdir(), `omescope-${name}-`));
  let [folder, made] = ['', 0];
  beforeEach(() => {
    made += 1;
    folder = join(base, String(made));
    mkdirSync(folder);
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    omescope: (args, env = {}) => run(process.execPath, [main, ...args], folder, { NO_COLOR: '1', ...env }),
    put(file, content) {
      const path = join(folder, file);
      writeFileSync(path, content);
      return path;
    },
  };
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
  });
}
