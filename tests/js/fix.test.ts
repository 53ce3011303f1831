/** `omescope fix`, `config` and `dingus` on folders, as a person meets them. */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useBench } from './support/cli.js';

const bench = useBench('fix');

const scale = (factor: number): object => ({ type: 'scale', scale: [1, factor, factor] });
const multiscales = [
  {
    version: '0.4',
    axes: [{ name: 'c', type: 'channel' }, { name: 'y', type: 'space' }, { name: 'x', type: 'space' }],
    datasets: [{ path: '0', coordinateTransformations: [scale(1)] }],
  },
];

/** Puts the files of a store into the folder of the test. */
function put(files: Readonly<Record<string, string | Uint8Array>>, name = 'cells.ome.zarr'): string {
  for (const [key, content] of Object.entries(files)) {
    const path = join(bench.folder, name, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return name;
}

/** An image of two channels without compression whose `.zarray` says nothing of its separator. */
function image(attributes: object = { multiscales }): Record<string, string | Uint8Array> {
  const zarray = { zarr_format: 2, shape: [2, 64, 64], chunks: [1, 64, 64], dtype: '<u2', compressor: null, fill_value: 0, order: 'C', filters: null };
  const chunk = (from: number): Uint8Array => new Uint8Array(Uint16Array.from({ length: 4096 }, (_, at) => from + (at % 1000)).buffer);
  return {
    '.zgroup': '{"zarr_format": 2}',
    '.zattrs': `${JSON.stringify(attributes, null, 4)}\n`,
    '0/.zarray': JSON.stringify(zarray, null, 4).replace('"fill_value": 0', '"fill_value": NaN'),
    '0/0/0/0': chunk(0),
    '0/1/0/0': chunk(2000),
  };
}

const read = (store: string, key: string): string => readFileSync(join(bench.folder, store, key), 'utf8');

async function rulesOf(store: string): Promise<string[]> {
  const { out } = await bench.omescope(['check', store, '--format', 'json', '--fail-on', 'never']);
  return (JSON.parse(out) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);
}

describe('fix', () => {
  const wrong = ['omero/missing', 'json/invalid', 'chunks/elsewhere'];

  test('says what it would do and writes nothing, unless it is told to', async () => {
    const store = put(image());
    const before = read(store, '0/.zarray');
    const { code, out, err } = await bench.omescope(['fix', store]);
    expect(code).toBe(1);
    expect(out).toContain('--- a/0/.zarray\n+++ b/0/.zarray\n@@ ');
    expect(out).toContain('-    "fill_value": NaN,\n');
    expect(out).toContain('+    "fill_value": null,\n');
    expect(out).toContain('+    "dimension_separator": "/"\n');
    expect(out).toContain('+    "omero": {\n');
    expect(err).toContain('Nothing was written');
    expect(read(store, '0/.zarray')).toBe(before);
    expect(readdirSync(join(bench.folder, store)).sort()).toEqual(['.zattrs', '.zgroup', '0']);
    expect((await bench.omescope(['fix', store, '--dry-run'])).out).toBe(out);
  });

  test('what it has written is found no more, and a second time there is nothing to do', async () => {
    const store = put(image());
    expect(await rulesOf(store)).toEqual(expect.arrayContaining(['json/invalid']));
    const original = read(store, '.zattrs');
    const { code, out } = await bench.omescope(['fix', store, '--write']);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('0/.zarray is written anew; what was there is in .zarray.omescope-backup') as string });
    const after = await rulesOf(store);
    expect(wrong.filter((rule) => after.includes(rule))).toEqual([]);
    expect(read(store, '.zattrs.omescope-backup')).toBe(original);
    const { omero } = JSON.parse(read(store, '.zattrs')) as { omero: { channels: { window: object }[] } };
    expect(omero.channels.map(({ window }) => window)).toEqual([
      { start: 8, end: 989, min: 0, max: 65535 },
      { start: 2008, end: 2989, min: 0, max: 65535 },
    ]);
    const again = await bench.omescope(['fix', store, '--write']);
    expect(again).toMatchObject({ code: 0, out: `${store}: there is nothing that omescope fix mends\n` });
    expect(readdirSync(join(bench.folder, store, '0')).filter((name) => name.includes('omescope'))).toEqual(['.zarray.omescope-backup']);
  });

  test('numbers and members that are none of its business stay as they are', async () => {
    const attributes = { multiscales, big: 'BIG', omero: { id: 1, channels: [{ label: 'DAPI', color: '0000FF' }], rdefs: null } };
    const files = image(attributes);
    files['.zattrs'] = String(files['.zattrs']).replace('"BIG"', '[12345678901234567890123, 1.50, 1e-7]');
    const store = put(files);
    await bench.omescope(['fix', store, '--write']);
    const text = read(store, '.zattrs');
    expect(text).toContain('[12345678901234567890123, 1.50, 1e-7]');
    expect(text.indexOf('"multiscales"')).toBeLessThan(text.indexOf('"big"'));
    const { omero } = JSON.parse(text) as { omero: { id: number; channels: { label: string }[]; rdefs: object } };
    expect(omero).toMatchObject({ id: 1, channels: [{ label: 'DAPI', color: '0000FF' }, { label: 'Channel 2' }], rdefs: { model: 'greyscale' } });
  });

  test('it writes to folders only, and through no link that leads out', async () => {
    bench.put('plain.txt', 'x');
    for (const [input, said] of [
      ['https://example.org/cells.ome.zarr', 'writes to folders only'],
      ['plain.txt', 'no Zarr store'],
      ['missing.zarr', 'there is no such file'],
    ] as const) {
      expect(await bench.omescope(['fix', input, '--write'])).toMatchObject({ code: 2, err: expect.stringContaining(said) as string });
    }
    const files = image();
    const outside = bench.put('outside.json', String(files['.zattrs']));
    delete files['.zattrs'];
    const store = put(files);
    symlinkSync(outside, join(bench.folder, store, '.zattrs'));
    await bench.omescope(['fix', store, '--write']);
    expect(readFileSync(outside, 'utf8')).toBe(image()['.zattrs']);
    expect(existsSync(`${outside}.omescope-backup`)).toBe(false);
  });

  test('both ways at once are a mistake', async () => {
    expect(await bench.omescope(['fix', put(image()), '--write', '--dry-run'])).toMatchObject({ code: 2 });
    expect(await bench.omescope(['check', 'x', '--write'])).toMatchObject({ code: 2, err: expect.stringContaining('omescope fix') as string });
  });

  test('the mode of a file stays', async () => {
    const store = put(image());
    const path = join(bench.folder, store, '.zattrs');
    const { mode } = statSync(path);
    await bench.omescope(['fix', store, '--write']);
    expect(statSync(path).mode).toBe(mode);
  });
});

describe('config', () => {
  test('a store that passes gets a view config, and one that does not gets the reason', async () => {
    const store = put(image());
    expect(await bench.omescope(['config', store])).toMatchObject({ code: 2, err: expect.stringContaining('nothing in cells.ome.zarr that Vitessce would show') as string });
    await bench.omescope(['fix', store, '--write']);
    const { code, out } = await bench.omescope(['config', store, '--url', 'https://host/cells.ome.zarr']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      version: '1.0.16',
      datasets: [{ uid: 'A', files: [{ fileType: 'image.ome-zarr', url: 'https://host/cells.ome.zarr' }] }],
      layout: [{ component: 'spatialBeta' }, { component: 'layerControllerBeta' }],
    });
  });
});

describe('dingus', () => {
  test('attributes and stores are judged as the conformance runner reads it', async () => {
    const judged = async (args: readonly string[]): Promise<unknown> => {
      const { code, out } = await bench.omescope(['dingus', ...args]);
      expect(code).toBe(0);
      return JSON.parse(out);
    };
    bench.put('good.json', JSON.stringify({ multiscales }));
    bench.put('bad.json', JSON.stringify({ multiscales: [{ version: '0.4' }] }));
    expect(await judged(['attributes', 'good.json'])).toEqual({ valid: true, message: 'OME-NGFF 0.4: image' });
    expect(await judged(['attributes', 'bad.json'])).toMatchObject({ valid: false });
    const store = put(image());
    expect(await judged(['zarr', store])).toMatchObject({ valid: false });
    await bench.omescope(['fix', store, '--write']);
    expect(await judged(['zarr', store])).toMatchObject({ valid: true });
    expect((await bench.omescope(['dingus', 'attributes', 'missing.json'])).code).toBe(2);
  });
});
