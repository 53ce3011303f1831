// The npm package in dist/: TypeScript to a few files of JavaScript and to declarations, with the modules beside them.
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { binary } from './packages.mjs';
import { root, run, say } from './run.mjs';
import { hashOf, once } from './stamp.mjs';
import { MODULES } from './wasm.mjs';

/** What is imported or started by its own name. All that several of them use stands in chunks beside them. */
const ENTRIES = ['index', 'tiff', 'geotiff', 'pool', 'slim', 'viv', 'zarr', 'cli/main'];
/** What each thread loads: a file of its own, as that starts sooner than the chunks. */
const WORKERS = ['cli/worker', 'pool-worker', 'geotiff-worker'];
const RESULTS = [...[...ENTRIES, ...WORKERS].map((name) => `${name}.js`), 'schema.json', 'rules.json', ...MODULES.flatMap(({ name, ships }) => [ships, `generated/${name}/inline.js`])].map((name) => `dist/${name}`);

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
  const declared = ['-p', 'src/js/tsconfig.json', '--emitDeclarationOnly'];
  await Promise.all([bundle(), run(process.execPath, [tsc, ...declared]), run(process.execPath, [tsc, '-p', 'src/js/cli/tsconfig.json', '--noEmit'])]);
  const generated = join(root, 'src', 'js', 'generated');
  for (const { name, ships } of MODULES) {
    const folder = join(dist, 'generated', name);
    mkdirSync(folder, { recursive: true });
    for (const file of ['inline.js', 'inline.d.ts', 'glue.d.ts', 'bindings.d.ts']) copyFileSync(join(generated, name, file), join(folder, file));
    copyFileSync(join(generated, name, 'module.wasm'), join(dist, ships));
  }
  chmodSync(join(dist, 'cli', 'main.js'), 0o755);
  cpSync(join(root, 'src', 'js', 'check', 'schema.json'), join(dist, 'schema.json'));
  // The catalogue as the module has it.
  const { rules } = await import(pathToFileURL(join(dist, 'index.js')).href);
  writeFileSync(join(dist, 'rules.json'), `${JSON.stringify(await rules(), null, 2)}\n`);
}

/**
 * A few files instead of a hundred: to load each takes a browser without a bundler a request, and Node.js a millisecond.
 * The modules as text stay files of their own, which are imported from beside the chunks.
 */
async function bundle() {
  const { build } = await import('esbuild');
  const bundled = (names, splitting) => build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `src/js/${name}.ts`, out: name })),
    outdir: 'dist',
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting,
    format: 'esm',
    target: 'es2022',
    external: ['node:*', './generated/*/inline.js'],
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
    // Workers neither import nor export anything: tools take such scripts for CommonJS.
    ...(!splitting && { footer: { js: 'export {};' } }),
  });
  const built = await Promise.all([bundled(ENTRIES, true), bundled(WORKERS, false)]);
  // Chunks that are only named, for the order of effects that none of them has: bundlers warn of them, and Node.js loads them.
  for (const path of built.flatMap(({ metafile }) => Object.keys(metafile.outputs))) {
    const file = join(root, path);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^import "\.\.?\/chunk-[A-Z0-9]+\.js";\n/gm, ''));
  }
}
