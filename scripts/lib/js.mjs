// The npm package in dist/: TypeScript to JavaScript and declarations, with the module beside it.
import { chmodSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { binary } from './packages.mjs';
import { root, run, say } from './run.mjs';
import { hashOf, once } from './stamp.mjs';

const RESULTS = ['dist/index.js', 'dist/slim.js', 'dist/omescope.wasm', 'dist/generated/inline.js', 'dist/cli/main.js'];

/** Builds `dist/` where the sources have changed. */
export async function buildPackage() {
  const hash = hashOf(['src/js', 'package.json', 'scripts/lib', 'package-lock.json']);
  const built = await once('build/dist.stamp', hash, RESULTS, compile);
  if (!built) say('the npm package is up to date');
}

async function compile() {
  say('compiling the npm package');
  const dist = join(root, 'dist');
  rmSync(dist, { recursive: true, force: true });
  const tsc = binary('typescript', 'bin', 'tsc');
  await run(process.execPath, [tsc, '-p', 'src/js/tsconfig.json']);
  await run(process.execPath, [tsc, '-p', 'src/js/cli/tsconfig.json']);
  const generated = join(root, 'src', 'js', 'generated');
  mkdirSync(join(dist, 'generated'), { recursive: true });
  for (const name of ['glue.js', 'glue.d.ts', 'inline.js', 'inline.d.ts']) cpSync(join(generated, name), join(dist, 'generated', name));
  cpSync(join(generated, 'omescope.wasm'), join(dist, 'omescope.wasm'));
  chmodSync(join(dist, 'cli', 'main.js'), 0o755);
}
