// `npm run viewers`: the table of viewers is read, and compared with what npm says.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
// @ts-expect-error: plain JavaScript without declarations
import { compare, rowsOf } from '../../scripts/lib/viewers.mjs';

interface Row {
  key: string;
  software: string;
  number: string;
  npm?: string;
  parts: string[];
}

const TABLE = readFileSync(new URL('../../src/viewer/versions/table.rs', import.meta.url), 'utf8');

interface Npm {
  published: (name: string) => string[];
  dependencies: (name: string, number: string) => Record<string, string> | undefined;
  installed: (name: string, range: string) => string | undefined;
}

/** npm as it was when the table was made, with what is said otherwise. */
function npm(more: Record<string, string[]> = {}, depends: Record<string, Record<string, string>> = {}): Npm {
  const rows = rowsOf(TABLE) as Row[];
  const row = (software: string, number?: string) => rows.find((one) => one.software === software && (number === undefined || one.number === number));
  const held = (number: string, of: string, part: string) => {
    const keys = row(of, number)?.parts ?? [];
    return rows.find((one) => keys.includes(one.key) && one.software === part)?.number;
  };
  const parts = (name: string, number: string): Record<string, string | undefined> => {
    if (name === '@vivjs/loaders') return { geotiff: held(number, 'Viv', 'Geotiff'), zarrita: held(number, 'Viv', 'Zarrita') };
    if (name === '@vitessce/zarr') return { zarrita: held(number, 'Vitessce', 'Zarrita') };
    return { '@hms-dbmi/viv': held(number, 'Vitessce', 'Viv') };
  };
  return {
    published: (name) => [...rows.filter((one) => one.npm === name).map((one) => one.number), '0.0.1', ...(more[name] ?? [])],
    dependencies: (name, number) => {
      const own = Object.entries({ ...parts(name, number), ...depends[`${name}@${number}`] });
      return Object.fromEntries(own.filter((entry): entry is [string, string] => entry[1] !== undefined));
    },
    installed: (_, range) => range,
  };
}

const told = (answers: Npm) => compare(rowsOf(TABLE), answers) as { held: string[]; news: string[] };
const news = (answers: Npm): string[] => told(answers).news;

describe('npm run viewers', () => {
  test('reads every row of the table, with its parts', () => {
    const rows = rowsOf(TABLE) as Row[];
    expect(rows.length).toBe(TABLE.match(/software: Software::/g)?.length);
    const vitessce = rows.find((row) => row.software === 'Vitessce');
    expect(vitessce?.parts.map((key) => rows.find((row) => row.key === key)?.software)).toEqual(['Zarrita', 'Viv']);
    expect(() => rowsOf(TABLE.replace(/^ *number: .*\n/m, ''))).toThrow('cannot be read');
    expect(() => rowsOf('')).toThrow('of 0 rows');
  });

  test('says nothing where npm has what the table has', () => {
    expect(news(npm())).toEqual([]);
    expect(told(npm()).held.some((line) => line.startsWith('zarrita.js: 0.7.5'))).toBe(true);
  });

  test.each([
    ['a release', { zarrita: ['0.7.6', '0.10.0'] }, 'zarrita.js: npm has 0.10.0 and 1 more that are newer than 0.7.5, the newest in the table (zarrita).'],
    ['a preview', { geotiff: ['3.1.0-beta.10'] }, 'geotiff.js: npm has 3.1.0-beta.10, which is newer than 3.1.0-beta.0, the newest in the table (geotiff).'],
    ['the release of a preview', { geotiff: ['3.1.0'] }, 'geotiff.js: npm has 3.1.0, which is newer than 3.1.0-beta.0, the newest in the table (geotiff).'],
    ['an update of an old version', { geotiff: ['2.1.4'] }, undefined],
  ])('tells of %s', (_, more, sentence) => {
    expect(news(npm(more))).toEqual(sentence === undefined ? [] : [sentence]);
  });

  test('tells when npm has what was not published, lacks what was, or has other parts in it', () => {
    const unpublished = (rowsOf(TABLE) as Row[]).find((row) => row.software === 'Viv' && row.npm === undefined);
    expect(news(npm({ '@vivjs/loaders': [unpublished?.number ?? ''] }))[0]).toContain('in the table as not published, and npm has it now');
    const answers = npm();
    const lacking = { ...answers, published: (name: string) => (name === 'vitessce' ? ['4.0.8'] : answers.published(name)) };
    expect(news(lacking)).toEqual(['Vitessce 3.5.10 is in the table, and npm has no such version of vitessce.']);
    expect(news(npm({}, { '@vitessce/zarr@4.0.8': { zarrita: '0.8.1' } }))).toEqual([
      'Vitessce 4.0.8 holds zarrita.js 0.7.5 by the table, and zarrita 0.8.1 by npm (@vitessce/zarr: "0.8.1").',
    ]);
  });
});
