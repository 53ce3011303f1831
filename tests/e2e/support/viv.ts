/** Viv's layers as npm has them, in build/viv, and pages that are built of them. */
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
// @ts-expect-error: plain JavaScript without declarations
import { run } from '../../../scripts/lib/run.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { hashOf, once } from '../../../scripts/lib/stamp.mjs';
import { root } from '../../js/support/fixtures.js';

export const folder = join(root, 'build', 'viv');
const windows = process.platform === 'win32';

/** Installs what is pinned in tests/e2e/viv, with this package as a dependency beside it. */
export async function installLayers(): Promise<void> {
  const hash: string = hashOf(['tests/e2e/viv/package-lock.json'], process.version);
  await once('build/viv.stamp', hash, ['build/viv/node_modules/.package-lock.json', 'build/viv/node_modules/omescope'], async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) cpSync(join(root, 'tests', 'e2e', 'viv', name), join(folder, name));
    await run(windows ? 'npm.cmd' : 'npm', ['ci', '--no-fund', '--no-audit', '--ignore-scripts'], { cwd: folder, shell: windows });
    symlinkSync(root, join(folder, 'node_modules', 'omescope'), 'junction');
  });
}

/** The page of the tests, as one script. */
export async function buildPage(): Promise<void> {
  cpSync(join(root, 'tests', 'e2e', 'viv', 'page.mjs'), join(folder, 'page.mjs'));
  await bundle({ absWorkingDir: folder, entryPoints: ['page.mjs'], outdir: 'page', bundle: true, splitting: true, format: 'esm', outExtension: { '.js': '.js' }, logLevel: 'error' });
}

/** examples/viv as `npm run build` of it makes it. */
export async function buildExample(): Promise<string> {
  const source = join(folder, 'example');
  rmSync(source, { recursive: true, force: true });
  cpSync(join(root, 'examples', 'viv'), source, { recursive: true });
  const { build } = await import('vite');
  await build({ root: source, configFile: false, logLevel: 'error' });
  return join('build', 'viv', 'example', 'dist');
}
