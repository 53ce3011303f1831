/** What `npm pack` makes, installed into a project of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixturePath, root } from '../js/support/fixtures.js';
import { makeTiff } from '../js/support/tiff.js';

const project = mkdtempSync(join(tmpdir(), 'omescope-pack-'));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
let listed: string[] = [];

function run(command: string, args: string[], cwd = project): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
}

beforeAll(() => {
  // The scripts would build once more; dist/ is what is tested here.
  const [packed] = JSON.parse(run(npm, ['pack', '--json', '--ignore-scripts', '--pack-destination', project], root));
  listed = packed.files.map((file: { path: string }) => file.path);
  writeFileSync(join(project, 'package.json'), '{"name":"scratch","private":true,"type":"module"}');
  run(npm, ['install', '--no-audit', '--no-fund', '--offline', join(project, packed.filename)]);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

test('holds what is needed and nothing else', () => {
  for (const name of ['package.json', 'README.md', 'docs/rules.md', 'examples/check.mjs', 'LICENSE-MIT', 'LICENSE-APACHE', 'NOTICE', 'dist/index.js', 'dist/index.d.ts', 'dist/tiff.js', 'dist/tiff.d.ts', 'dist/geotiff.js', 'dist/geotiff-worker.js', 'dist/pool.js', 'dist/pool-worker.js', 'dist/slim.js', 'dist/viv.js', 'dist/viv.d.ts', 'dist/zarr.js', 'dist/zarr.d.ts', 'dist/omescope.wasm', 'dist/omescope-check.wasm', 'dist/omescope-zarr.wasm', 'dist/omescope-more.wasm', 'dist/omescope-jxl.wasm', 'dist/cli/main.js', 'dist/schema.json', 'dist/rules.json']) {
    expect(listed).toContain(name);
  }
  for (const name of listed) expect(name).toMatch(/^(dist\/|docs\/|examples\/|package\.json|README\.md|CHANGELOG\.md|NOTICE|LICENSE-)/);
});

test('every entry of the exports map is there and works in Node.js', () => {
  const { bytes, offsets } = makeTiff(7);
  writeFileSync(join(project, 'image.tif'), bytes);
  writeFileSync(
    join(project, 'use.mjs'),
    `import { readFileSync } from 'node:fs';
     import { createRequire } from 'node:module';
     import { offsets } from 'omescope';
     import * as slim from 'omescope/slim';
     import * as tiff from 'omescope/tiff';
     const require = createRequire(import.meta.url);
     const image = readFileSync('image.tif');
     const module = (name) => readFileSync(require.resolve('omescope/' + name + '.wasm'));
     await slim.initialize(module('omescope'), { check: module('omescope-check'), zarr: module('omescope-zarr'), more: module('omescope-more') });
     const { check, reportText } = await import('omescope');
     if (reportText(await check(image)) !== slim.reportText(await slim.check(image))) throw new Error('the reports differ');
     const [schema, rules] = [require('omescope/schema.json'), require('omescope/rules.json')];
     console.log(JSON.stringify([await offsets(image), await slim.offsets(image), await tiff.offsets(image), require('omescope/package.json').name, schema.$id, rules.length > 50]));`,
  );
  expect(JSON.parse(run(process.execPath, ['use.mjs']))).toEqual([offsets, offsets, offsets, 'omescope', 'urn:omescope:report:1', true]);
});

test('the command line is installed under its name', () => {
  const bin = join(project, 'node_modules', '.bin', process.platform === 'win32' ? 'omescope.cmd' : 'omescope');
  expect(run(bin, ['offsets', '--stdout', 'image.tif'])).toBe(`${JSON.stringify(makeTiff(7).offsets)}\n`);
});

test('its types are found and strict', () => {
  writeFileSync(
    join(project, 'use.ts'),
    `import { offsets, inspect, OmescopeError, type Ifd, type Source } from 'omescope';
     import { initialize } from 'omescope/slim';
     import { openTiff } from 'omescope/tiff';
     const source: Source = { read: async (offset, length) => new Uint8Array(length) };
     const found: number[] = await offsets(source, { signal: new AbortController().signal });
     const first: Ifd | undefined = (await inspect(new Blob([]))).ifds[0];
     // @ts-expect-error a number is no input
     await offsets(7);
     await initialize(new URL('https://example.org/omescope.wasm'), { more: 'https://example.org/omescope-more.wasm', jxl: () => fetch('https://example.org/omescope-jxl.wasm') });
     await openTiff(source);
     export { found, first, OmescopeError };`,
  );
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const module of [['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
    const args = [tsc, '--noEmit', '--strict', '--target', 'es2022', '--module', module[0] ?? '', '--moduleResolution', module[1] ?? '', '--types', '', 'use.ts'];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  }
});

test('a bundler keeps the module in a chunk of its own that is loaded at the first call', async () => {
  const { build } = await import('esbuild');
  writeFileSync(join(project, 'app.js'), "import { offsets } from 'omescope'; globalThis.run = (input) => offsets(input);");
  const result = await build({ absWorkingDir: project, entryPoints: ['app.js'], bundle: true, splitting: true, format: 'esm', outdir: 'out', minify: true, metafile: true });
  const outputs = Object.entries(result.metafile.outputs);
  const entry = outputs.find(([, { entryPoint }]) => entryPoint === 'app.js');
  const inline = outputs.find(([, { inputs }]) => Object.keys(inputs).some((name) => name.endsWith('generated/core/inline.js')));
  expect(inline?.[0]).not.toBe(entry?.[0]);
  expect(entry?.[1].imports).toContainEqual(expect.objectContaining({ path: inline?.[0], kind: 'dynamic-import' }));
  const modules = ['core', 'check', 'more', 'jxl'].map((name) => outputs.filter(([, { inputs }]) => Object.keys(inputs).some((path) => path.endsWith(`generated/${name}/inline.js`))));
  expect(modules.map((found) => found.length)).toEqual([1, 1, 1, 1]);
  expect(new Set(modules.flat().map(([path]) => path)).size).toBe(4);
  writeFileSync(
    join(project, 'run.mjs'),
    `await import('./out/app.js'); const { readFileSync } = await import('node:fs');
     console.log(JSON.stringify(await globalThis.run(readFileSync('image.tif'))));`,
  );
  expect(JSON.parse(run(process.execPath, ['run.mjs']))).toEqual(makeTiff(7).offsets);
});

test('no bundler has anything to warn of, and no chunk is imported for nothing', async () => {
  const { build } = await import('esbuild');
  for (const name of ['omescope', 'omescope/tiff', 'omescope/geotiff', 'omescope/pool', 'omescope/viv', 'omescope/zarr', 'omescope/slim']) {
    writeFileSync(join(project, 'all.js'), `export * from '${name}';`);
    const { warnings } = await build({ absWorkingDir: project, entryPoints: ['all.js'], bundle: true, splitting: true, format: 'esm', outdir: 'all', logLevel: 'silent' });
    expect(warnings.map(({ text }) => text)).toEqual([]);
  }
  for (const name of listed.filter((path) => path.endsWith('.js'))) expect(readFileSync(join(project, 'node_modules', 'omescope', name), 'utf8'), name).not.toMatch(/^import ["']/m);
});

test('modules for rarer compressions are loaded by the first tile that needs them, and not before', async () => {
  const { build } = await import('esbuild');
  writeFileSync(join(project, 'tiles.js'), "import { openTiff } from 'omescope/tiff'; globalThis.plane = async (file) => (await (await openTiff(file)).ifd(0)).plane();");
  const result = await build({ absWorkingDir: project, entryPoints: ['tiles.js'], bundle: true, splitting: true, format: 'esm', outdir: 'tiles', metafile: true });
  const chunkOf = (name: string): string => {
    const chunk = Object.entries(result.metafile.outputs).find(([, { inputs }]) => Object.keys(inputs).some((path) => path.endsWith(`generated/${name}/inline.js`)));
    return chunk?.[0] ?? 'none';
  };
  for (const name of ['lzw.tif', 'jpeg2000.tif', 'jpegxl.tif', 'rgb.raw']) writeFileSync(join(project, name), readFileSync(join(root, 'tests', 'fixtures', 'more', name)));
  const names = ['core', 'more', 'jxl'];
  expect(new Set(names.map(chunkOf)).size).toBe(3);
  expect(chunkOf('check')).toBe('none');
  // Each chunk says that it is loaded.
  for (const name of names) {
    const path = join(project, chunkOf(name));
    writeFileSync(path, `(globalThis.loaded ??= []).push('${name}');\n${readFileSync(path, 'utf8')}`);
  }
  writeFileSync(
    join(project, 'run-tiles.mjs'),
    `import { readFileSync } from 'node:fs';
     globalThis.loaded = [];
     await import('./tiles/tiles.js');
     const wanted = readFileSync('rgb.raw');
     const read = async (name) => [wanted.equals((await globalThis.plane(readFileSync(name))).data), [...globalThis.loaded]];
     console.log(JSON.stringify([[...globalThis.loaded], await read('lzw.tif'), await read('jpeg2000.tif'), await read('jpegxl.tif')]));`,
  );
  expect(JSON.parse(run(process.execPath, ['run-tiles.mjs']))).toEqual([
    [],
    [true, ['core']],
    [true, ['core', 'more']],
    [true, ['core', 'more', 'jxl']],
  ]);
});

test('a tree-shaking bundler drops the core where only a helper is used', async () => {
  const { build } = await import('esbuild');
  writeFileSync(join(project, 'small.js'), "import { offsetsFileName } from 'omescope'; console.log(offsetsFileName('X.ome.tif'));");
  const result = await build({ absWorkingDir: project, entryPoints: ['small.js'], bundle: true, splitting: true, format: 'esm', outdir: 'small', minify: true, metafile: true });
  const entry = Object.values(result.metafile.outputs).find(({ entryPoint }) => entryPoint === 'small.js');
  expect(entry?.imports).toEqual([]);
  // Constants that are worked out, such as `4 * 1024`, are kept by some bundlers.
  expect(entry?.bytes).toBeLessThan(1500);
});

test('the programs of the README run as they stand', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const programs = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, program = '']) => program);
  writeFileSync(join(project, 'cells.ome.tif'), readFileSync(join(root, 'www', 'samples', 'cells.ome.tif')));
  const printed = programs.map((program, index) => {
    expect(program.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(6);
    writeFileSync(join(project, `program-${index}.mjs`), program);
    return run(process.execPath, [`program-${index}.mjs`]);
  });
  expect(printed).toEqual([expect.stringContaining('Viv 0.21 loads'), '256 x 256 pixels in a Uint16Array\n', "cells [ 't', 'z', 'c', 'y', 'x' ] [ 1, 1, 3, 768, 1024 ]\n"]);
});
