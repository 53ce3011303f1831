// Makes the stores of the Python writers: `node tests/truth/zarr/python.mjs [current] [anndata-0.7] [spatialdata]`.
// Needs Python 3.11 and its package index once: for the first two 1 GB in the build folder, for SpatialData 1.2 GB more.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { build, here } from './setup.mjs';

const folder = join(build, 'python');

/** Environments, since no one Python can hold all versions. */
const WRITERS = {
  current: { requirements: 'requirements.txt', script: 'generate.py' },
  'anndata-0.7': { requirements: 'requirements-0.7.txt', script: 'generate_0_7.py' },
  spatialdata: { requirements: 'requirements-spatialdata.txt', script: 'generate_spatialdata.py' },
};

/** Makes them where they are missing or their generator has changed; says why not where that is impossible. */
export function makePythonStores(names = Object.keys(WRITERS)) {
  const reasons = names.map((name) => make(`venv-${name}`, WRITERS[name])).filter(Boolean);
  return reasons.length ? reasons.join('; ') : undefined;
}

function make(name, { requirements, script }) {
  const hash = createHash('sha256');
  for (const file of [requirements, script, 'generate_formulas.py']) hash.update(readFileSync(join(here, file)));
  const digest = hash.digest('hex');
  const stamp = join(build, `${name}.stamp`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return undefined;
  try {
    mkdirSync(folder, { recursive: true });
    const environment = join(build, name);
    const own = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
    if (!existsSync(own)) run(process.env.PYTHON ?? 'python3', ['-m', 'venv', environment]);
    run(own, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', '--requirement', join(here, requirements)]);
    run(own, [join(here, script), folder]);
    writeFileSync(stamp, digest);
    return undefined;
  } catch (error) {
    return error.message;
  }
}

function run(command, args) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'inherit', 'pipe'], env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  if (status !== 0) throw new Error(`${command} ${args[0]} ${args[1]}: ${(stderr ?? '').trim().split('\n').at(-1) || error?.message}`);
}

if (process.argv[1] === join(here, 'python.mjs')) {
  const names = process.argv.slice(2);
  const reason = makePythonStores(names.length ? names : undefined);
  if (reason) {
    console.error(`not all Python stores: ${reason}`);
    process.exitCode = 1;
  }
}
