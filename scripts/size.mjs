// `npm run size`: what an application downloads, and whether it is more than it may be. `npm run size -- functions check`: what the
// module `check` consists of.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildAll } from './lib/all.mjs';
import { areasOf, functionsOf } from './lib/functions.mjs';
import { main, root } from './lib/run.mjs';
import { MODULES } from './lib/wasm.mjs';

const ENTRIES = {
  'decodeTile of omescope/tiff': "export { decodeTile } from 'omescope/tiff';",
  'everything of omescope/tiff': "export * from 'omescope/tiff';",
  'everything of omescope/viv': "export * from 'omescope/viv';",
  'everything of omescope': "export * from 'omescope';",
  'everything of omescope/slim': "export * from 'omescope/slim';",
};

/** What a bundler makes of the code for the first load: the entry and what it imports at once, without lazy chunks. */
async function bundle(code) {
  const { build } = await import('esbuild');
  const stdin = { contents: code, resolveDir: root, loader: 'js' };
  const result = await build({ stdin, absWorkingDir: root, bundle: true, format: 'esm', minify: true, splitting: true, outdir: 'out', write: false, metafile: true });
  const { outputs } = result.metafile;
  const found = new Set(Object.keys(outputs).filter((path) => outputs[path].entryPoint === '<stdin>'));
  // A set takes what is added while it is walked; there are only so many outputs.
  for (const path of found) for (const { path: next, kind } of outputs[path].imports) if (kind === 'import-statement') found.add(next);
  return result.outputFiles.filter(({ path }) => [...found].some((name) => path === join(root, name))).map(({ contents }) => Buffer.from(contents));
}

const PAGE = ['build/site/main.js', 'build/site/worker.js'];

/**
 * What may be downloaded, in bytes with gzip -9: what was reached, and what is wished for. More than two percent above the first is
 * a failure: whoever adds something that is worth it changes the number here.
 */
const BUDGETS = [
  { name: 'first verdict on a TIFF', files: [...PAGE, 'dist/omescope-check.wasm'], most: 478_300, goal: 480_000 },
  { name: 'first verdict on a Zarr store', files: [...PAGE, 'dist/omescope-zarr.wasm'], most: 648_000, goal: 480_000 },
  { name: 'decoding tiles: the core', files: ['dist/omescope.wasm'], most: 172_800, goal: 145_000 },
  { name: 'decoders for geotiff.js: JavaScript', code: "export { registerDecoders, createPool } from 'omescope/geotiff'; export * from './src/js/generated/core/glue.js';", most: 11_900, goal: 20_000 },
  { name: 'OME-TIFF as Zarr: JavaScript', code: "export * from 'omescope/zarr'; export * from './src/js/generated/core/glue.js';", most: 32_500, goal: 30_000 },
  { name: 'decoding tiles: JavaScript', code: "export * from 'omescope/tiff'; export * from './src/js/generated/core/glue.js';", most: 21_700, goal: 20_000 },
  { name: 'Viv loader: JavaScript', code: "export * from 'omescope/viv'; export * from './src/js/generated/core/glue.js';", most: 29_200, goal: 25_000 },
];
const TOLERANCE = 1.02;

const gzipped = (buffers) => buffers.reduce((all, buffer) => all + gzipSync(buffer, { level: 9 }).length, 0);
const read = (path) => readFileSync(join(root, path));

/** All sizes, and those that are passed. */
async function printSizes() {
  const parts = [];
  for (const { name, ships } of MODULES) {
    parts.push([ships, [read(`dist/${ships}`)]]);
    parts.push(['  as text', [read(`dist/generated/${name}/inline.js`)]]);
    parts.push(['  its JavaScript', await bundle(`export * from './src/js/generated/${name}/glue.js';`)]);
  }
  for (const path of PAGE) parts.push([`${path.split('/').pop()} of the page`, [read(path)]]);
  for (const [name, code] of Object.entries(ENTRIES)) parts.push([name, await bundle(code)]);
  console.log('bytes; JavaScript minified'.padEnd(36), 'raw'.padStart(9), 'gzip'.padStart(9), 'brotli'.padStart(9));
  for (const [name, buffers] of parts) {
    const sum = (size) => String(buffers.reduce((all, buffer) => all + size(buffer), 0)).padStart(9);
    console.log(name.padEnd(36), sum((b) => b.length), String(gzipped(buffers)).padStart(9), sum((b) => brotliCompressSync(b).length));
  }
  console.log(`\n${'budgets, bytes with gzip -9'.padEnd(36)} ${'is'.padStart(9)} ${'at most'.padStart(9)} ${'goal'.padStart(9)}`);
  const passed = [];
  for (const { name, files, code, most, goal } of BUDGETS) {
    const size = gzipped(files ? files.map(read) : await bundle(code));
    console.log(name.padEnd(36), String(size).padStart(9), String(most).padStart(9), String(goal).padStart(9), size <= goal ? 'met' : `missed by ${Math.ceil((size / goal - 1) * 100)} %`);
    if (size > most * TOLERANCE) passed.push(`${name}: ${size} bytes, and ${most} are its budget`);
  }
  if (passed.length > 0) throw new Error(`budgets of scripts/size.mjs are passed by more than 2 %:\n${passed.map((line) => `  - ${line}`).join('\n')}\n\`npm run size -- functions NAME\` says what a module consists of.`);
}

function printFunctions(module = 'check') {
  if (MODULES.every(({ name }) => name !== module)) throw new Error(`there is no module "${module}"; modules: ${MODULES.map(({ name }) => name).join(', ')}`);
  const functions = functionsOf(module);
  const print = (title, list) => {
    console.log(`\n${title}`);
    for (const { name, size } of list) console.log(String(size).padStart(8), name.length > 140 ? `${name.slice(0, 139)}…` : name);
  };
  console.log(`module ${module}: ${functions.reduce((all, { size }) => all + size, 0)} bytes in ${functions.length} functions, before wasm-opt and gzip`);
  print('by area', areasOf(functions).slice(0, 60));
  print('the largest functions', functions.slice(0, 60));
}

await main(async () => {
  const words = process.argv.slice(2);
  if (!words.includes('--no-build')) await buildAll();
  const [what, module] = words.filter((word) => word !== '--no-build');
  if (what === 'functions') printFunctions(module);
  else if (what === undefined) await printSizes();
  else throw new Error(`there is no "${what}": npm run size, or npm run size -- functions MODULE`);
});
