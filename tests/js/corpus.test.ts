/** Real files through the built module, where the corpus is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspect, offsets, OmescopeError } from 'omescope';
import { corpus } from './support/fixtures.js';

/** Counts what is read of it. */
class CountedBlob extends Blob {
  reads = 0;
  bytes = 0;

  override slice(start?: number, end?: number, type?: string): Blob {
    const part = super.slice(start, end, type);
    this.reads += 1;
    this.bytes += part.size;
    return part;
  }
}

const found = corpus();
if (found === undefined) console.warn('skipped: there is no corpus (OMESCOPE_CORPUS names its folder)');

test.runIf(found)('offsets of the corpus, through WebAssembly, equal its manifest or end in a typed error, in few reads', async () => {
  const wrong: string[] = [];
  const count = { equal: 0, said: 0 };
  for (const { path, expect: wanted, ...entry } of found?.tiffs ?? []) {
    const bytes = readFileSync(join(found?.folder ?? '', path));
    const blob = new CountedBlob([new Uint8Array(bytes)]);
    const result = await offsets(blob).catch((error: unknown) => error);
    const reference = entry.offsets ?? entry.offsets_expected_chain_walk;
    const readable = !['any-no-crash', 'invalid'].includes(wanted);
    const own = result instanceof OmescopeError ? (result.partial ?? []) : (result as number[]);
    // An IFD takes a read at most, and what is not there takes none.
    if (blob.reads > 20 + own.length || blob.bytes > 100_000 + 2 * bytes.length) wrong.push(`${path}: ${blob.reads} reads of ${blob.bytes} bytes`);
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
