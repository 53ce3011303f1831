// Viv in Chromium does what it does in Node.js, but for XML that is not well-formed and for WebP: the table says where.
import { beforeAll, describe, expect, test } from 'vitest';
import { files } from '../truth/oracle/files.mjs';
import { generateFiles } from '../truth/oracle/generate.mjs';
import { installViewers } from '../truth/oracle/install.mjs';
import { agree, expectedOutcomes, sentence } from '../truth/oracle/outcomes.mjs';

/** Beside those that differ: one of each kind of file. */
const ALIKE = [
  'align/tile-end',
  'good/jpeg-ycbcr-420',
  'good/lzw-full-table-uint16',
  'good/rgb-none',
  'offsets/right',
  'pyramid/factor-3',
  'samples/big-endian-predictor-2-uint16',
  'xml/doctype-entity-used',
  'xml/latin-1',
  'xml/unit-um',
];
const FIRST_RUN_MS = 1_800_000;
const NODE = 'viv@0.21';
const CHROMIUM = 'viv@0.21 chromium';

const missing = await generateFiles();
if (missing !== undefined) console.warn(`SKIPPED: Viv is not run in Chromium: ${missing}`);

describe.skipIf(missing !== undefined)('Viv in Chromium', () => {
  const table = expectedOutcomes() as Record<string, Record<string, string>>;
  const chosen = Object.keys(table).filter((id) => table[id]?.[CHROMIUM] !== undefined || ALIKE.includes(id));
  let results: Record<string, { outcome: string; reason: string }> = {};

  beforeAll(async () => {
    await installViewers();
    const { observeInChromium } = await import('../truth/oracle/chromium.mjs');
    results = await observeInChromium(files().filter(({ id }: { id: string }) => chosen.includes(id)));
  }, FIRST_RUN_MS);

  test.each(chosen)('%s', (id) => {
    const found = results[id];
    const expected = table[id]?.[CHROMIUM] ?? table[id]?.[NODE] ?? '';
    expect(found && agree(sentence(found), expected), `${found && sentence(found)}; expected ${expected}`).toBe(true);
  });
});
