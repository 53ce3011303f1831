// `npm run bench`: measurements, printed as tables. Never a test.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './lib/all.mjs';
import { main, root, run } from './lib/run.mjs';

await main(async () => {
  await buildAll();
  const { build } = await import('esbuild');
  const names = readdirSync(join(root, 'tests', 'bench')).filter((name) => name.endsWith('.bench.ts'));
  const asked = process.argv.slice(2);
  for (const name of names.filter((name) => asked.length === 0 || asked.some((part) => name.startsWith(part)))) {
    const outfile = join(root, 'build', 'bench', name.replace(/\.ts$/, '.mjs'));
    await build({ absWorkingDir: root, entryPoints: [`tests/bench/${name}`], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' });
    await run(process.execPath, ['--expose-gc', outfile]);
  }
});
