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

/** What a snippet says of itself: the rule, what is done of what the rule says, and what stands for `{arguments}` in it. */
function headOf(source: string): { rule: string; says: string; words: ReadonlyMap<string, string> } {
  const words = new Map([...source.matchAll(/^# (\w+): (.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
  return { rule: words.get('rule') ?? '', says: words.get('says') ?? '', words };
}

interface Found {
  readonly rule: string;
  readonly effect: string;
  readonly fix: { readonly text: string };
}

async function found(store: string): Promise<readonly Found[]> {
  const main = join(root, 'dist', 'cli', 'main.js');
  const { out } = await run(process.execPath, [main, 'check', store, '--format', 'json', '--fail-on', 'never'], work);
  return (JSON.parse(out) as { findings: Found[] }).findings.filter(({ effect }) => effect !== 'note');
}

describe('snippets of rules', () => {
  test.each(snippets)('%s is what its rule says', (name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    const { rule, says, words } = headOf(source);
    const text = known.find(({ id }) => id === rule)?.fix.text ?? '';
    const told = text.replace(/\{(\w+)\}/g, (whole, name: string) => words.get(name) ?? whole);
    expect(told.replaceAll('"…"', 'store')).toContain(says);
    expect(source.split('\n').filter((line) => !line.startsWith('#')).join('\n')).toContain(says);
  });

  test.skipIf(!there).each(snippets)('%s mends what the rule finds', { timeout: 120_000 }, async (name) => {
    const { rule, says } = headOf(readFileSync(join(folder, name), 'utf8'));
    const [bad, good] = [join(work, `${name}-bad.zarr`), join(work, `${name}-good.zarr`)];
    const { code, err } = await run(python, [join(folder, name), bad, good], work);
    expect(code, err).toBe(0);
    const [before, after] = [await found(bad), await found(good)];
    // What is printed is what was done.
    expect(before.find((one) => one.rule === rule)?.fix.text.replaceAll('"…"', 'store')).toContain(says);
    const known = before.map((one) => one.rule);
    expect(after.map((one) => one.rule).filter((other) => other === rule || !known.includes(other))).toEqual([]);
  });
});
