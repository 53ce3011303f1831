// `npm run recipes`: the recipes of docs/clusters.md, run for real, with what they need of PyPI in build/recipes.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './lib/all.mjs';
import { binary } from './lib/packages.mjs';
import { attempt, main, root, run, say } from './lib/run.mjs';
import { once } from './lib/stamp.mjs';

const VENV = join(root, 'build', 'recipes');
const NAMES = ['python3.13', 'python3.12', 'python3.11', 'python3'];

/** A Python that is new enough: OMESCOPE_PYTHON3, or one on PATH. */
function findPython() {
  const candidates = [process.env.OMESCOPE_PYTHON3, ...NAMES].filter(Boolean);
  const found = candidates.find((name) => attempt(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).ok);
  if (found === undefined) throw new Error('the recipes need Python 3.11 or newer; set OMESCOPE_PYTHON3 to one');
  return found;
}

await main(async () => {
  await buildAll();
  const requirements = 'tests/recipes/requirements.txt';
  await once('build/recipes.stamp', readFileSync(join(root, requirements), 'utf8'), ['build/recipes/bin/snakemake'], async () => {
    say('installing Snakemake, Dask and DuckDB into build/recipes');
    if (!existsSync(join(VENV, 'bin', 'python3'))) await run(findPython(), ['-m', 'venv', VENV]);
    await run(join(VENV, 'bin', 'python3'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  });
  await run(process.execPath, [binary('vitest', 'vitest.mjs'), 'run', '--root', root, 'tests/js/recipes.test.ts']);
});
