// The npm package in dist/: TypeScript to JavaScript and declarations, with the modules beside it.
import { chmodSync, cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { binary } from './packages.mjs';
import { root, run, say } from './run.mjs';
import { hashOf, once } from './stamp.mjs';
import { MODULES } from './wasm.mjs';

const RESULTS = ['index.js', 'slim.js', 'cli/main.js', 'schema.json', 'rules.json', ...MODULES.flatMap(({ name, ships }) => [ships, `generated/${name}/inline.js`])].map((name) => `dist/${name}`);

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
  for (const { name, ships } of MODULES) {
    cpSync(join(generated, name), join(dist, 'generated', name), { recursive: true });
    renameSync(join(dist, 'generated', name, 'module.wasm'), join(dist, ships));
  }
  chmodSync(join(dist, 'cli', 'main.js'), 0o755);
  cpSync(join(root, 'src', 'js', 'check', 'schema.json'), join(dist, 'schema.json'));
  // The catalogue as the module has it.
  const { rules } = await import(pathToFileURL(join(dist, 'index.js')).href);
  writeFileSync(join(dist, 'rules.json'), `${JSON.stringify(await rules(), null, 2)}\n`);
}
