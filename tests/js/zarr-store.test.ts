/** OME-TIFFs as OME-Zarr stores, through zarrita.js and what is built on it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getMultiscaleWithArray } from 'ome-zarr.js';
import * as zarr from 'zarrita';
import { check } from 'omescope';
import { openTiff } from 'omescope/tiff';
import { loadOmeTiff } from 'omescope/viv';
import { OmescopeError, openAsZarr, registerCodecs, type NgffVersion, type ZarrStore } from 'omescope/zarr';
import { root } from './support/fixtures.js';
import { makeImageTiff, omeOf, pixelsOf, type Page } from './support/image-tiff.js';

/** Of the streams in tests/fixtures/more. */
const [WIDTH, HEIGHT] = [29, 23];
const VERSIONS: readonly NgffVersion[] = ['0.4', '0.5'];
const read = (...path: string[]): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(root, ...path)));

interface Multiscales {
  readonly axes: { readonly name: string; readonly unit?: string }[];
  readonly datasets: { readonly path: string; readonly coordinateTransformations: { readonly scale: number[] }[] }[];
}
interface Attributes {
  readonly multiscales: Multiscales[];
  readonly omero: { readonly channels: { readonly label: string; readonly color: string; readonly window: { readonly start: number; readonly end: number } }[] };
}

async function attributesOf(store: ZarrStore, path = ''): Promise<Attributes> {
  const group = await zarr.open(zarr.root(store).resolve(path), { kind: 'group' });
  return (group.attrs['ome'] ?? group.attrs) as unknown as Attributes;
}

async function planeOf(store: ZarrStore, path: string, [t, c, z]: readonly [number, number, number]): Promise<{ data: ArrayLike<number>; shape: number[] }> {
  const array = await zarr.open(zarr.root(store).resolve(path), { kind: 'array' });
  return (await zarr.get(array as zarr.Array<'uint16', ZarrStore>, [t, c, z, null, null])) as unknown as { data: ArrayLike<number>; shape: number[] };
}

describe.each(VERSIONS)('OME-NGFF %s', (version) => {
  test.each([['www', 'samples', 'cells.ome.tif'], ['tests', 'fixtures', 'tiff', 'ome-pyramid-bigtiff-be.ome.tif']])('%s/%s/%s: every plane and resolution is as the loader for Viv has it', async (...path) => {
    const bytes = read(...path);
    const store = await openAsZarr(bytes, { version });
    const { data, metadata } = await loadOmeTiff(bytes);
    const { multiscales, omero } = await attributesOf(store);
    expect(multiscales[0]?.axes.map(({ name }) => name).join('')).toBe('tczyx');
    expect(multiscales[0]?.datasets).toHaveLength(data.length);
    expect(omero.channels.map(({ label }) => label)).toEqual(metadata.Pixels.Channels.map(({ Name }, index) => Name ?? `Channel ${index + 1}`));
    for (const [level, source] of data.entries()) {
      for (let c = 0; c < metadata.Pixels.SizeC; c += 1) {
        const wanted = await source.getRaster({ selection: { c } });
        const plane = await planeOf(store, String(level), [0, c, 0]);
        expect(plane.shape).toEqual([wanted.height, wanted.width]);
        expect(Buffer.compare(Buffer.from(Float64Array.from(plane.data).buffer), Buffer.from(Float64Array.from(wanted.data).buffer)), `level ${level}, channel ${c}`).toBe(0);
      }
    }
  });

  test('samples of RGB pixels are channels of their own', async () => {
    const page: Page = { width: 70, height: 45, samples: 3, photometric: 2, tile: [32, 32], value: (x, y, sample) => (x * 3 + y * 5 + sample * 77) % 256 };
    const store = await openAsZarr(makeImageTiff([page]), { version });
    const pixels = pixelsOf(page);
    for (let c = 0; c < 3; c += 1) {
      const { data } = await planeOf(store, '0', [0, c, 0]);
      expect(Array.from(data)).toEqual(pixels.filter((_, index) => index % 3 === c));
    }
    expect((await attributesOf(store)).omero.channels).toMatchObject([{ label: 'Red', color: 'FF0000' }, { label: 'Green', color: '00FF00' }, { label: 'Blue', color: '0000FF' }]);
  });

  test('the specification and the viewers have nothing against it', async () => {
    const store = await openAsZarr(read('www', 'samples', 'cells.ome.tif'), { version });
    const { verdicts, findings } = await check({ get: (key: string) => store.get(key) });
    expect(verdicts.map(({ name, verdict }) => `${name}: ${verdict}`).filter((line) => /fails|wrong|invalid/.test(line))).toEqual([]);
    expect(findings.filter(({ rule }) => rule.startsWith('ngff/schema'))).toEqual([]);
  });

  test('ome-zarr.js reads it', async () => {
    const page: Page = { width: 64, height: 48, tile: [64, 64], value: (x, y) => x + y };
    const store = await openAsZarr(makeImageTiff([page]), { version });
    const { arr, multiscale, omero } = await getMultiscaleWithArray(store as never, 0);
    expect(multiscale.datasets.map(({ path }) => path)).toEqual(['0']);
    expect(omero?.channels).toHaveLength(1);
    expect(Array.from((await arr.getChunk([0, 0, 0, 0, 0])).data as unknown as Iterable<number>)).toEqual(pixelsOf(page));
  });

  test('several images are groups of their own', async () => {
    const pages: Page[] = [{ width: 40, height: 30, value: (x) => x }, { width: 25, height: 20, type: 'uint16', value: (_, y) => y * 300 }];
    const store = await openAsZarr(makeImageTiff(pages, { description: omeOf(...pages.map(({ width: x, height: y, type = 'uint8' }) => ({ type, sizes: { x, y } }))) }), { version });
    expect(store.images).toBe(2);
    for (const [index, page] of pages.entries()) {
      expect(Array.from((await planeOf(store, `${index}/0`, [0, 0, 0])).data)).toEqual(pixelsOf(page));
      expect((await attributesOf(store, String(index))).multiscales).toHaveLength(1);
    }
    const layout = JSON.parse(new TextDecoder().decode(await store.get(version === '0.4' ? '/.zattrs' : '/zarr.json'))) as { attributes?: { ome: object } };
    expect(layout.attributes?.ome ?? layout).toMatchObject({ 'bioformats2raw.layout': 3 });
  });
});

test('sizes of pixels are in the unit of the OME-XML, and those of lower resolutions fit', async () => {
  const bytes = read('tests', 'fixtures', 'tiff', 'ome-pyramid.ome.tif');
  const { metadata: { Pixels: pixels } } = await loadOmeTiff(bytes);
  const { multiscales } = await attributesOf(await openAsZarr(bytes));
  const scales = multiscales[0]?.datasets.map(({ coordinateTransformations: [first] }) => first?.scale) ?? [];
  expect(scales[0]?.[4]).toBe(pixels.PhysicalSizeX ?? 1);
  for (const [level, scale] of scales.entries()) expect(scale?.[4] ?? 0).toBeCloseTo((pixels.PhysicalSizeX ?? 1) * 2 ** level, 0);
});

test('keys that are no document and no chunk have nothing; ranges are parts of what there is; an abort is passed on', async () => {
  const store = await openAsZarr(read('www', 'samples', 'cells.ome.tif'));
  for (const key of ['/zarr.json', '/9/.zarray', '/0/0/0/0/0/999', '/0/0/0/0/0', '/0/0/9/0/0/0', '/x/.zarray', '/0/zarr.json', '/', '/..', '/0/-1/0/0/0/0']) expect(await store.get(key), key).toBeUndefined();
  const whole = (await store.get('/0/0/0/0/0/0')) as Uint8Array;
  expect(await store.getRange('/0/0/0/0/0/0', { offset: 4, length: 8 })).toEqual(whole.subarray(4, 12));
  expect(await store.getRange('/0/0/0/0/0/0', { suffixLength: 6 })).toEqual(whole.subarray(-6));
  await expect(store.get('/0/0/0/0/0/0', { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
  await expect(openAsZarr(new Uint8Array(8), { version: '0.6' as NgffVersion })).rejects.toBeInstanceOf(OmescopeError);
});

test('a damaged tile is an error of its chunk, and others are read', async () => {
  const page: Page = { width: 512, height: 256, tile: [256, 256], deflate: true, value: (x, y) => (x * y) % 256 };
  const bytes = makeImageTiff([page]);
  const { facts } = await (await openTiff(bytes)).ifd(0);
  expect(facts.width).toBe(512);
  const streams = [...bytes.keys()].filter((at) => bytes[at] === 0x78 && bytes[at + 1] === 0x9c);
  bytes.fill(0xff, (streams[0] ?? 0) + 2, (streams[0] ?? 0) + 10);
  const store = await openAsZarr(bytes);
  await expect(store.get('/0/0/0/0/0/0')).rejects.toMatchObject({ code: 'tile-broken' });
  expect((await store.get('/0/0/0/0/0/1'))?.length).toBe(65_536);
});

test('zarrita.js has no codec for what imagecodecs writes; with ours it reads it', async () => {
  const files = { imagecodecs_jpeg2k: 'jp2-rgb8', imagecodecs_jpegxl: 'jxl-rgb8', imagecodecs_webp: 'webp-lossless-rgb8', lzma: 'xz-uint16', 'numcodecs.lzma': 'xz-uint16' };
  const open = async (id: string, name: string): Promise<ArrayBufferView> => {
    const isColour = name.endsWith('rgb8');
    const shape = isColour ? [HEIGHT, WIDTH, 3] : [1, HEIGHT, WIDTH];
    const document = id.startsWith('numcodecs.')
      ? { zarr_format: 3, node_type: 'array', shape, data_type: isColour ? 'uint8' : 'uint16', chunk_grid: { name: 'regular', configuration: { chunk_shape: shape } }, chunk_key_encoding: { name: 'default', configuration: { separator: '/' } }, fill_value: 0, codecs: [{ name: 'bytes', configuration: { endian: 'little' } }, { name: id, configuration: {} }], attributes: {} }
      : { zarr_format: 2, shape, chunks: shape, dtype: isColour ? '|u1' : '<u2', compressor: { id }, filters: null, fill_value: 0, order: 'C', dimension_separator: '/' };
    const stream = read('tests', 'fixtures', 'more', `${name}.bin`);
    const store = new Map<string, Uint8Array>([['/0/0/0', stream], ['/c/0/0/0', stream], ['zarr_format' in document && document.zarr_format === 3 ? '/zarr.json' : '/.zarray', new TextEncoder().encode(JSON.stringify(document))]]);
    const array = await zarr.open(store as unknown as zarr.Readable, { kind: 'array' });
    return (await zarr.get(array as zarr.Array<'uint8'>)).data;
  };
  for (const [id, name] of Object.entries(files)) await expect(open(id, name), id).rejects.toThrow(/codec/i);
  registerCodecs(zarr.registry);
  for (const [id, name] of Object.entries(files)) {
    const { buffer, byteOffset, byteLength } = await open(id, name);
    expect(Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).equals(Buffer.from(read('tests', 'fixtures', 'more', `${name}.raw`))), id).toBe(true);
  }
});
