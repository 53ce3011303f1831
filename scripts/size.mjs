// `npm run size`: what an application downloads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildAll } from './lib/all.mjs';
import { main, root } from './lib/run.mjs';

await main(async () => {
  await buildAll();
  const { build } = await import('esbuild');
  const bundle = async (code) => {
    const stdin = { contents: code, resolveDir: root, loader: 'js' };
    const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', minify: true, splitting: true, outdir: 'out', write: false });
    return outputFiles.filter(({ path }) => !path.includes('inline')).map(({ contents }) => Buffer.from(contents));
  };
  const parts = {
    'omescope.wasm': [readFileSync(join(root, 'dist', 'omescope.wasm'))],
    'the module inlined as base64': [readFileSync(join(root, 'dist', 'generated', 'inline.js'))],
    'import { offsets }, without the module': await bundle("export { offsets } from 'omescope';"),
    'everything of omescope/slim': await bundle("export * from 'omescope/slim';"),
  };
  console.log('bytes, minified'.padEnd(42), 'raw'.padStart(9), 'gzip'.padStart(9), 'brotli'.padStart(9));
  for (const [name, buffers] of Object.entries(parts)) {
    const sum = (size) => String(buffers.reduce((all, buffer) => all + size(buffer), 0)).padStart(9);
    console.log(name.padEnd(42), sum((b) => b.length), sum((b) => gzipSync(b, { level: 9 }).length), sum((b) => brotliCompressSync(b).length));
  }
});
