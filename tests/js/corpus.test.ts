/** Real files through the built module, where the corpus is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspect, offsets, OmescopeError } from 'omescope';
import { corpus } from './support/fixtures.js';

const found = corpus();
if (found === undefined) console.warn('skipped: there is no corpus (OMESCOPE_CORPUS names its folder)');

test.runIf(found)('offsets of the corpus, through WebAssembly, equal its manifest or end in a typed error within a second', async () => {
  const wrong: string[] = [];
  const count = { equal: 0, said: 0 };
  for (const { path, expect: wanted, ...entry } of found?.tiffs ?? []) {
    const bytes = readFileSync(join(found?.folder ?? '', path));
    const start = performance.now();
    const result = await offsets(new Blob([new Uint8Array(bytes)])).catch((error: unknown) => error);
    const took = performance.now() - start;
    if (took > 1000) wrong.push(`${path}: took ${took} ms`);
    const reference = entry.offsets ?? entry.offsets_expected_chain_walk;
    const readable = !['any-no-crash', 'invalid'].includes(wanted);
    const own = result instanceof OmescopeError ? (result.partial ?? []) : (result as number[]);
    const same = reference != null && JSON.stringify(own) === JSON.stringify(reference);
    const typed = !(result instanceof Error) || (result instanceof OmescopeError && result.code !== 'internal');
    if (!typed || (readable && !same)) wrong.push(`${path}: ${result}`);
    if (same) count.equal += 1;
    else count.said += 1;
  }
  console.log(`corpus: offsets of ${count.equal} files equal, ${count.said} deliberately broken ones answered without a reference`);
  expect(wrong).toEqual([]);
});

test.runIf(found)('the structure of every file of the corpus is told, or why not', async () => {
  for (const { path } of found?.tiffs ?? []) {
    const result = await inspect(readFileSync(join(found?.folder ?? '', path))).catch((error: unknown) => error);
    if (result instanceof Error) expect(result, path).toMatchObject({ code: 'not-tiff' });
  }
});
