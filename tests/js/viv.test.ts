/** `omescope/viv`: each plane and resolution, tile by tile and whole, against the pixels that were written. */
import { describe, expect, test, vi } from 'vitest';
import { openTiff } from 'omescope';
import { createPool } from 'omescope/pool';
import { loadOmeTiff, loadOmeTiffs, OmescopeError, SIGNAL_ABORTED, type PixelData, type PixelSource, type PlaneSelection, type VivImage } from 'omescope/viv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpus, root } from './support/fixtures.js';
import { useClock } from './support/turns.js';
import { makeImageTiff, omeOf, pixelsOf, type Page, type PageType } from './support/image-tiff.js';

/** Something different at each place, in each plane and sample, within a byte. */
const pattern = (plane: number) => (x: number, y: number, sample: number) => (x * 7 + y * 13 + plane * 31 + sample * 59 + ((x * y) >> 3)) % 251;

const sizeOf = ({ shape, labels }: PixelSource) => ({ width: shape[labels.indexOf('x')] ?? 0, height: shape[labels.indexOf('y')] ?? 0, samples: labels.at(-1) === '_c' ? (shape.at(-1) ?? 0) : 1 });

/** A plane put together of all its tiles, as a viewer shows it. */
async function ofTiles(source: PixelSource, selection: PlaneSelection): Promise<number[]> {
  const { width, height, samples } = sizeOf(source);
  const plane: number[] = Array.from({ length: width * height * samples }, () => Number.NaN);
  for (let y = 0; y * source.tileSize < height; y += 1) {
    for (let x = 0; x * source.tileSize < width; x += 1) {
      const tile = await source.getTile({ x, y, selection });
      expect(tile.width).toBe(Math.min(source.tileSize, width - x * source.tileSize));
      for (let row = 0; row < tile.height; row += 1) {
        const to = ((y * source.tileSize + row) * width + x * source.tileSize) * samples;
        for (let at = 0; at < tile.width * samples; at += 1) plane[to + at] = tile.data[row * tile.width * samples + at] as number;
      }
    }
  }
  return plane;
}

/** In one go: to compare long lists one by one takes many times as long as to read them. */
function expectEqual(read: ArrayLike<number>, pixels: readonly number[]): void {
  const [got, wanted] = [Float64Array.from(read), Float64Array.from(pixels)];
  expect(got.length).toBe(wanted.length);
  const at = got.findIndex((value, index) => !Object.is(value, wanted[index]));
  expect([at, got[at]]).toEqual([-1, undefined]);
}

/** That a source shows these pixels, whole and in tiles. */
async function expectPixels(source: PixelSource | undefined, selection: PlaneSelection, pixels: readonly number[]): Promise<void> {
  if (source === undefined) throw new Error('no such resolution');
  const { width, height } = sizeOf(source);
  const raster = await source.getRaster({ selection });
  expect([raster.width, raster.height]).toEqual([width, height]);
  expect(raster.data.constructor.name).toBe(`${source.dtype}Array`);
  expectEqual(raster.data, pixels);
  expectEqual(await ofTiles(source, selection), pixels);
}

/** The mean of each area, reckoned the plain way. */
function reduced(page: Page, scale: readonly [number, number], size: readonly [number, number], wholes: boolean): number[] {
  const { width, height, samples = 1 } = page;
  const pixels = pixelsOf(page);
  const made: number[] = [];
  for (let y = 0; y < size[1]; y += 1) {
    for (let x = 0; x < size[0]; x += 1) {
      for (let s = 0; s < samples; s += 1) {
        let [sum, area] = [0, 0];
        for (let row = Math.floor(y * scale[1]); row < Math.min((y + 1) * scale[1], height); row += 1) {
          for (let column = Math.floor(x * scale[0]); column < Math.min((x + 1) * scale[0], width); column += 1) {
            const part = (Math.min(column + 1, (x + 1) * scale[0]) - Math.max(column, x * scale[0])) * (Math.min(row + 1, (y + 1) * scale[1]) - Math.max(row, y * scale[1]));
            sum += part * (pixels[(row * width + column) * samples + s] ?? 0);
            area += part;
          }
        }
        made.push(wholes ? Math.round(sum / area + 1e-9) : sum / area);
      }
    }
  }
  return made;
}

const page = (width: number, height: number, plane = 0, more: Partial<Page> = {}): Page => ({ width, height, value: pattern(plane), ...more });
const shapes = ({ data }: VivImage) => data.map((source) => source.shape.slice(-2 - Number(source.labels.at(-1) === '_c')));

describe('pixels come out as they were written', () => {
  const types: PageType[] = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'float64'];
  test.each(types.flatMap((type) => [false, true].map((bigEndian) => [type, bigEndian] as const)))('%s, big-endian %s', async (type, bigEndian) => {
    const pages = [0, 1].map((plane) => page(300, 270, plane, { type, tile: [256, 256], deflate: true }));
    const xml = omeOf({ type: type.replace('float32', 'float').replace('float64', 'double'), sizes: { x: 300, y: 270, c: 2 } });
    const { data, metadata } = await loadOmeTiff(makeImageTiff(pages, { bigEndian, description: xml }));
    expect(data[0]).toMatchObject({ labels: ['t', 'z', 'c', 'y', 'x'], shape: [1, 1, 2, 270, 300], tileSize: 256, dtype: `${type.charAt(0).toUpperCase()}${type.slice(1)}` });
    expect(metadata.Pixels.BigEndian).toBe(bigEndian);
    for (const [c, each] of pages.entries()) await expectPixels(data[0], { c, z: 0, t: 0 }, pixelsOf(each));
  });

  test.each([
    ['strips of one row', { rows: 1 }],
    ['strips of seven rows', { rows: 7 }],
    ['one strip', {}],
    ['tiles of 16', { tile: [16, 16] }],
    ['tiles of 240 x 208, which are no power of two', { tile: [240, 208] }],
  ] as [string, Partial<Page>][])('%s', async (_, layout) => {
    const stored = page(600, 530, 0, { ...layout, type: 'uint16' });
    const { data } = await loadOmeTiff(makeImageTiff([stored], { description: omeOf({ type: 'uint16', sizes: { x: 600, y: 530 } }) }));
    expect([256, 512]).toContain(data[0]?.tileSize);
    await expectPixels(data[0], { c: 0, z: 0, t: 0 }, pixelsOf(stored));
  });

  test.each([
    ['interleaved', false, 3],
    ['planar', true, 3],
    ['interleaved with alpha', false, 4],
  ])('RGB, %s', async (_, planar, samples) => {
    const stored = page(70, 50, 0, { samples, planar });
    const xml = omeOf({ sizes: { x: 70, y: 50, c: samples }, channels: `<Channel ID="Channel:0:0" SamplesPerPixel="${samples}"/>` });
    const { data, metadata } = await loadOmeTiff(makeImageTiff([stored], { description: xml }));
    expect(data[0]).toMatchObject({ labels: ['t', 'z', 'c', 'y', 'x', '_c'], shape: [1, 1, 1, 50, 70, samples], dtype: 'Uint8', meta: { photometricInterpretation: 2 } });
    expect(metadata.Pixels).toMatchObject({ SizeC: samples, Interleaved: true, Channels: [{ ID: 'Channel:0:0', SamplesPerPixel: samples }] });
    await expectPixels(data[0], {}, pixelsOf(stored));
  });

  test('RGB of 16 bits, which viewers cannot show as colours: a channel for each', async () => {
    const stored = page(40, 30, 0, { samples: 3, type: 'uint16' });
    const { data, metadata } = await loadOmeTiff(makeImageTiff([stored], { description: omeOf({ type: 'uint16', sizes: { x: 40, y: 30, c: 3 }, channels: '<Channel ID="Channel:0:0" Name="photo" SamplesPerPixel="3"/>' }) }));
    expect(data[0]).toMatchObject({ labels: ['t', 'z', 'c', 'y', 'x'], shape: [1, 1, 3, 30, 40], meta: { photometricInterpretation: 1 } });
    expect(metadata.Pixels.Channels.map(({ Name, Color, SamplesPerPixel }) => [Name, Color?.join(), SamplesPerPixel])).toEqual([
      ['photo R', '255,0,0,255', 1],
      ['photo G', '0,255,0,255', 1],
      ['photo B', '0,0,255,255', 1],
    ]);
    for (const c of [0, 1, 2]) await expectPixels(data[0], { c }, pixelsOf(stored).filter((_, at) => at % 3 === c));
  });

  test('integers of 64 bits, if they are no larger than those of 32', async () => {
    const open = async (value: Page['value']) => (await loadOmeTiff(makeImageTiff([page(8, 8, 0, { type: 'uint64', value })]))).data[0];
    await expectPixels(await open((x, y) => 4_294_967_000 + x + y), {}, Array.from({ length: 64 }, (_, at) => 4_294_967_000 + (at % 8) + (at >> 3)));
    await expect((await open((x) => (x === 7 ? 4_294_967_296 : 0)))?.getRaster({ selection: {} })).rejects.toThrow('A sample is 4294967296');
  });

  test('planes are where TiffData says, in any order of the axes', async () => {
    for (const order of ['XYZCT', 'XYZTC', 'XYCTZ', 'XYCZT', 'XYTCZ', 'XYTZC']) {
      const sizes = { x: 20, y: 10, c: 2, z: 3, t: 2 };
      const planes = Array.from({ length: 12 }, (_, plane) => page(20, 10, plane));
      // The last plane comes first.
      const tiffData: string[] = [];
      const reversed = new Map<string, number>();
      for (let t = 0; t < 2; t += 1) for (let z = 0; z < 3; z += 1) for (let c = 0; c < 2; c += 1) {
        const ifd = 11 - reversed.size;
        reversed.set(`${c} ${z} ${t}`, ifd);
        tiffData.push(`<TiffData FirstC="${c}" FirstZ="${z}" FirstT="${t}" IFD="${ifd}" PlaneCount="1"/>`);
      }
      const inOrder = await loadOmeTiff(makeImageTiff(planes, { description: omeOf({ order, sizes }) }));
      const told = await loadOmeTiff(makeImageTiff(planes, { description: omeOf({ order, sizes, tiffData: tiffData.join('') }) }));
      expect(inOrder.data[0]?.labels.join('')).toBe([...order.toLowerCase()].reverse().join(''));
      let [strides, stride]: [Record<string, number>, number] = [{}, 1];
      for (const axis of order.slice(2).toLowerCase()) {
        strides[axis] = stride;
        stride *= sizes[axis as 'c' | 'z' | 't'];
      }
      for (const [key, ifd] of reversed) {
        const [c = 0, z = 0, t = 0] = key.split(' ').map(Number);
        const expected = (plane: number) => pixelsOf(planes[plane] as Page);
        expect([...(await inOrder.data[0]!.getRaster({ selection: { c, z, t } })).data]).toEqual(expected(c * (strides['c'] ?? 0) + z * (strides['z'] ?? 0) + t * (strides['t'] ?? 0)));
        expect([...(await told.data[0]!.getRaster({ selection: { c, z, t } })).data]).toEqual(expected(ifd));
      }
    }
  });
});

describe('each resolution is half of the one before', () => {
  const wide = (levels: readonly Page[], more: Partial<Page> = {}) => page(1000, 600, 0, { type: 'uint16', tile: [256, 256], levels, ...more });
  const stored = (factor: number, round = Math.ceil) => page(round(1000 / factor), round(600 / factor), factor, { type: 'uint16', tile: [256, 256] });
  const open = (base: Page) => loadOmeTiff(makeImageTiff([base], { description: omeOf({ type: 'uint16', sizes: { x: 1000, y: 600 } }) }));

  test('those that are stored so are shown as they are, rounded up or down', async () => {
    for (const round of [Math.ceil, Math.floor]) {
      const levels = [2, 4, 8, 16].map((factor) => stored(factor, round));
      const { data } = await open(wide(levels));
      expect(data).toHaveLength(5);
      for (const [index, level] of levels.entries()) await expectPixels(data[index + 1], {}, pixelsOf(level));
      // Beyond the edge of a resolution that was rounded down there is nothing, and no error.
      expect(await data[4]?.getTile({ x: 1, y: 0, selection: {} })).toMatchObject({ width: 0, height: 0 });
    }
  });

  test('others are made of the next larger one: factor 4', async () => {
    const levels = [4, 16].map((factor) => stored(factor));
    const base = wide(levels);
    const { data } = await open(base);
    expect(shapes({ data } as VivImage)).toEqual([[600, 1000], [300, 500], [150, 250], [75, 125], [38, 63]]);
    await expectPixels(data[1], {}, reduced(base, [2, 2], [500, 300], true));
    await expectPixels(data[2], {}, pixelsOf(levels[0] as Page));
    await expectPixels(data[3], {}, reduced(levels[0] as Page, [2, 2], [125, 75], true));
    await expectPixels(data[4], {}, pixelsOf(levels[1] as Page));
  });

  test('factor 3', async () => {
    const levels = [3, 9].map((factor) => stored(factor));
    const base = wide(levels);
    const { data } = await open(base);
    expect(shapes({ data } as VivImage)).toEqual([[600, 1000], [300, 500], [150, 250], [75, 125]]);
    await expectPixels(data[1], {}, reduced(base, [2, 2], [500, 300], true));
    await expectPixels(data[2], {}, reduced(levels[0] as Page, [(4 * 334) / 1000, (4 * 200) / 600], [250, 150], true));
    await expectPixels(data[3], {}, reduced(levels[0] as Page, [(8 * 334) / 1000, (8 * 200) / 600], [125, 75], true));
  });

  test('labels are picked, and not averaged', async () => {
    const base = wide([stored(4)]);
    const file = makeImageTiff([base], { description: omeOf({ type: 'uint16', sizes: { x: 1000, y: 600 } }) });
    const { data } = await loadOmeTiff(file, { resample: 'nearest' });
    const whole = pixelsOf(base);
    await expectPixels(data[1], {}, Array.from({ length: 500 * 300 }, (_, at) => whole[(2 * Math.floor(at / 500) + 1) * 1000 + 2 * (at % 500) + 1] ?? 0));
  });

  test('what is NaN counts for nothing', async () => {
    const base = page(16, 4, 0, { type: 'float32', value: (x, y) => (x < 2 || (x === 2 && y === 0) ? Number.NaN : x), levels: [page(2, 1, 9, { type: 'float32' })] });
    const { data } = await loadOmeTiff(makeImageTiff([base], { description: omeOf({ type: 'float', sizes: { x: 16, y: 4 } }) }));
    expect([...(await data[1]!.getRaster({ selection: {} })).data]).toEqual([Number.NaN, 8 / 3, 4.5, 6.5, 8.5, 10.5, 12.5, 14.5, Number.NaN, 2.5, 4.5, 6.5, 8.5, 10.5, 12.5, 14.5].map(Math.fround));
  });

  test('a large image without any gets those that viewers need', async () => {
    const base = page(5000, 300, 0, { rows: 16, value: (x, y) => (x >> 3) % 200 });
    const { data } = await loadOmeTiff(makeImageTiff([base], { description: omeOf({ sizes: { x: 5000, y: 300 } }) }));
    expect(shapes({ data } as VivImage)).toEqual([[300, 5000], [150, 2500], [75, 1250]]);
    await expectPixels(data[2], {}, reduced(base, [4, 4], [1250, 75], true));
  });

  test('a wide one in tiles, part by part', async () => {
    const base = page(9000, 70, 0, { tile: [256, 64], value: (x, y) => (x * 7 + y) % 199 });
    const { data } = await loadOmeTiff(makeImageTiff([base]));
    expect(shapes({ data } as VivImage)).toEqual([[70, 9000], [35, 4500], [18, 2250], [9, 1125]]);
    for (const level of [1, 2, 3]) await expectPixels(data[level], {}, reduced(base, [2 ** level, 2 ** level], [Math.ceil(9000 / 2 ** level), Math.ceil(70 / 2 ** level)], true));
  });

  test('colours too', async () => {
    const base = page(64, 48, 0, { samples: 3, planar: true, levels: [page(16, 12, 5, { samples: 3, planar: true })] });
    const { data } = await loadOmeTiff(makeImageTiff([base]));
    await expectPixels(data[1], {}, reduced(base, [2, 2], [32, 24], true));
    await expectPixels(data[2], {}, pixelsOf((base.levels as Page[])[0] as Page));
  });

  test('none is of three or four columns, which viewers take for samples', async () => {
    const levels = [2, 4, 8].map((factor) => page(Math.ceil(30 / factor), Math.ceil(30 / factor), factor));
    const { data } = await loadOmeTiff(makeImageTiff([page(30, 30, 0, { levels })]));
    expect(shapes({ data } as VivImage)).toEqual([[30, 30], [15, 15], [8, 8]]);
  });
});

describe('pyramids in the main chain', () => {
  const levels = [1, 2, 4].map((factor) => page(512 / factor, 400 / factor, factor, factor > 1 ? { subfile: 1 } : {}));

  test('without OME-XML, with images of other shapes between them', async () => {
    const label = page(90, 90, 7, { samples: 3 });
    const { data } = await loadOmeTiff(makeImageTiff(levels));
    for (const [index, level] of levels.entries()) await expectPixels(data[index], {}, pixelsOf(level));
    const all = await loadOmeTiffs(makeImageTiff([levels[0], label, levels[1], levels[2]] as Page[]));
    expect(all.map(shapes)).toEqual([[[400, 512], [200, 256], [100, 128]], [[90, 90, 3]]]);
    await expectPixels(all[1]?.data[0], {}, pixelsOf(label));
  });

  test('behind the planes that OME-XML tells of', async () => {
    const planes = [0, 1].map((c) => levels.map((level, index) => ({ ...level, value: pattern(10 * c + index) })));
    const pages = levels.flatMap((_, index) => planes.map((each) => each[index] as Page));
    const { data } = await loadOmeTiff(makeImageTiff(pages, { description: omeOf({ sizes: { x: 512, y: 400, c: 2 } }) }));
    expect(data).toHaveLength(3);
    for (const [c, each] of planes.entries()) for (const [index, level] of each.entries()) await expectPixels(data[index], { c }, pixelsOf(level));
  });

  test('as images of the OME-XML', async () => {
    const xml = omeOf(...[1, 2, 4].map((factor, index) => ({ sizes: { x: 512 / factor, y: 400 / factor }, tiffData: `<TiffData IFD="${index}" PlaneCount="1"/>` })), { sizes: { x: 33, y: 90 }, tiffData: '<TiffData IFD="3" PlaneCount="1"/>' });
    const all = await loadOmeTiff(makeImageTiff([...levels, page(33, 90, 8)], { description: xml }), { images: 'all' });
    expect(all.map(shapes)).toEqual([[[400, 512], [200, 256], [100, 128]], [[90, 33]]]);
    for (const [index, level] of levels.entries()) await expectPixels(all[0]?.data[index], {}, pixelsOf(level));
    expect(all.map(({ metadata }) => metadata.Name)).toEqual(['image 0', 'image 3']);
  });
});

describe('OME-XML that is not as it should be', () => {
  const file = (xml: string, pages: Page[] = [page(20, 10)]) => loadOmeTiff(makeImageTiff(pages, { description: xml }));

  test('sizes and type are those of the file', async () => {
    const { data, metadata } = await file(omeOf({ type: 'uint8', sizes: { x: 99, y: 5 } }), [page(20, 10, 0, { type: 'uint16', value: (x) => 300 + x })]);
    expect(data[0]).toMatchObject({ dtype: 'Uint16', shape: [1, 1, 1, 10, 20] });
    expect(metadata.Pixels).toMatchObject({ Type: 'uint16', SizeX: 20, SizeY: 10 });
    await expectPixels(data[0], {}, pixelsOf(page(20, 10, 0, { type: 'uint16', value: (x) => 300 + x })));
  });

  test('samples of colours that are counted as channels', async () => {
    const { data, metadata } = await file(omeOf({ sizes: { x: 20, y: 10, c: 3 } }), [page(20, 10, 0, { samples: 3 })]);
    expect(data[0]?.shape).toEqual([1, 1, 1, 10, 20, 3]);
    expect(metadata.Pixels.Channels).toHaveLength(1);
  });

  test.each([
    ['a prefix', (xml: string) => xml.replace('xmlns=', 'xmlns:ome=').replace(/<(\/?)(?=[A-Z])/g, '<$1ome:')],
    ['no channels', (xml: string) => xml.replace(/<Channel [^>]*>/, '')],
    ['no IDs', (xml: string) => xml.replace(/ ID="[^"]*"/g, '')],
    ['no sizes of axes', (xml: string) => xml.replace(/ Size[ZCT]="[^"]*"/g, '')],
    ['a colour as on the web', (xml: string) => xml.replace('<Channel ', '<Channel Color="#FF8000" ')],
    ['a unit without µ', (xml: string) => xml.replace('SizeX=', 'PhysicalSizeX="0.5" PhysicalSizeXUnit="um" SizeX=')],
    ['comments and CDATA', (xml: string) => xml.replace('<Image', '<!-- <Image> --><Image').replace('<Pixels', '<Description><![CDATA[a < b]]></Description><Pixels')],
    ['a UUID without a name of a file', (xml: string) => xml.replace('</Pixels>', '<TiffData IFD="0"><UUID>urn:uuid:1</UUID></TiffData></Pixels>')],
  ])('%s is no obstacle', async (_, change) => {
    const xml = change(omeOf({ sizes: { x: 20, y: 10 } }));
    expect(xml).not.toBe(omeOf({ sizes: { x: 20, y: 10 } }));
    const { data, metadata } = await file(xml);
    await expectPixels(data[0], {}, pixelsOf(page(20, 10)));
    expect(metadata.Pixels.Channels).toHaveLength(1);
  });

  test('units are those that viewers know, and pixels are no length', async () => {
    const sized = async (size: string, unit: string) => {
      const { data, metadata } = await file(omeOf({ sizes: { x: 20, y: 10 }, attributes: ['X', 'Y'].map((axis) => `PhysicalSize${axis}="${size}" PhysicalSize${axis}Unit="${unit}"`).join(' ') }));
      expect(metadata.Pixels.PhysicalSizeX).toBe(data[0]?.meta.physicalSizes?.['x']?.size);
      return data[0]?.meta.physicalSizes?.['x'];
    };
    expect(await sized('0.5', 'nm')).toEqual({ size: 0.5, unit: 'nm' });
    expect(await sized('0.5', '\u03bcm')).toEqual({ size: 0.5, unit: 'µm' });
    expect(await sized('5000', 'Å')).toEqual({ size: 0.5, unit: 'µm' });
    expect(await sized('1', 'pixel')).toBeUndefined();
    expect(await sized('wide', 'µm')).toBeUndefined();
  });

  test('what Viv says of an image is said in the same words', async () => {
    const { metadata } = await file(omeOf({ sizes: { x: 20, y: 10 }, channels: '<Channel ID="a" Name="DAPI &amp; more" Color="-16776961"/>', attributes: 'PhysicalSizeX="0.5" PhysicalSizeY="0.5" SignificantBits="8"' }));
    expect(metadata).toMatchObject({ ID: 'Image:0', Name: 'image 0', Pixels: { ID: 'Pixels:0', SignificantBits: 8, PhysicalSizeX: 0.5, PhysicalSizeXUnit: 'µm', Channels: [{ ID: 'a', Name: 'DAPI & more', Color: [255, 0, 0, 255] }] } });
    expect(metadata.format()).toEqual({ 'Acquisition Date': '', 'Dimensions (XY)': '20 x 10', 'Pixels Type': 'uint8', 'Pixels Size (XYZ)': '0.5 µm x 0.5 µm x -', 'Z-sections/Timepoints': '1 x 1', Channels: 1 });
  });

  test('none at all: pages are channels, many are time points, or as ImageJ says', async () => {
    const pages = Array.from({ length: 6 }, (_, plane) => page(12, 9, plane));
    expect((await loadOmeTiff(makeImageTiff(pages))).data[0]?.shape).toEqual([1, 1, 6, 9, 12]);
    const many = await loadOmeTiff(makeImageTiff(Array.from({ length: 40 }, (_, plane) => page(12, 9, plane))));
    expect(many.data[0]?.shape).toEqual([40, 1, 1, 9, 12]);
    await expectPixels(many.data[0], { t: 39 }, pixelsOf(page(12, 9, 39)));
    const { data } = await loadOmeTiff(makeImageTiff(pages, { description: 'ImageJ=1.54f\nimages=6\nchannels=2\nslices=3\nhyperstack=true\n' }));
    expect([data[0]?.labels, data[0]?.shape]).toEqual([['t', 'z', 'c', 'y', 'x'], [1, 3, 2, 9, 12]]);
    await expectPixels(data[0], { c: 1, z: 2 }, pixelsOf(pages[5] as Page));
  });
});

describe('errors and aborts', () => {
  const pages = [0, 1].map((plane) => page(64, 64, plane, { tile: [32, 32], deflate: true }));
  const bytes = makeImageTiff(pages, { description: omeOf({ sizes: { x: 64, y: 64, c: 2 } }) });

  test('a damaged tile is an error of its own, and the rest is still there', async () => {
    const damaged = bytes.slice();
    const { offset } = (await (await openTiff(damaged)).ifd(1)).facts;
    damaged.fill(0xff, 40, 44);
    const { data } = await loadOmeTiff(damaged);
    await expect(data[0]?.getTile({ x: 0, y: 0, selection: { c: 0 } })).rejects.toMatchObject({ name: 'OmescopeError', code: 'tile-broken', message: expect.stringMatching(/tile \d+ of the IFD at byte/) });
    await expectPixels(data[0], { c: 1 }, pixelsOf(pages[1] as Page));
    expect(offset).toBeGreaterThan(0);
  });

  test('what is not there is said', async () => {
    const { data } = await loadOmeTiff(bytes);
    await expect(data[0]?.getTile({ x: 0, y: 0, selection: { c: 2 } })).rejects.toThrow('There is no plane c=2; the image has 2 in this axis.');
    await expect(loadOmeTiff(new TextEncoder().encode('no TIFF, and no XML'))).rejects.toMatchObject({ code: 'not-tiff' });
    await expect(loadOmeTiff([])).rejects.toMatchObject({ code: 'usage' });
  });

  test('an abort rejects as Viv has it, and ends the reads when nobody waits any more', async () => {
    const signals: AbortSignal[] = [];
    const held = { size: bytes.length, hold: false, read: (offset: number, length: number, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<Uint8Array> => {
      if (!held.hold) return Promise.resolve(bytes.slice(offset, offset + length));
      if (signal) signals.push(signal);
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    } };
    const { data } = await loadOmeTiff(held);
    await data[0]?.getTile({ x: 0, y: 0, selection: { c: 0 } });
    held.hold = true;
    const [one, other] = [new AbortController(), new AbortController()];
    const reads = [one, other].map(({ signal }) => data[0]?.getRaster({ selection: { c: 0 }, signal }));
    await new Promise((resolve) => setTimeout(resolve, 0));
    one.abort();
    await expect(reads[0]).rejects.toBe(SIGNAL_ABORTED);
    other.abort();
    await expect(reads[1]).rejects.toBe(SIGNAL_ABORTED);
    expect(signals.length).toBeGreaterThan(0);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    await expect(data[0]?.getTile({ x: 0, y: 0, selection: {}, signal: AbortSignal.abort() })).rejects.toBe(SIGNAL_ABORTED);
  });

  test('many reads at once, a fifth of them aborted, are what they are one by one', async () => {
    const strips = page(256, 256, 3, { rows: 5, deflate: true });
    const { data } = await loadOmeTiff(makeImageTiff([strips]));
    const source = data[0] as PixelSource;
    const whole = Buffer.from(pixelsOf(strips));
    for (let round = 0; round < 50; round += 1) {
      const reads = Array.from({ length: 64 }, (_, at) => {
        const abort = new AbortController();
        const read = source.getTile({ x: 0, y: 0, selection: {}, signal: abort.signal });
        if ((round * 64 + at * 7919) % 5 === 0) queueMicrotask(() => abort.abort());
        return read;
      });
      for (const result of await Promise.allSettled<PixelData>(reads)) {
        if (result.status === 'fulfilled') expect(Buffer.compare(Buffer.from(result.value.data.buffer as ArrayBuffer), whole)).toBe(0);
        else expect(result.reason).toBe(SIGNAL_ABORTED);
      }
    }
  });

  test('tiles are decoded by a pool that is given, and by no other one', async () => {
    const pool = createPool();
    const decoded = vi.spyOn(pool as unknown as { decodeBlock(): unknown }, 'decodeBlock');
    const { data } = await loadOmeTiff(bytes, { pool });
    await expectPixels(data[0], { c: 1 }, pixelsOf(pages[1] as Page));
    expect(decoded).toHaveBeenCalled();
    pool.close();
    await expect(data[0]?.getTile({ x: 0, y: 0, selection: {} })).rejects.toMatchObject({ name: 'OmescopeError' });
    await expect(loadOmeTiff(bytes, { pool: { decode() {} } as never })).rejects.toMatchObject({ code: 'usage' });
  });

  test('where a page can say so, others get their turn between tiles', async () => {
    const { data } = await loadOmeTiff(bytes);
    const clock = useClock(5);
    const turns = vi.fn(() => Promise.resolve());
    vi.stubGlobal('scheduler', { yield: turns });
    try {
      await expectPixels(data[0], { c: 1 }, pixelsOf(pages[1] as Page));
    } finally {
      clock.restore();
      vi.unstubAllGlobals();
    }
    expect(turns.mock.calls.length).toBeGreaterThan(1);
  });

  test('errors are of the package', () => expect(new OmescopeError('usage', 'x')).toBeInstanceOf(Error));
});

test('the bundled sample is as openTiff has it', async () => {
  const sample = readFileSync(join(root, 'www', 'samples', 'cells.ome.tif'));
  await expectSame(sample);
});

const found = corpus();
test.runIf(found)('OME-TIFFs of the corpus are as openTiff has them', async () => {
  let count = 0;
  const refused: string[] = [];
  for (const entry of found?.tiffs ?? []) {
    if (entry.expect !== 'ok' || !/\.ome\.tiff?$/i.test(entry.path)) continue;
    const bytes = readFileSync(join(found?.folder ?? '', entry.path));
    if (bytes.length > 3e7) continue;
    count += await expectSame(bytes).catch((error: unknown) => {
      if (!(error instanceof OmescopeError)) throw new Error(entry.path, { cause: error });
      refused.push(`${entry.path}: ${error.message}`);
      return 0;
    });
  }
  console.log(`corpus: ${count} planes of OME-TIFFs are the same\n${refused.join('\n')}`);
  expect(count).toBeGreaterThan(100);
});

/** Each plane and stored resolution of the first image. How many there were. */
async function expectSame(bytes: Uint8Array): Promise<number> {
  const [image] = (await openTiff(bytes)).images;
  const { data } = await loadOmeTiff(bytes);
  let count = 0;
  for (const [index, source] of data.entries()) {
    if (image === undefined || index >= (await image.levelCount())) continue;
    const level = await image.level(index);
    const { width, height } = sizeOf(source);
    if (level.width !== width || level.height !== height || level.width * level.height * level.samples > 1e7) continue;
    for (let plane = 0; plane < Math.min(image.sizeC * image.sizeZ * image.sizeT, 20); plane += 1) {
      const [c, z] = [plane % image.sizeC, Math.floor(plane / image.sizeC) % image.sizeZ];
      const t = Math.floor(plane / image.sizeC / image.sizeZ);
      const expected = await level.plane({ c, z, t }).catch((error: unknown) => error as Error);
      const split = source.labels.at(-1) === '_c' ? 1 : level.samples;
      const raster = await source.getRaster({ selection: { c: c * split, z, t } }).catch((error: unknown) => error as Error);
      if (expected instanceof Error || raster instanceof Error) {
        expect([(expected as OmescopeError).code, (raster as OmescopeError).code]).toEqual([(raster as OmescopeError).code, (raster as OmescopeError).code]);
        continue;
      }
      if (split === 1) expect(Buffer.compare(Buffer.from(raster.data.buffer as ArrayBuffer), Buffer.from(expected.data.buffer))).toBe(0);
      count += 1;
    }
  }
  return count;
}
