/** A project of somebody else's, with the package in it as `npm pack` makes it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { root } from '../../js/support/fixtures.js';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

export interface Project {
  readonly folder: string;
  /** The files of the package. */
  readonly listed: readonly string[];
  /** The package itself. */
  readonly tarball: string;
  put(name: string, content: string | Uint8Array): void;
  run(command: string, args: string[]): string;
}

function run(command: string, args: string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
}

/** Makes one for the tests of a file. */
export function useProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'omescope-pack-'));
  const project = {
    folder,
    listed: [] as string[],
    tarball: '',
    put: (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content),
    run: (command: string, args: string[]): string => run(command, args, folder),
  };
  beforeAll(() => {
    // The scripts would build once more; dist/ is what is tested here.
    const [packed] = JSON.parse(run(npm, ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root)) as [{ filename: string; files: { path: string }[] }];
    project.listed = packed.files.map(({ path }) => path);
    project.tarball = join(folder, packed.filename);
    project.put('package.json', '{"name":"scratch","private":true,"type":"module"}');
    run(npm, ['install', '--no-audit', '--no-fund', '--offline', project.tarball], folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return project;
}
