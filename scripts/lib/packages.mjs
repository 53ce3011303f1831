// The npm packages of package-lock.json.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say } from './run.mjs';
import { hashOf, once } from './stamp.mjs';

/** Installs them where they are missing or the lock file has changed. Nothing is downloaded beyond the registry. */
export async function installPackages() {
  const hash = hashOf(['package-lock.json'], process.version);
  await once('node_modules/.omescope-stamp', hash, ['node_modules/.package-lock.json'], async () => {
    say('installing npm packages');
    // npm itself runs the scripts here, so its own program is known; elsewhere the one on PATH serves.
    const npm = process.env.npm_execpath;
    const args = ['ci', '--no-fund', '--no-audit'];
    if (npm && existsSync(npm)) await run(process.execPath, [npm, ...args]);
    else await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { shell: process.platform === 'win32' });
  });
}

/** Path of a program that an npm package brought. */
export function binary(...parts) {
  return join(root, 'node_modules', ...parts);
}
