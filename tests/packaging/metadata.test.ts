/** What the tools that check packages say of this one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { expect, test } from 'vitest';
import { useProject } from './support/project.js';

const project = useProject();

test('publint has nothing to say', async () => {
  const pkgDir = join(project.folder, 'node_modules', 'omescope');
  const { messages, pkg } = await publint({ pkgDir, strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

test('types are found by every resolution of TypeScript; all that is said is that require() finds an ES module', async () => {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(project.tarball))));
  if (!analysis.types) throw new Error('no types were found');
  const problems = analysis.problems.filter((problem) => !('entrypoint' in problem) || !/\.(wasm|json)$/.test(problem.entrypoint));
  expect(Object.keys(analysis.entrypoints)).toEqual(expect.arrayContaining(['.', './tiff', './geotiff', './pool', './viv', './zarr', './slim']));
  expect([...new Set(problems.map(({ kind }) => kind))]).toEqual(['CJSResolvesToESM']);
});
