/** Texts that would do something where they are taken for more than texts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './fixtures.js';

const groups = JSON.parse(readFileSync(join(root, 'tests', 'fixtures', 'payloads.json'), 'utf8')) as Record<string, string[]>;

/** Those of the fixtures, some of them together, long ones, and halves of characters. */
export const payloads: readonly string[] = [
  ...Object.values(groups).flat(),
  Object.values(groups).flat().join(' ').slice(0, 2000),
  '<'.repeat(600),
  '`'.repeat(600),
  '\u202e'.repeat(600),
  '\u001b['.repeat(600),
  '[a]('.repeat(600),
  'a'.repeat(100_000),
  '\ud800',
  'a\udc00b',
];

/** What sort of text it is. */
export function groupOf(payload: string): string {
  return Object.keys(groups).find((name) => groups[name]?.includes(payload)) ?? `of ${payload.length}`;
}
