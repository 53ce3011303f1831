// The example of docs/command-line.md: a file that no viewer opens, the report on it, the fix as it is printed, and the report after it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../run.mjs';
import { withPart } from './parts.mjs';

/** Folder of programs with a `python3` that has tifffile: OMESCOPE_PYTHON, the one on PATH, or one of our own; else undefined. */
export function findPython() {
  const own = join(root, 'build', 'python', 'bin');
  const candidates = [process.env.OMESCOPE_PYTHON, '', own];
  const found = candidates.find((folder) => folder !== undefined && hasTifffile(folder));
  return found ?? (install(own) ? own : undefined);
}

function hasTifffile(folder) {
  return spawnSync(join(folder, 'python3'), ['-c', 'import tifffile'], { stdio: 'ignore' }).status === 0;
}

/** An environment of our own with the pinned tifffile of the fixtures. */
function install(bin) {
  const pinned = readFileSync(join(root, 'tests', 'fixtures', 'requirements.txt'), 'utf8').split('\n').filter((line) => /^(tifffile|numpy)==/.test(line));
  const run = (program, args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
  return run('python3', ['-m', 'venv', join(bin, '..')]) && run(join(bin, 'python3'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...pinned]) && hasTifffile(bin);
}

/** The sample with `um` for µm: both have three bytes, with a space. */
export function spoiltSample() {
  const sample = readFileSync(join(root, 'www', 'samples', 'cells.ome.tif')).toString('latin1');
  const [right, wrong] = [Buffer.from('XUnit="µm"').toString('latin1'), 'XUnit="um" '];
  if (!sample.includes(right)) throw new Error('the sample has no unit to spoil');
  return Buffer.from(sample.replace(right, wrong), 'latin1');
}

/** Runs a command line as a shell does, with `npx omescope` as it is built here. */
function shell(command, folder, python) {
  const path = [join(folder, 'bin'), python, process.env.PATH].filter(Boolean).join(delimiter);
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: join(folder, 'work'), encoding: 'utf8', env: { ...process.env, PATH: path, NO_COLOR: '1' } });
  return `${stdout}${stderr}`.trimEnd();
}

/** What a terminal shows: each command with its output. */
export function runExample(python) {
  const folder = mkdtempSync(join(tmpdir(), 'omescope-example-'));
  try {
    for (const name of ['bin', 'work']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'bin', 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${join(root, 'dist', 'cli', 'main.js')}' "$@"\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'work', 'slide.ome.tif'), spoiltSample());
    const check = 'npx omescope slide.ome.tif';
    const before = shell(check, folder, python);
    const fix = /^ +(python3 .*)$/m.exec(before)?.[1];
    if (fix === undefined) throw new Error(`there is no command in the report:\n${before}`);
    const fixed = shell(fix, folder, python);
    return [`$ ${check}`, before, `$ ${fix}`, ...(fixed === '' ? [] : [fixed]), `$ ${check}`, shell(check, folder, python)].join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The document with this as what a terminal shows. */
export function withExample(document, session) {
  return withPart(document, 'example', `\`\`\`console\n${session}\n\`\`\``);
}
