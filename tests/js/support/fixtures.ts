/** The generated fixtures and the corpus, for tests on the built package. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');
const folder = join(root, 'tests', 'fixtures');

export interface Expected {
  readonly offsets: number[];
  readonly defect?: string;
  readonly visiting?: string;
  readonly byte?: number;
  readonly offsetsBefore?: number[];
}

const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<'tiff' | 'broken', Record<string, Expected>>;

export function fixtures(kind: 'tiff' | 'broken'): [name: string, bytes: Buffer, expected: Expected][] {
  return Object.entries(expected[kind]).map(([name, facts]) => [name, readFixture(kind, name), facts]);
}

export function fixturePath(kind: 'tiff' | 'broken', name: string): string {
  return join(folder, kind, name);
}

export function readFixture(kind: 'tiff' | 'broken', name: string): Buffer {
  return readFileSync(fixturePath(kind, name));
}

export interface CorpusEntry {
  readonly path: string;
  readonly kind: string;
  readonly expect: string;
  readonly offsets?: number[] | null;
  readonly offsets_expected_chain_walk?: number[] | null;
  readonly chain?: { readonly n: number; readonly end: string };
}

/** The corpus, where there is one: its folder and its TIFF entries. */
export function corpus(): { folder: string; tiffs: CorpusEntry[] } | undefined {
  const place = process.env['OMESCOPE_CORPUS'] ?? join(root, '..', 'shared', 'corpus');
  const manifest = join(place, 'manifest.json');
  if (!existsSync(manifest)) return undefined;
  const { entries } = JSON.parse(readFileSync(manifest, 'utf8')) as { entries: CorpusEntry[] };
  return { folder: place, tiffs: entries.filter((entry) => entry.kind === 'tiff') };
}
