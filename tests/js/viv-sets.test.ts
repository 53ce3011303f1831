/** `omescope/viv` with images that are in several files, dropped or on the web, and what is asked of a server. */
import { describe, expect, test } from 'vitest';
import { loadOmeTiff, loadOmeTiffs, type PixelSource } from 'omescope/viv';
import { makeImageTiff, omeOf, pixelsOf, type Page } from './support/image-tiff.js';

const page = (plane: number, more: Partial<Page> = {}): Page => ({ width: 40, height: 30, value: (x, y) => (x * 3 + y * 5 + plane * 41) % 251, ...more });

const planes = [0, 1, 2, 3].map((plane) => page(plane, { levels: [page(plane + 10, { width: 20, height: 15 })] }));
/** Two channels and two slices, each channel in a file of its own, the last slice first. */
const tiffData = [0, 1].flatMap((c) => [0, 1].map((z) => `<TiffData FirstC="${c}" FirstZ="${z}" FirstT="0" IFD="${1 - z}" PlaneCount="1"><UUID FileName="channel ${c}.ome.tif">urn:uuid:${c}</UUID></TiffData>`)).join('');
const xml = omeOf({ order: 'XYZCT', sizes: { x: 40, y: 30, c: 2, z: 2 }, tiffData });
const describes = (text: string, uuid: string) => text.replace('<OME ', `<OME UUID="urn:uuid:${uuid}" `);
const channel = (c: number, description: string) => makeImageTiff([planes[2 * c + 1], planes[2 * c]] as Page[], { description });
const pointing = (uuid: string) => `<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:${uuid}"><BinaryOnly MetadataFile="set.companion.ome" UUID="urn:uuid:9"/></OME>`;

type Files = Record<string, BlobPart>;
const companion: Files = { 'set.companion.ome': describes(xml, '9'), 'channel 0.ome.tif': channel(0, pointing('0')), 'channel 1.ome.tif': channel(1, pointing('1')) };
const members: Files = { 'channel 0.ome.tif': channel(0, describes(xml, '0')), 'channel 1.ome.tif': channel(1, describes(xml, '1')) };
const filesOf = (files: Files) => Object.entries(files).map(([name, bytes]) => new File([bytes], name));

/** A server of these files, which knows ranges; and what it was asked for. */
function serve(files: Files) {
  const asked: string[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    asked.push(`${decodeURIComponent(url.pathname)}${url.search}`);
    const part = files[decodeURIComponent(url.pathname.slice('/data/'.length))];
    if (part === undefined || request.headers.get('x-key') !== 'secret') return new Response('none', { status: 404 });
    const bytes = await new Blob([part]).bytes();
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.get('range') ?? '') ?? [];
    const [start, end] = [Number(from), Math.min(Number(to) + 1, bytes.length)];
    return new Response(bytes.slice(start, end), { status: 206, headers: { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` } });
  };
  return { asked, options: { fetch, headers: { 'x-key': 'secret' } } };
}

async function expectSet(data: readonly PixelSource[]): Promise<void> {
  expect(data.map(({ shape }) => shape)).toEqual([[1, 2, 2, 30, 40], [1, 2, 2, 15, 20]]);
  for (const [index, plane] of planes.entries()) {
    const selection = { c: index >> 1, z: index & 1, t: 0 };
    expect([...(await data[0]!.getRaster({ selection })).data]).toEqual(pixelsOf(plane));
    expect([...(await data[1]!.getTile({ x: 0, y: 0, selection })).data]).toEqual(pixelsOf((plane.levels as Page[])[0] as Page));
  }
}

describe('dropped files', () => {
  test('with a companion, in any order', async () => {
    for (const files of [filesOf(companion), filesOf(companion).reverse()]) await expectSet((await loadOmeTiff(files)).data);
  });

  test('members that have the description themselves, whichever comes first', async () => {
    for (const files of [filesOf(members), filesOf(members).reverse()]) await expectSet((await loadOmeTiff(files)).data);
  });

  test('what was forgotten is named, and the rest is shown', async () => {
    const [, first] = filesOf(companion);
    await expect(loadOmeTiff(first as File)).rejects.toMatchObject({ code: 'plane-missing', message: 'The file set.companion.ome is needed: it has the description of this image.' });
    const { data } = await loadOmeTiff(filesOf(members).slice(0, 1));
    expect([...(await data[0]!.getRaster({ selection: { c: 0, z: 1 } })).data]).toEqual(pixelsOf(planes[1] as Page));
    await expect(data[0]!.getTile({ x: 0, y: 0, selection: { c: 1 } })).rejects.toMatchObject({ code: 'plane-missing', message: 'The file channel 1.ome.tif is needed: it has planes of this image.' });
  });

  test('a file of one that was renamed is itself', async () => {
    const alone = omeOf({ sizes: { x: 40, y: 30 }, tiffData: '<TiffData IFD="0" PlaneCount="1"><UUID FileName="before.ome.tif">urn:uuid:1</UUID></TiffData>' });
    const { data } = await loadOmeTiff(new File([makeImageTiff([page(0)], { description: alone })], 'after.ome.tif'));
    expect([...(await data[0]!.getRaster({ selection: {} })).data]).toEqual(pixelsOf(page(0)));
  });

  test('images of a set are all there', async () => {
    const two = omeOf(...[0, 1].map((index) => ({ sizes: { x: 40, y: 30 }, tiffData: `<TiffData IFD="0"><UUID FileName="${index}.ome.tif">urn:uuid:${index}</UUID></TiffData>` })));
    const files = [new File([two], 'x.companion.ome'), ...[0, 1].map((index) => new File([makeImageTiff([page(index)])], `${index}.ome.tif`))];
    const images = await loadOmeTiffs(files);
    expect(images).toHaveLength(2);
    for (const [index, { data }] of images.entries()) expect([...(await data[0]!.getRaster({ selection: {} })).data]).toEqual(pixelsOf(page(index)));
  });
});

describe('on the web', () => {
  test('the files of a set are found beside the one that is given, and asked for as it is', async () => {
    for (const [files, name] of [[companion, 'set.companion.ome'], [companion, 'channel 1.ome.tif'], [members, 'channel 0.ome.tif']] as const) {
      const { asked, options } = serve(files);
      const { data } = await loadOmeTiff(`https://images.example/data/${encodeURIComponent(name)}?token=1`, options);
      await expectSet(data);
      expect(new Set(asked)).toEqual(new Set(Object.keys(files).map((each) => `/data/${each}?token=1`)));
    }
  });

  test('members are opened when they are needed', async () => {
    const { asked, options } = serve(companion);
    const { data } = await loadOmeTiff('https://images.example/data/set.companion.ome', options);
    await data[0]!.getTile({ x: 0, y: 0, selection: { c: 0 } });
    expect(asked).not.toContain('/data/channel 1.ome.tif');
  });

  const pages = Array.from({ length: 200 }, (_, plane) => page(plane % 7, { width: 64, height: 64 }));
  const stack = makeImageTiff(pages, { description: omeOf({ sizes: { x: 64, y: 64, z: 200 } }), tileAt: 4096 });
  const address = 'https://images.example/data/x.ome.tif';

  test('the first plane is shown while the others are still looked for', async () => {
    const { options } = serve({ 'x.ome.tif': stack });
    let held = 0;
    const fetch = (request: Request): Promise<Response> => {
      const start = Number(/bytes=(\d+)/.exec(request.headers.get('range') ?? '')?.[1]);
      if (start < 20_000) return options.fetch(request);
      held += 1;
      return new Promise(() => {});
    };
    const { data } = await loadOmeTiff(address, { ...options, fetch });
    expect([...(await data[0]!.getRaster({ selection: { z: 0 } })).data]).toEqual(pixelsOf(pages[0] as Page));
    expect(held).toBeGreaterThan(0);
  });

  test('offsets that are given are used, unless they are of another file or too few', async () => {
    const { offsets } = await import('omescope/tiff');
    const known = await offsets(stack);
    const requests = async (given: number[] | null | undefined): Promise<number> => {
      const { asked, options } = serve({ 'x.ome.tif': stack });
      const { data } = await loadOmeTiff(address, { ...options, offsets: given });
      expect([...(await data[0]!.getRaster({ selection: { z: 199 } })).data]).toEqual(pixelsOf(pages[199] as Page));
      return asked.length;
    };
    const walked = await requests(null);
    expect(await requests(known)).toBeLessThan(walked);
    for (const other of [known.map((offset) => offset + 2), known.slice(0, 10)]) expect(await requests(other)).toBe(walked);
  });

  const side = 1024;
  const reduced = (factor: number, plane: number): Page => page(plane + factor, { width: Math.floor(side / factor), height: Math.floor(side / factor), tile: [256, 256], deflate: true });
  const pyramid = (factors: readonly number[]) => [0, 1].map((plane) => page(plane, { width: side, height: side, tile: [256, 256], deflate: true, levels: factors.map((factor) => reduced(factor, plane)) }));
  const open = async (base: readonly Page[]) => {
    const bytes = makeImageTiff(base, { description: omeOf({ sizes: { x: side, y: side, c: base.length } }), tileAt: 200_000 });
    const { asked, options } = serve({ 'x.ome.tif': bytes });
    return { asked, bytes, ...(await loadOmeTiff(address, options)) };
  };

  test('resolutions are shown as they are, and those whose size is known are not asked for beforehand', async () => {
    const base = pyramid([2, 4, 8, 16, 32]);
    const { data, asked } = await open(base);
    // The beginning, the first IFD, what is far from it of the description and the smallest resolution, the second IFD.
    expect(asked.length).toBeLessThanOrEqual(5);
    expect(data.map(({ shape }) => shape.at(-1))).toEqual([1024, 512, 256, 128, 64, 32]);
    for (const [c, each] of base.entries()) {
      for (const [index, level] of [each, ...(each.levels ?? [])].entries()) {
        expect(Buffer.compare(Buffer.from((await data[index]!.getRaster({ selection: { c } })).data as Uint8Array), Buffer.from(pixelsOf(level)))).toBe(0);
      }
    }
  });

  test('one that is not of the size that the others let expect is made instead', async () => {
    const [base] = pyramid([2, 3, 8]) as [Page];
    const { data } = await open([base]);
    expect(data.map(({ shape }) => shape.at(-1))).toEqual([1024, 512, 256, 128]);
    const whole = pixelsOf(base);
    const mean = (x: number, y: number): number => {
      let sum = 0;
      for (let row = 4 * y; row < 4 * y + 4; row += 1) for (let column = 4 * x; column < 4 * x + 4; column += 1) sum += whole[row * side + column] ?? 0;
      return Math.round(sum / 16);
    };
    expect(Buffer.compare(Buffer.from((await data[2]!.getRaster({ selection: {} })).data as Uint8Array), Buffer.from(Array.from({ length: 256 * 256 }, (_, at) => mean(at % 256, at >> 8))))).toBe(0);
    expect(Buffer.compare(Buffer.from((await data[3]!.getRaster({ selection: {} })).data as Uint8Array), Buffer.from(pixelsOf((base.levels as Page[])[2] as Page)))).toBe(0);
  });
});
