// The page in build/site/: bundled scripts and styles, the modules, the samples.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { binary } from './packages.mjs';
import { root, run, say } from './run.mjs';
import { hashOf, once } from './stamp.mjs';
import { MODULES } from './wasm.mjs';

/** The modules that the page loads: the judges, of which that of files has the core in it. The page shows no pixels, so those for tiles are not among them. */
const LOADED = MODULES.filter(({ name }) => name === 'check' || name === 'zarr');
const RESULTS = ['build/site/index.html', 'build/site/style.css', 'build/site/main.js', 'build/site/worker.js', ...LOADED.map(({ ships }) => `build/site/${ships}`)];
const STATIC = ['index.html', 'favicon.svg'];

/** Builds `build/site/` where the page or the package have changed. */
export async function buildSite() {
  const built = await once('build/site.stamp', hashOf(['www', 'dist', 'scripts/lib', 'package-lock.json']), RESULTS, compile);
  if (!built) say('the page is up to date');
}

async function compile() {
  say('building the page');
  await run(process.execPath, [binary('typescript', 'bin', 'tsc'), '-p', 'www/tsconfig.json', '--noEmit']);
  const site = join(root, 'build', 'site');
  rmSync(site, { recursive: true, force: true });
  mkdirSync(site, { recursive: true });
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: ['www/main.ts', 'www/worker.ts', 'www/style.css'],
    outdir: 'build/site',
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
    legalComments: 'none',
  });
  for (const name of STATIC) cpSync(join(root, 'www', name), join(site, name));
  cpSync(join(root, 'www', 'samples'), join(site, 'samples'), { recursive: true });
  for (const { ships } of LOADED) cpSync(join(root, 'dist', ships), join(site, ships));
}
