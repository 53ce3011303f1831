// What the published loaders of Vitessce, Viv and zarrita really do with Zarr stores: the tables of tests/truth/zarr, kept as tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../scripts/lib/run.mjs';
import { makePythonStores } from '../truth/zarr/python.mjs';
import { build, here, installViewers } from '../truth/zarr/setup.mjs';

/** The first run installs the viewers, makes some 900 stores, and looks at each with up to three viewers. */
const FIRST_RUN_MS = 3_600_000;

interface Step {
  readonly name: string;
  readonly outcome: string;
}
interface Result {
  readonly outcome: string;
  readonly steps: readonly Step[];
}
interface Observed {
  readonly cases: Record<string, { readonly bytes: number; readonly viewers: Record<string, Result> }>;
  readonly expected: { readonly differences: readonly string[]; readonly coverage: Record<string, readonly string[]> };
}

const missing = reasonOf(() => void installViewers());
if (missing !== undefined) console.warn(`SKIPPED: the viewers of Zarr stores are not run: ${missing}`);
const noPython = missing ?? makePythonStores(['current']);
if (noPython !== undefined) console.warn(`SKIPPED: stores of the Python writers: ${noPython}`);

function reasonOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function read<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
}

describe.skipIf(missing !== undefined)('viewers of Zarr stores', () => {
  let observed: Observed;

  beforeAll(async () => {
    await run(process.execPath, ['--import', join(here, 'oracle', 'register.mjs'), join(here, 'observe.mjs'), '--quiet']);
    observed = read(build, 'observed.json');
  }, FIRST_RUN_MS);

  test('every viewer does with every store what its table says', () => {
    expect(observed.expected.differences).toEqual([]);
  });

  test('every rule has a store that breaks it and one that nearly does, or a reason why not', () => {
    expect(observed.expected.coverage).toEqual({ withoutTrigger: [], withoutNear: [], unknown: [] });
  });

  test('errors, first failing steps, requests and bytes are those of outcomes.json', () => {
    // `npm run truth:zarr -- --accept` writes it anew; read the difference before committing it.
    const [now, kept] = [read<{ cases: unknown }>(build, 'outcomes.json'), read<{ cases: unknown }>(here, 'outcomes.json')];
    expect(now.cases).toEqual(kept.cases);
  });

  test('two of five stores are bad for some viewer, and all are small', () => {
    const all = Object.values(observed.cases);
    const bad = all.filter(({ viewers }) => Object.values(viewers).some(({ outcome }) => outcome !== 'loads'));
    expect(all.length).toBeGreaterThanOrEqual(160);
    expect(bad.length / all.length).toBeGreaterThan(0.4);
    expect(all.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(60e6);
  });

  test('no result comes from a fault of the oracle', () => {
    const faults = Object.entries(observed.cases).filter(([, { viewers }]) => Object.values(viewers).some(({ steps }) => steps.some(({ name }) => name === 'oracle')));
    expect(faults).toEqual([]);
  });
});
