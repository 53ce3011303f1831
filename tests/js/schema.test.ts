/** Reports are what `omescope/schema.json` says: all of it, and nothing else. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { census, check, viewers, type CheckInput, type CheckOptions, type Report } from 'omescope';
import { corpus, fixtures, root } from './support/fixtures.js';
import { describedTiff, omeXml } from './support/described.js';
import { sample } from './support/sample.js';
import { problemsOf, schema, type Schema } from './support/schema.js';

/** Properties that were seen in reports, by the part of the schema that they belong to. */
const seen = new Set<string>();

/** Walks a value along its schema and notes the properties that it has. */
function visit(part: Schema, value: unknown, where: string): void {
  const name = part.$ref?.replace('#/$defs/', '');
  if (name !== undefined) return visit(schema.$defs?.[name] ?? {}, value, name);
  for (const choice of [...(part.anyOf ?? []), ...(part.oneOf ?? [])]) visit(choice, value, where);
  if (Array.isArray(value)) for (const item of value) visit(part.items ?? {}, item, `${where}[]`);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const known = part.properties?.[key];
      if (known === undefined) continue;
      seen.add(`${where}.${key}`);
      visit(known, inner, `${where}.${key}`);
    }
  }
}

/** All properties that the schema has. */
function* properties(part: Schema, where: string): Generator<string> {
  for (const choice of [...(part.anyOf ?? []), ...(part.oneOf ?? [])]) yield* properties(choice, where);
  if (part.items) yield* properties(part.items, `${where}[]`);
  for (const [key, inner] of Object.entries(part.properties ?? {})) {
    yield `${where}.${key}`;
    yield* properties(inner, `${where}.${key}`);
  }
}

const MISNAMED = JSON.stringify({ zarr_format: 2, shape: [4, 4], chunks: [2, 2], dtype: '|u1', compressor: null, fill_value: 0, order: 'C', filters: null, dimension_separator: '/' });

async function valid(input: CheckInput, options?: CheckOptions): Promise<Report> {
  const report = await check(input, options);
  expect(problemsOf(report)).toEqual([]);
  visit(schema, report, 'report');
  return report;
}

const file = (name: string, bytes: Uint8Array<ArrayBuffer>): File => new File([bytes], name);

test('reports on the fixtures and the samples are valid', async () => {
  for (const [name, bytes] of [...fixtures('tiff'), ...fixtures('broken')]) await valid(file(name, new Uint8Array(bytes)));
  for (const name of readdirSync(join(root, 'www', 'samples')).filter((name) => name.endsWith('.tif'))) {
    await valid(file(name, new Uint8Array(readFileSync(join(root, 'www', 'samples', name)))), { viewers: (await viewers()).map(({ id }) => id) });
  }
});

test.runIf(corpus())('reports on real files are valid', async () => {
  const files = sample('files of the corpus whose reports are compared with the schema', corpus()?.tiffs ?? [], { most: 120, name: ({ path }) => path, kind: ({ path }) => path.split('/')[0] ?? '' });
  for (const { path } of files) await valid(file(path.split('/').at(-1) ?? '', new Uint8Array(readFileSync(join(corpus()?.folder ?? '', path)))));
});

/** The same image with a strip that is longer than the file. */
function cutOff(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const cut = Buffer.from(bytes);
  // StripByteCounts, of type LONG.
  const entry = cut.indexOf(Uint8Array.of(0x17, 1, 4, 0));
  cut.writeUInt32LE(1_000_000, entry + 8);
  return new Uint8Array(cut);
}

test('reports on what is unusual are valid', async () => {
  const bytes = describedTiff(omeXml({ pixels: { PhysicalSizeZ: '2', PhysicalSizeX: 'Infinity' } }));
  await valid(file('a.ome.tif', bytes));
  await valid(file('a.ome.tif', describedTiff(omeXml({ pixels: { PhysicalSizeZ: '2' } }))), { limits: { bytes: 0 } });
  await valid(file('a.ome.tif', describedTiff('<OME><a></OME>')));
  await valid(file('a.ome.tif', cutOff(bytes)));
  await valid(new Uint8Array());
  await valid(new Blob(['<html>']));
  // A server that hides the range it answers with, and says of the size nothing.
  const hiding = async (request: Request): Promise<Response> => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.get('Range') ?? '') ?? [];
    return from === undefined ? new Response(null, { status: 404 }) : new Response(bytes.slice(Number(from), Number(to) + 1), { status: Number(from) < bytes.length ? 206 : 416 });
  };
  await valid('https://x.invalid/a.ome.tif', { fetch: hiding });
  await valid('s3://bucket/a.ome.tif', { fetch: hiding });
  await valid(file('cells.ome.tif', new Uint8Array(readFileSync(join(root, 'www', 'samples', 'cells.ome.tif')))), { limits: { bytes: 0 } });
  const store: Record<string, unknown> = {
    '.zgroup': { zarr_format: 2 },
    '.zattrs': { multiscales: [{ version: '0.4', axes: [{ name: 'y', type: 'space' }, { name: 'x', type: 'space' }], datasets: [{ path: '0', coordinateTransformations: [{ type: 'scale', scale: [1, 1] }] }] }] },
    '0/.zarray': { zarr_format: 2, shape: [4, 4], chunks: [4, 4], dtype: '|u1', compressor: null, fill_value: 0, order: 'C', filters: null },
  };
  const text = (slashed: string): Uint8Array | undefined => {
    const key = slashed.slice(1);
    return Object.hasOwn(store, key) ? new TextEncoder().encode(JSON.stringify(store[key])) : undefined;
  };
  await valid({ name: 'b.zarr', get: async (key) => text(key) });
  const frame = { 'encoding-type': 'dataframe', 'encoding-version': '0.2.0', _index: '_index', 'column-order': [] };
  const table: Record<string, unknown> = { '.zgroup': { zarr_format: 2 }, '.zattrs': { 'encoding-type': 'anndata', 'encoding-version': '0.1.0' }, 'obs/.zgroup': { zarr_format: 2 }, 'obs/.zattrs': frame, 'var/.zgroup': { zarr_format: 2 }, 'var/.zattrs': frame };
  await valid({ name: 'c.zarr', get: async (key) => (Object.hasOwn(table, key.slice(1)) ? new TextEncoder().encode(JSON.stringify(table[key.slice(1)])) : undefined) });
  await valid({ name: 'a.zarr', get: async (key) => (key === '/.zgroup' ? new TextEncoder().encode('{"zarr_format": 3}') : undefined), names: async () => ['.zgroup'] });
  // Chunks are stored as 0.0, with a key that the metadata does not state, and one is cut off.
  const miscounted = { name: 'c.zarr', get: async (key: string) => (key === '/.zarray' ? new TextEncoder().encode(MISNAMED) : undefined), names: async () => ['.zarray', '0.0', '0.1', '0'], sizeOf: async () => 0 };
  const counted = { ...(await valid(miscounted)), census: await census(miscounted) };
  expect(problemsOf(counted)).toEqual([]);
  visit(schema, counted, 'report');
});

test('what the schema has is in reports', () => {
  const all = [...properties(schema, 'report'), ...Object.entries(schema.$defs ?? {}).filter(([name]) => name !== 'failure').flatMap(([name, part]) => [...properties(part, name)])];
  expect(all.length).toBeGreaterThan(80);
  // No rule on JSON files of a store names a place in them yet.
  expect(all.filter((property) => !seen.has(property) && property !== 'place.pointer')).toEqual([]);
});

test('what the schema does not have is refused, wherever it stands', async () => {
  const report = await valid(file('a.ome.tif', describedTiff(omeXml({ pixels: { SizeZ: '3' } }))));
  let places = 0;
  const everywhere = (value: unknown, change: (spoilt: unknown) => unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) everywhere(inner, (spoilt) => change(Array.isArray(value) ? value.map((item, index) => (String(index) === key ? spoilt : item)) : { ...value, [key]: spoilt }));
    // Arguments of a finding have any names.
    if (Array.isArray(value) || 'planes' in value) return;
    places += 1;
    expect(problemsOf(change({ ...value, unknown: 1 })).join()).toContain('unknown');
  };
  everywhere(report, (spoilt) => spoilt);
  expect(places).toBeGreaterThan(20);
});
