/** Options that make no sense: the error says which one it is, what was given, and what is taken. */
import { expect, test } from 'vitest';
import { check, OmescopeError, viewers, type CheckOptions } from 'omescope';
import { makeTiff } from './support/tiff.js';

const tiff = makeTiff(2).bytes;
const store = { name: 'a.zarr', get: () => undefined };

/** What is said of options in each of both judges; nothing where they are taken. */
async function said(input: Parameters<typeof check>[0], options: unknown): Promise<string | undefined> {
  const thrown: unknown = await check(input, options as CheckOptions).then(() => undefined, (error: unknown) => error);
  if (thrown === undefined) return undefined;
  if (!(thrown instanceof OmescopeError)) throw thrown;
  expect(thrown.code).toBe('usage');
  return thrown.message;
}

const NAMES = 'and has to be a list of names such as ["viv@0.22"]';
const LEVELS = 'and has to be an object such as {"pixels/compression": "off"}';
const long = Array.from({ length: 100 }, (_, index) => index);

test.each<[unknown, string | undefined]>([
  [{ viewers: 'viv@0.21' }, `viewers is "viv@0.21", ${NAMES}`],
  [{ viewers: [1] }, `viewers is [1], ${NAMES}`],
  [{ viewers: { viv: '0.21' } }, `viewers is {"viv":"0.21"}, ${NAMES}`],
  [{ viewers: long }, `viewers is ${JSON.stringify(long).slice(0, 60)}…, ${NAMES}`],
  [{ viewers: () => [] }, `viewers is function, ${NAMES}`],
  [{ viewers: null }, undefined],
  [{ viewers: [] }, undefined],
  [{ rules: { 'pixels/compression': 1 } }, `rules is {"pixels/compression":1}, ${LEVELS}`],
  [{ rules: ['pixels/compression'] }, `rules is ["pixels/compression"], ${LEVELS}`],
  [{ rules: 'off' }, `rules is "off", ${LEVELS}`],
  [{ rules: { 'no/such-rule': 'off' } }, 'there is no rule "no/such-rule"'],
  [{ rules: null }, undefined],
])('of %j both judges say %j', async (options, expected) => {
  expect(await said(tiff, options)).toBe(expected);
  expect(await said(store, options)).toBe(expected);
});

test('an unknown viewer is answered with the known ones', async () => {
  const names = (await viewers()).map(({ id }) => id);
  expect(await said(tiff, { viewers: ['viv@9'] })).toBe(`there is no viewer "viv@9"; there are ${names.join(', ')}`);
});

test.each<[unknown, string | undefined]>([
  [{ limits: { ifds: -1 } }, 'limits.ifds is -1, and has to be a whole number, 0 or more'],
  [{ limits: { ifds: 1.5 } }, 'limits.ifds is 1.5, and has to be a whole number, 0 or more'],
  [{ limits: { bytes: Number.NaN } }, 'limits.bytes is NaN, and has to be a whole number, 0 or more'],
  [{ limits: { bytes: 'x' } }, 'limits.bytes is "x", and has to be a whole number, 0 or more'],
  [{ limits: 5 }, 'limits is 5, and has to be an object'],
  [{ limits: {} }, undefined],
])('of %j the judge of files says %j', async (options, expected) => {
  expect(await said(tiff, options)).toBe(expected);
});

const PARTS = 'obsEmbedding, obsSets, obsFeatureMatrix, initialFeatureFilterPath, coordinateSystem, coordinateTransformations';

test.each<[unknown, string | undefined]>([
  [{ path: 5 }, 'path is 5, and has to be a text.'],
  [{ view: 5 }, 'view is 5, and has to be an object'],
  [{ view: { image: 'a' } }, `a view has no "image"; there are ${PARTS}`],
  [{ view: { obsSets: 5 } }, 'view.obsSets is 5, and has to be a path, or a list of paths'],
  [{ view: { coordinateSystem: 5 } }, 'view.coordinateSystem is 5, and has to be a name, or an object of names by the paths of elements'],
  [{ view: { obsSets: ['obs/a', 'obs/b'], obsEmbedding: 'obsm/X_umap', coordinateSystem: { 'images/a': 'global' } } }, undefined],
  [{ view: { obsSets: undefined, coordinateSystem: 'global', coordinateTransformations: [] } }, undefined],
])('of %j the judge of stores says %j', async (options, expected) => {
  expect(await said(store, options)).toBe(expected);
});

test('halves of characters in names are replaced, as everywhere in UTF-8', async () => {
  const report = await check(Object.assign(new Blob([tiff]), { name: 'a\ud800.tif' }));
  expect(report.input.name).toBe('a\ufffd.tif');
});
