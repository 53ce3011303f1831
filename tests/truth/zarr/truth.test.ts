/** What the published loaders of Vitessce, Viv and zarrita do with generated stores is what the tables of cases say. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { installViewers } from './setup.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const build = join(here, '../../../build/truth-zarr');

interface Step {
  readonly name: string;
  readonly outcome: string;
  readonly log?: readonly string[];
}

interface Result {
  readonly outcome: string;
  readonly step?: string;
  readonly error?: string;
  readonly message?: string;
  readonly steps: readonly Step[];
}

interface Observed {
  readonly cases: Record<string, { readonly bytes: number; readonly rules: string[]; readonly viewers: Record<string, Result> }>;
  /** Written by `observe.mjs` beside the observations: what the tables expect, and where that differs. */
  readonly expected: { readonly differences: string[]; readonly coverage: Record<string, string[]> };
}

const missing = viewersMissing();
if (missing) console.warn(`skipped: the viewers cannot be installed (${missing})`);

/** Installs the viewers, or says why that is not possible: without a registry nothing can be found out. */
function viewersMissing(): string | undefined {
  try {
    installViewers();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

let observed: Observed;

beforeAll(() => {
  if (missing) return;
  const args = ['--import', join(here, 'oracle/register.mjs'), join(here, 'observe.mjs'), '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'inherit', 'pipe'] });
  if (status !== 0) throw new Error(`the oracle ended with ${status}: ${stderr}`);
  observed = JSON.parse(readFileSync(join(build, 'observed.json'), 'utf8')) as Observed;
}, 3_600_000);

test.skipIf(missing)('every viewer does with every store what its table says', () => {
  expect(observed.expected.differences).toEqual([]);
});

test.skipIf(missing)('every rule has a store that breaks it and one that nearly does, or a reason why not', () => {
  expect(observed.expected.coverage).toEqual({ withoutTrigger: [], withoutNear: [], unknown: [] });
});

test.skipIf(missing)('there are enough stores, good and bad, and they are small', () => {
  const all = Object.values(observed.cases);
  const bad = all.filter(({ viewers }) => Object.values(viewers).some(({ outcome }) => outcome !== 'loads'));
  expect(all.length).toBeGreaterThanOrEqual(160);
  expect(bad.length / all.length).toBeGreaterThan(0.4);
  expect(all.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(50e6);
});

test.skipIf(missing)('errors, steps, requests and bytes are those of outcomes.json', () => {
  const kept = JSON.parse(readFileSync(join(here, 'outcomes.json'), 'utf8')) as { cases: unknown };
  const now = JSON.parse(readFileSync(join(build, 'outcomes.json'), 'utf8')) as { cases: unknown };
  // `node --import ./tests/truth/zarr/oracle/register.mjs tests/truth/zarr/observe.mjs --keep` writes it anew.
  expect(now.cases).toEqual(kept.cases);
});

test.skipIf(missing)('the oracle itself never failed', () => {
  const failed = Object.entries(observed.cases).flatMap(([id, { viewers }]) => Object.entries(viewers).flatMap(([viewer, { steps }]) => (steps.some(({ name }) => name === 'oracle') ? [`${id} ${viewer}`] : [])));
  expect(failed).toEqual([]);
  expect(existsSync(join(build, 'stores'))).toBe(true);
});
