// What Viv, Avivator and Vitessce really do with OME-TIFFs: the facts that omescope's verdicts rest on, kept as tests.
import { execFile } from 'node:child_process';
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { check, type CheckOptions, type CostSteps, type Report } from 'omescope';
import { files } from '../truth/oracle/files.mjs';
import { generateFiles } from '../truth/oracle/generate.mjs';
import { installViewers } from '../truth/oracle/install.mjs';
import { modelled } from '../truth/oracle/model.mjs';
import { agree, expectedOutcomes, sentence } from '../truth/oracle/outcomes.mjs';
import { observeAll } from '../truth/oracle/run.mjs';
import { serve } from '../truth/oracle/server.mjs';

/** The first run makes an environment, 700 files, and looks at each with two viewers. */
const FIRST_RUN_MS = 3_600_000;
const BLOCK = 65_536;

interface Range {
  start: number;
  end: number;
  round: number;
  bytes: number;
  status?: number;
}
interface Step {
  step: string;
  requests: number;
  bytes: number;
  rounds: number;
  ranges: Range[];
  error?: { name: string; message: string };
}
interface Seen {
  outcome: 'loads' | 'wrong' | 'fails' | 'unknown';
  reason: string;
  images?: unknown[];
}
interface Observed {
  viewers: Record<string, Seen>;
  cost: Record<string, Step[]>;
}
interface TruthFile {
  id: string;
  path: string;
  beside: Record<string, unknown>;
  planted: string[];
  offsets: number[] | null;
}

const missing = await generateFiles();
if (missing !== undefined) console.warn(`SKIPPED: the viewers are not run: ${missing}`);

describe.skipIf(missing !== undefined)('viewers', () => {
  let results: Record<string, Observed> = {};
  let cases: TruthFile[] = [];
  const of = (id: string): Observed => {
    const found = results[id];
    if (!found) throw new Error(`${id} was not observed`);
    return found;
  };

  beforeAll(async () => {
    await installViewers();
    results = (await observeAll()) as Record<string, Observed>;
    cases = files() as TruthFile[];
  }, FIRST_RUN_MS);

  test('do with every case what the table says', () => {
    const table = expectedOutcomes() as Record<string, Record<string, string>>;
    const generated = Object.keys(results).filter((id) => !id.startsWith('corpus/'));
    expect(generated.sort()).toEqual(Object.keys(table).sort());
    const wrong = generated.flatMap((id) =>
      Object.entries(of(id).viewers)
        .filter(([viewer, seen]) => !agree(sentence(seen), table[id]?.[viewer] ?? ''))
        .map(([viewer, seen]) => `${id}, ${viewer}: ${sentence(seen)}; expected ${table[id]?.[viewer]}`),
    );
    expect(wrong).toEqual([]);
  });

  test('show every file that is as it should be', () => {
    const viewers = ['viv@0.21', 'avivator@0.21', 'vitessce@4.0.8'];
    const good = cases.filter(({ id, planted }) => planted.length === 0 && !id.startsWith('corpus/'));
    const bad = good.flatMap(({ id }) => viewers.map((viewer) => [id, viewer, of(id).viewers[viewer]?.outcome]));
    expect(bad.filter(([, , outcome]) => outcome !== 'loads' && outcome !== 'unknown')).toEqual([]);
    expect(good.length).toBeGreaterThan(130);
  });

  test('fail on at least a hundred files in which something is planted', () => {
    const planted = cases.filter(({ id, planted }) => planted.length > 0 && !id.startsWith('corpus/'));
    const failing = planted.filter(({ id }) => Object.values(of(id).viewers).some(({ outcome }) => outcome === 'fails'));
    expect(planted.length).toBeGreaterThan(cases.length * 0.4);
    expect(failing.length).toBeGreaterThan(100);
  });

  describe('open what is not called OME-TIFF as plain TIFF in Avivator', () => {
    const IDS = [
      'good/uint16', 'good/channels-1', 'good/channels-5', 'good/stack-z-t', 'good/rgb-deflate', 'good/rgb-strips', 'good/no-pyramid-tiled', 'good/float32', 'good/int16',
      'good/two-images', 'compression/zstd', 'compression/lzma', 'compression/lzw-rgb', 'samples/planar', 'samples/predictor-2-uint64', 'samples/sparse', 'samples/two-per-pixel',
      'pyramid/legacy-pages', 'pyramid/legacy-images', 'planes/binned-channel-flat', 'planes/uint8-beside-uint16-flat', 'planes/12-bits-beside-16', 'planes/strips-beside-tiles',
      'images/rgb-then-grey', 'xml/missing', 'xml/imagej', 'xml/unit-um', 'xml/no-type', 'xml/size-c-too-large', 'chain/cut', 'chain/extra-ifds', 'tags/private-type-14', 'tags/no-width',
      'tags/description-twice-text-last', 'whole/header-only',
    ];
    interface Plain {
      outcome: 'opens' | 'fails';
      channels?: number;
      error?: string;
    }

    test('and omescope says so', async () => {
      const chosen = cases.filter(({ id }) => IDS.includes(id));
      expect(chosen.map(({ id }) => id).sort()).toEqual([...IDS].sort());
      // The whole address counts, so nothing in it may say OME-TIFF.
      const server = await serve((path: string) => chosen[Number(/^\/(\d+)\/plain\.tif$/.exec(path)?.[1])]?.path);
      const different: string[] = [];
      try {
        const program = fileURLToPath(new URL('../truth/oracle/names.mjs', import.meta.url));
        const { stdout } = await promisify(execFile)(process.execPath, [program, server.origin, ...chosen.map(({ path }) => path)], { maxBuffer: 1 << 26 });
        const seen = new Map(stdout.trim().split('\n').map((line) => JSON.parse(line) as { path: string; local: Plain; remote: Plain }).map((line) => [line.path, line]));
        for (const [index, { id, path }] of chosen.entries()) {
          const { local, remote } = seen.get(path) ?? {};
          const options: CheckOptions = { viewers: ['avivator'], offsets: false };
          const reports = [
            ['dropped', local, await check(new File([await openAsBlob(path)], 'plain.tif'), options)],
            ['by address', remote, await check(`${server.origin}/${index}/plain.tif`, options)],
          ] as const;
          for (const [how, plain, { verdicts, findings }] of reports) {
            const verdict = verdicts[0]?.verdict;
            if ((verdict === 'fails') !== (plain?.outcome === 'fails')) different.push(`${id} ${how}: said ${verdict} (${verdicts[0]?.because.join(' ')}), seen ${JSON.stringify(plain)}`);
            // Whatever is left out of an image of several planes is told.
            if (plain?.outcome === 'opens' && (plain.channels ?? 0) > 1) expect(findings.map(({ rule }) => rule), id).toContain('file/name');
          }
        }
      } finally {
        await server.close();
      }
      expect(different).toEqual([]);
    }, 120_000);
  });

  describe('and omescope says so', () => {
    /** Profiles, and what the oracle calls their viewers. */
    const VIEWERS = { 'viv@0.21': 'viv@0.21', avivator: 'avivator@0.21', 'vitessce@4.0.8': 'vitessce@4.0.8' };
    const reports = new Map<string, Report>();

    beforeAll(async () => {
      for (const { id, path, beside } of cases) {
        const named = basename(path).replace(/^.*--/, '');
        const sidecar = Object.keys(beside).find((name) => name.endsWith('.offsets.json'));
        const place = sidecar === undefined ? undefined : join(dirname(path), sidecar);
        const offsets = place !== undefined && existsSync(place) ? new File([readFileSync(place)], sidecar ?? '') : false;
        const file = new File([await openAsBlob(path)], named);
        reports.set(id, await check(file, { viewers: Object.keys(VIEWERS), offsets }));
      }
    }, FIRST_RUN_MS);

    test('of nearly all files; where not, it is known why', () => {
      const known = JSON.parse(readFileSync(new URL('../truth/differences.json', import.meta.url), 'utf8')) as Record<string, string>;
      let judged = 0;
      const differing: string[] = [];
      for (const { id, path } of cases) {
        for (const { viewer, verdict, because } of reports.get(id)?.verdicts ?? []) {
          // The oracle opens all as OME-TIFF; what Avivator does by the name is tested above.
          if (viewer === 'avivator' && !path.includes('ome.tif')) continue;
          const seen = of(id).viewers[VIEWERS[viewer as keyof typeof VIEWERS]];
          // What the oracle cannot tell in Node says nothing of the verdict.
          if (seen === undefined || seen.outcome === 'unknown') continue;
          judged += 1;
          if ((verdict === 'slow' ? 'loads' : verdict) !== seen.outcome) differing.push(`${viewer} ${id}: ${sentence(seen)}; said ${verdict} ${because.join(' ')}`);
        }
      }
      const unknown = differing.filter((line) => !Object.keys(known).some((start) => line.startsWith(start) || line.replace(/^\S+/, '*').startsWith(start)));
      expect(unknown).toEqual([]);
      expect(judged).toBeGreaterThan(cases.length * 2.9);
      expect(1 - differing.length / judged).toBeGreaterThan(0.99);
    });

    test('and what it costs, within a fifth of what was asked for', () => {
      let compared = 0;
      const off: string[] = [];
      for (const { id } of cases) {
        const cost = reports.get(id)?.cost;
        for (const [how, steps] of [['plain', cost?.withoutOffsets], ['offsets', cost?.withOffsets]] as [string, CostSteps | undefined][]) {
          for (const { step, requests, bytes, error } of of(id).cost[how] ?? []) {
            const said = steps?.[step as keyof CostSteps];
            if (said === undefined || error !== undefined) continue;
            compared += 1;
            const near = Math.abs(said.requests - requests) <= Math.max(0.2 * requests, 0.99) && Math.abs(said.bytes - bytes) <= 0.2 * bytes;
            if (!near) off.push(`${id} ${how} ${step}: ${requests} requests, ${bytes} bytes; said ${said.requests}, ${said.bytes}`);
          }
        }
      }
      expect(compared).toBeGreaterThan(2000);
      // Strips of one image that end in the middle of a block are asked for again by each of three readers; and two readers of a small
      // file may ask for blocks side by side in turns of their own.
      const known = ['tifffile/strips ', 'matrix/none-int16-big-tiles ', 'matrix/none-int16-motorola-wide-tiles ', 'matrix/packbits-float32-big-one-strip '];
      expect(off.filter((line) => !known.some((start) => line.startsWith(start)))).toEqual([]);
    });
  });

  test.each([
    ['align/tile-end', 'viv@0.21', "fails: TypeError: Cannot read properties of undefined (reading 'offset')"],
    ['align/tile-end-behind', 'viv@0.21', 'loads'],
    ['samples/big-endian-predictor-2-uint16', 'viv@0.21', 'wrong'],
    ['samples/big-endian-predictor-3-float32', 'viv@0.21', 'wrong'],
    ['samples/format-count-1', 'viv@0.21', 'fails: Unsupported data format/bitsPerSample'],
    ['compression/lzw-rgb', 'viv@0.21', 'fails: RangeError: Offset is outside the bounds of the DataView'],
    ['damage/lzw-tile-cut', 'viv@0.21', 'fails: hangs'],
    ['xml/tiffdata-reversed', 'viv@0.21', 'wrong: level 1 c0 z0 t0 whole: shows c=2 as c=0'],
    ['xml/tiffdata-without-plane-count', 'viv@0.21', 'loads'],
    ['xml/tiffdata-without-plane-count', 'vitessce@4.0.8', 'fails: ZodError: Image.0.Pixels.TiffData.0.attr.PlaneCount'],
    ['xml/unit-pixel', 'vitessce@4.0.8', 'fails: SyntaxError: Unit "pixel" not found.'],
    ['pyramid/none-2100-wide', 'vitessce@4.0.8', 'fails: The lowest resolution of this image exceeds texture size limits'],
    ['good/rgb-none', 'vitessce@4.0.8 spatialBeta', 'fails: at the start, c1 z0 t0: No image at index 1'],
  ])('%s in %s: %s', (id, viewer, expected) => {
    const seen = of(id).viewers[viewer];
    expect(seen && sentence(seen)).toContain(expected);
  });

  describe('ask for whole blocks of 64 KiB', () => {
    const traces = (): [string, Step[]][] => Object.entries(results).flatMap(([id, { cost }]) => Object.entries(cost).map(([name, steps]): [string, Step[]] => [`${id} ${name}`, steps]));
    const ranges = (steps: Step[]): Range[] => steps.flatMap((step) => step.ranges);

    test('and one byte more, and never twice for the same block', () => {
      for (const [name, steps] of traces()) {
        const blocks = new Set<number>();
        for (const { start, end } of ranges(steps)) {
          expect(start % BLOCK, name).toBe(0);
          expect((end - start) % BLOCK, name).toBe(0);
          for (let block = start / BLOCK; block < end / BLOCK; block += 1) {
            expect(blocks.has(block), `${name}: block ${block}`).toBe(false);
            blocks.add(block);
          }
        }
      }
    });

    test('beginning with the first one, alone', () => {
      // Where the viewer hangs before, there is no trace.
      const begun = traces().filter(([, steps]) => steps.length > 0);
      expect(begun.length).toBeGreaterThan(800);
      for (const [name, steps] of begun) expect(ranges(steps)[0], name).toMatchObject({ start: 0, end: BLOCK, round: 0 });
    });

    test('and blocks side by side as one request, but for those that are asked for in different turns of the event loop', () => {
      let rounds = 0;
      let touching = 0;
      for (const step of traces().flatMap(([, steps]) => steps)) {
        for (let round = 0; round < step.rounds; round += 1) {
          const asked = step.ranges.filter((range) => range.round === round).sort((a, b) => a.start - b.start);
          rounds += 1;
          touching += asked.filter(({ start }, index) => asked[index - 1]?.end === start).length;
        }
      }
      expect(rounds).toBeGreaterThan(2000);
      expect(touching).toBeLessThan(rounds / 100);
    });

    test('in the order and the rounds that the model says', async () => {
      const text = (steps: { start: number; end: number; round: number }[][]) =>
        steps.map((ranges) => ranges.map(({ start, end, round }) => `${round} ${start}-${end}`).sort());
      let compared = 0;
      for (const { id, path, offsets } of cases) {
        for (const [trace, steps] of Object.entries(of(id).cost)) {
          // Without `images` Viv failed over the offsets.json beside the file, which the traces do not use.
          const images = of(id).viewers['viv@0.21']?.images;
          if (images === undefined || steps.length < 4 || steps.some(({ error }) => error)) continue;
          const expected = await modelled(readFileSync(path), images, trace === 'offsets' ? offsets : undefined);
          expect(text(steps.map(({ ranges }) => ranges)), `${id} ${trace}`).toEqual(text(expected));
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(500);
    });

    test('one IFD after the other without offsets.json, and at once with it', () => {
      const last = (trace: string) => of('good/60-planes').cost[trace]?.at(-1);
      const first = (trace: string) => of('good/60-planes').cost[trace]?.[1];
      expect(first('plain')?.rounds).toBeGreaterThan(25);
      expect(first('offsets')?.rounds).toBeLessThanOrEqual(3);
      expect(last('plain')?.step).toBe('lastPlane');
      expect(last('offsets')?.requests).toBeLessThanOrEqual(3);
    });
  });
});
