// `npm test`: sets up, builds, and runs every test there is: Rust, the package, the page in Chromium.
import { buildAll } from './lib/all.mjs';
import { findChromium } from './lib/chromium.mjs';
import { binary } from './lib/packages.mjs';
import { attempt, main, root, run, say } from './lib/run.mjs';

/** Parts of the tests, for development: `npm test -- rust js e2e packaging lint`. */
const PARTS = {
  async lint() {
    for (const [component, args] of [['fmt', ['fmt', '--all', '--check']], ['clippy', ['clippy', '--workspace', '--all-targets', '--locked', '--', '-D', 'warnings']]]) {
      if (attempt('cargo', [component, '--version']).ok) await run('cargo', args);
      else say(`cargo ${component} is not installed; its check is left out`);
    }
  },
  async rust() {
    await run('cargo', ['test', '--locked', '--workspace']);
  },
  async js() {
    await vitest('tests/js');
  },
  async packaging() {
    await vitest('tests/packaging');
  },
  async e2e() {
    process.env.CHROME_PATH = await findChromium();
    await vitest('tests/e2e');
  },
};

async function vitest(folder) {
  say(`tests of ${folder}`);
  await run(process.execPath, [binary('vitest', 'vitest.mjs'), 'run', '--root', root, folder]);
}

await main(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((part) => !(part in PARTS));
  if (unknown) throw new Error(`there is no part "${unknown}" of the tests; parts: ${Object.keys(PARTS).join(', ')}`);
  await buildAll();
  for (const part of asked.length ? asked : Object.keys(PARTS)) await PARTS[part]();
  say('all tests passed');
});
