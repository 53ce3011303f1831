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

  describe('and omescope says so', () => {
    type Said = Record<string, Record<string, { outcome: string; message: string; because: string[]; cost: Record<string, [number, number]>; fails?: string }>>;
    type Kept = { cases: Record<string, { viewers: Record<string, { outcome: string; message?: string; cost?: Record<string, [number, number]> }> }> };
    type Line = { id: string; viewer: string; verdict: { outcome: string; because?: string[] }; observed: { outcome: string; step?: string; message?: string } };
    let said: Said = {};
    let compared: { said: Said; wrong: Line[]; count: Record<string, Record<string, number>> } = { said, wrong: [], count: {} };
    let kept: Kept = { cases: {} };

    beforeAll(async () => {
      await run(process.execPath, ['--import', join(here, 'oracle', 'register.mjs'), join(here, 'verdicts.mjs')]);
      compared = read(build, 'said.json');
      said = compared.said;
      kept = read(here, 'outcomes.json');
    }, FIRST_RUN_MS);

    test('of at least 99 of 100 stores for each viewer; where not, it is known why', () => {
      const known = read<Record<string, string>>(here, 'differences.json');
      const lines = compared.wrong.map(
        ({ id, viewer, verdict, observed }) => `${id} ${viewer}: said ${verdict.outcome} ${verdict.because?.join(' ')}; ${observed.outcome} at ${observed.step ?? '-'}: ${observed.message ?? ''}`,
      );
      expect(lines.filter((line) => known[line.split(' ')[0] ?? ''] === undefined)).toEqual([]);
      for (const [viewer, { agreed, missed, alarmed, other }] of Object.entries(compared.count)) {
        if (viewer === 'viv@0.16.1') continue;
        const judged = (agreed ?? 0) + (missed ?? 0) + (alarmed ?? 0) + (other ?? 0);
        // Over HTTP zarrita alone cannot be followed through a store; see differences.json.
        expect((agreed ?? 0) / judged, viewer).toBeGreaterThan(viewer.startsWith('zarrita') ? 0.98 : 0.985);
      }
    });

    test('with the requests and bytes that were recorded', () => {
      let [equal, different] = [0, 0];
      const lines: string[] = [];
      for (const [id, { viewers }] of Object.entries(kept.cases)) {
        for (const [viewer, { cost = {} }] of Object.entries(viewers)) {
          const own = said[id]?.[viewer]?.cost;
          if (own === undefined) continue;
          for (const [step, [requests, bytes]] of Object.entries(cost)) {
            if (own[step] === undefined) continue;
            if (own[step][0] === requests && own[step][1] === bytes) equal += 1;
            else {
              different += 1;
              lines.push(`${id} ${viewer} ${step}: ${requests} requests, ${bytes} bytes; said ${own[step].join(', ')}`);
            }
          }
        }
      }
      console.log(`requests and bytes of ${equal} interactions are equal, of ${different} not\n${lines.slice(0, 40).join('\n')}`);
      expect(equal).toBeGreaterThan(5000);
      expect(different / (equal + different)).toBeLessThan(0.01);
    });

    test('in the words of the viewer', () => {
      let [same, others] = [0, [] as string[]];
      for (const [id, { viewers }] of Object.entries(kept.cases)) {
        for (const [viewer, { outcome, message }] of Object.entries(viewers)) {
          const own = said[id]?.[viewer];
          if (own?.outcome !== 'fails' || outcome !== 'fails') continue;
          if (message === own.message || message === own.fails) same += 1;
          else others.push(`${id} ${viewer}: ${message}; said ${own.message}`);
        }
      }
      console.log(`words of ${same} failures are equal, of ${others.length} not\n${others.slice(0, 40).join('\n')}`);
      expect(same / (same + others.length)).toBeGreaterThan(0.9);
    });
  });
});
