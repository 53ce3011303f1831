import { binary } from '../packages.mjs';
import { root, run } from '../run.mjs';

/** Runs tests of JavaScript: those of folders or files. */
export async function vitest(...paths) {
  await run(process.execPath, [binary('vitest', 'vitest.mjs'), 'run', '--root', root, ...paths]);
}
