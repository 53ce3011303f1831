/** What README.md says of rules and of the command line is so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from 'omescope';
// @ts-expect-error: plain JavaScript without declarations
import { findPython, runExample } from '../../scripts/lib/example.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { withExample, withRules } from '../../scripts/lib/readme.mjs';
import { useBench } from './support/cli.js';
import { root } from './support/fixtures.js';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const bench = useBench('readme');

test('the table of rules is up to date (npm run readme)', async () => {
  expect(withRules(readme, await rules())).toBe(readme);
});

test('the example is what happens: the report, the fix as it is printed, and the report after it', () => {
  const python = findPython() as string | undefined;
  if (python === undefined) return console.warn('skipped: there is no Python with tifffile, and none could be installed');
  const session = runExample(python) as string;
  expect(session).toMatch(/Viv 0\.21 +fails[\s\S]*\$ python3 [\s\S]*Viv 0\.21 +loads/);
  expect(withExample(readme, session)).toBe(readme);
}, 240_000);

test('every flag of the help is in the README or goes without saying, and every command of the README is one', async () => {
  const { out } = await bench.omescope(['--help']);
  const commands = [...readme.matchAll(/^npx omescope (\w+)/gm)].map(([, name = '']) => name).filter((name) => !/\.tif|^image$|^https$/.test(name));
  expect(commands.length).toBeGreaterThan(5);
  for (const name of commands) expect(out).toMatch(new RegExp(`omescope \\[?${name}`));
  for (const flag of ['--viewer', '--format', '--fail-on', '--rule', '--offsets', '--max-bytes', '--header', '--concurrency', '--force']) {
    expect(out).toContain(flag);
    expect(readme).toContain(flag);
  }
});
