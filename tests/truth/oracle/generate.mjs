// Makes the files: a Python environment with pinned packages, then generate.py and, where there is a corpus, corpus.py.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, output, run, say } from '../../../scripts/lib/run.mjs';
import { hashOf, once } from '../../../scripts/lib/stamp.mjs';
import { build, root } from './places.mjs';

const PROGRAMS = process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python'];
const python = join(build, 'venv', ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
/** numpy 2.4 needs it. */
const OLDEST = [3, 11];

function findPython() {
  for (const program of PROGRAMS) {
    const version = output(program, ['-c', 'import sys; print(*sys.version_info[:3])'])?.split(' ').map(Number);
    if (version && (version[0] > OLDEST[0] || (version[0] === OLDEST[0] && version[1] >= OLDEST[1]))) return { program, version: version.join('.') };
  }
  return undefined;
}

/**
 * Generates all files and compares them with tests/truth/expected. Gives undefined, or the reason why this cannot be done here; files
 * that are not as expected are an error. `accept` writes the expectations anew.
 */
export async function generateFiles({ accept = false } = {}) {
  const found = findPython();
  if (!found) return `there is no Python ${OLDEST.join('.')} or newer`;
  const failure = await environment(found);
  if (failure) return failure;
  const hash = hashOf(['tests/truth/generator', 'tests/truth/generate.py', 'tests/truth/expected', 'tests/truth/requirements.txt']);
  const results = ['build/truth/files.json', 'build/truth/files', 'build/truth/pixels'];
  if (accept) await generate(['--accept']);
  else await once('build/truth/files.stamp', hash, results, () => generate([]));
  await corpus();
  return undefined;
}

async function environment({ program, version }) {
  const hash = hashOf(['tests/truth/requirements.txt'], version);
  let failure;
  await once('build/truth/venv.stamp', hash, [python.slice(root.length)], async () => {
    say('installing the Python packages of tests/truth');
    rmSync(join(build, 'venv'), { recursive: true, force: true });
    // pyvips is a module of Python alone, without wheels; what is compiled of it is in pyvips-binary.
    const made = attempt(program, ['-m', 'venv', join(build, 'venv')]);
    const filled = made.ok && attempt(python, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', '--no-binary', 'pyvips', '-r', 'tests/truth/requirements.txt']);
    if (!made.ok || !filled.ok) failure = `no Python environment: ${(made.ok ? filled : made).text.split('\n').at(-1)}`;
  });
  if (failure) rmSync(join(build, 'venv.stamp'), { force: true });
  return failure;
}

async function generate(options) {
  say('generating the files of tests/truth');
  for (const folder of ['files', 'pixels']) rmSync(join(build, folder), { recursive: true, force: true });
  await run(python, ['tests/truth/generate.py', ...options]);
}

/** The corpus that OMESCOPE_CORPUS names, or the one beside the repository. */
async function corpus() {
  const folder = process.env.OMESCOPE_CORPUS ?? join(root, '..', 'shared', 'corpus');
  if (!existsSync(join(folder, 'manifest.json'))) return void rmSync(join(build, 'corpus.json'), { force: true });
  const hash = hashOf(['tests/truth/corpus.py', 'tests/truth/generate.py', 'tests/truth/requirements.txt'], attemptHash(folder));
  await once('build/truth/corpus.stamp', hash, ['build/truth/corpus.json'], () => run(python, ['-W', 'ignore', 'tests/truth/corpus.py', folder]));
}

function attemptHash(folder) {
  return output(python, ['-c', 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())', join(folder, 'manifest.json')]);
}
