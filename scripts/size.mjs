// `npm run size`: what an application downloads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildAll } from './lib/all.mjs';
import { main, root } from './lib/run.mjs';
import { MODULES } from './lib/wasm.mjs';

const ENTRIES = {
  'decodeTile of omescope/tiff': "export { decodeTile } from 'omescope/tiff';",
  'everything of omescope/tiff': "export * from 'omescope/tiff';",
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

await main(async () => {
  await buildAll();
  const parts = [];
  for (const { name, ships } of MODULES) {
    parts.push([ships, [readFileSync(join(root, 'dist', ships))]]);
    parts.push(['  as text', [readFileSync(join(root, 'dist', 'generated', name, 'inline.js'))]]);
    parts.push(['  its JavaScript', await bundle(`export * from './src/js/generated/${name}/glue.js';`)]);
  }
  for (const [name, code] of Object.entries(ENTRIES)) parts.push([name, await bundle(code)]);
  console.log('bytes; JavaScript minified'.padEnd(36), 'raw'.padStart(9), 'gzip'.padStart(9), 'brotli'.padStart(9));
  for (const [name, buffers] of parts) {
    const sum = (size) => String(buffers.reduce((all, buffer) => all + size(buffer), 0)).padStart(9);
    console.log(name.padEnd(36), sum((b) => b.length), sum((b) => gzipSync(b, { level: 9 }).length), sum((b) => brotliCompressSync(b).length));
  }
});
