/** What rules say to do in Python, done with the versions of the packages that they speak of. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rules, type RuleDocumentation } from 'omescope';
import { root } from './support/fixtures.js';
import { run } from './support/cli.js';

const python = join(root, 'build', 'truth-zarr', 'venv-current', 'bin', 'python');
const folder = join(root, 'tests', 'snippets');
const snippets = readdirSync(folder).filter((name) => name.endsWith('.py')).sort();
const there = existsSync(python) && spawnSync(python, ['-c', 'import anndata, ome_zarr']).status === 0;
if (!there) console.warn(`left out: ${snippets.length} snippets of rules, as ${python} is not there (npm run truth:zarr makes it)`);

let known: readonly RuleDocumentation[] = [];
let work = '';
beforeAll(async () => {
  known = await rules();
  work = mkdtempSync(join(tmpdir(), 'omescope-snippets-'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** What a snippet says of itself: the rule, what the rule says, and what stands for `{python}` in it. */
function headOf(source: string): { rule: string; says: string; python: string } {
  const of = (name: string): string => new RegExp(`^# ${name}: (.*)$`, 'm').exec(source)?.[1] ?? '';
  return { rule: of('rule'), says: of('says'), python: of('python') };
}

async function found(store: string): Promise<readonly string[]> {
  const main = join(root, 'dist', 'cli', 'main.js');
  const { out } = await run(process.execPath, [main, 'check', store, '--format', 'json', '--fail-on', 'never'], work);
  return (JSON.parse(out) as { findings: { rule: string; effect: string }[] }).findings.filter(({ effect }) => effect !== 'note').map(({ rule }) => rule);
}

describe('snippets of rules', () => {
  test.each(snippets)('%s is what its rule says', (name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    const { rule, says, python: stated } = headOf(source);
    const text = known.find(({ id }) => id === rule)?.fix.text ?? '';
    const told = stated === '' ? text : text.replaceAll('{python}', stated);
    expect(told.replaceAll('"…"', 'store')).toContain(says);
    expect(source.split('\n').filter((line) => !line.startsWith('#')).join('\n')).toContain(says);
  });

  test.skipIf(!there).each(snippets)('%s mends what the rule finds', { timeout: 120_000 }, async (name) => {
    const { rule } = headOf(readFileSync(join(folder, name), 'utf8'));
    const [bad, good] = [join(work, `${name}-bad.zarr`), join(work, `${name}-good.zarr`)];
    const { code, err } = await run(python, [join(folder, name), bad, good], work);
    expect(code, err).toBe(0);
    const [before, after] = [await found(bad), await found(good)];
    expect(before).toContain(rule);
    expect(after).not.toContain(rule);
    expect(after.filter((other) => !before.includes(other))).toEqual([]);
  });
});
