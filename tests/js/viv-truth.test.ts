// `omescope/viv` on the files that the viewers are run on: the same reads, the same true pixels, the same judge as for Viv's own loader.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadOmeTiff, type VivImage } from 'omescope/viv';
import { vivOf } from '../truth/oracle/avivator.mjs';
import { files } from '../truth/oracle/files.mjs';
import { generateFiles } from '../truth/oracle/generate.mjs';
import { judged } from '../truth/oracle/judge.mjs';
import { observe } from '../truth/oracle/observe.mjs';
import { expectedOutcomes, sentence } from '../truth/oracle/outcomes.mjs';
import { serve } from '../truth/oracle/server.mjs';

interface TruthFile {
  readonly id: string;
  readonly path: string;
  readonly images: readonly unknown[];
  readonly pixels?: string;
  readonly unknown?: boolean;
}

/** Files that Viv's own loader shows and this one does not: its readers take the first of two tags of the same number. */
const WORSE = ['tags/predictor-twice'];

const missing = await generateFiles();
if (missing !== undefined) console.warn(`SKIPPED: the loader is not run on the files of tests/truth: ${missing}`);

interface Level {
  readonly shape: readonly number[];
}

/** Without the resolutions that are made: the judge knows those that are in the file. */
function storedOnly(truth: readonly unknown[]) {
  const sides = ({ shape }: Level): string => [shape.at(-2), shape.at(-1)].join();
  return async (...given: Parameters<typeof loadOmeTiff>) => {
    const images = (await loadOmeTiff(given[0], { ...given[1], images: 'all' })) as VivImage[];
    return images.map((image, index) => {
      const known = (truth[index] as { levels?: Level[] } | undefined)?.levels?.map(sides);
      const at = image.data[0]?.labels.indexOf('y') ?? 0;
      const isStored = ({ shape }: Level): boolean => known === undefined || known.includes([shape[at], shape[at + 1]].join());
      return { ...image, data: image.data.filter((source, level) => level === 0 || isStored(source)) };
    });
  };
}

async function outcomeOf(file: TruthFile, origin: string): Promise<string> {
  const seen: Record<string, unknown> & { reads: unknown[]; start: unknown[] } = { reads: [], start: [], beta: [], end: { ended: 'done' } };
  const pixels = file.pixels === undefined ? undefined : readFileSync(file.pixels);
  const bytesOf = (at: number, length: number) => new Uint8Array(pixels?.subarray(at, at + length) ?? []).slice();
  await observe(vivOf(storedOnly(file.images)), { url: `${origin}/${encodeURIComponent(basename(file.path))}`, images: file.images }, bytesOf, (message: { found?: string; value?: unknown }) => {
    if (message.found === undefined) return;
    const list = seen[message.found];
    if (Array.isArray(list)) list.push(message.value);
    else seen[message.found] = message.value;
  });
  return (sentence(judged(seen, file.unknown ? undefined : file.images)) as string).replaceAll(origin, 'http://host');
}

const word = (text: string | undefined): string => text?.split(':')[0] ?? 'unknown';

describe.skipIf(missing !== undefined)('files of tests/truth', () => {
  test('are shown as they were written, and where not, the table says so', async () => {
    const table = expectedOutcomes() as Record<string, Record<string, string>>;
    const paths = new Map<string, string>();
    const server = await serve((path: string) => paths.get(path));
    const found: [id: string, viv: string, own: string][] = [];
    try {
      for (const file of files() as TruthFile[]) {
        if (file.id.startsWith('corpus/')) continue;
        paths.clear();
        paths.set(`/${basename(file.path)}`, file.path);
        found.push([file.id, table[file.id]?.['viv@0.21'] ?? 'unknown', await outcomeOf(file, server.origin)]);
      }
    } finally {
      await server.close();
    }
    const counts = new Map<string, number>();
    for (const [, viv, own] of found) counts.set(`Viv's loader ${word(viv)}, omescope/viv ${word(own)}`, (counts.get(`Viv's loader ${word(viv)}, omescope/viv ${word(own)}`) ?? 0) + 1);
    const tally = [...counts].toSorted().map(([what, count]) => `${what}: ${count}`);
    console.log(tally.join('\n'));
    const worse = found.filter(([, viv, own]) => word(viv) === 'loads' && word(own) !== 'loads').map(([id]) => id);
    expect(worse).toEqual(WORSE);
    const others = found.filter(([, , own]) => word(own) !== 'loads').map(([id, viv, own]) => `${id}\n  Viv's loader: ${viv}\n  omescope/viv: ${own}`);
    await expect(`${[...tally, '', ...others].join('\n')}\n`).toMatchFileSnapshot('../truth/viv-loader.txt');
  });
});
