/** View configs that omescope makes, loaded by Vitessce's own loaders; see tests/truth/zarr/configs.mjs. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from './support/fixtures.js';

const run = promisify(execFile);
const here = join(root, 'tests', 'truth', 'zarr');
const there = existsSync(join(root, 'build', 'truth-zarr', 'viewers', 'installed'));
if (!there) console.warn('SKIPPED: the viewers of tests/truth/zarr are not there (npm run truth:zarr installs them)');

interface Loaded {
  readonly configs: number;
  readonly without: readonly string[];
  readonly files: number;
  readonly views: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, readonly string[]>>;
}

describe.skipIf(!there)('view configs of the stores that Vitessce loads', () => {
  let loaded: Loaded;

  beforeAll(async () => {
    const { stdout } = await run(process.execPath, ['--import', join(here, 'oracle', 'register.mjs'), join(here, 'configs.mjs')], { maxBuffer: 1 << 26 });
    loaded = JSON.parse(stdout) as Loaded;
  }, 900_000);

  test('load view by view', () => {
    expect(loaded.failed).toEqual({});
    expect(loaded.configs).toBeGreaterThan(200);
    expect(loaded.files).toBeGreaterThan(loaded.configs);
  });

  test('have every sort of view', () => {
    // `spatial` is for places without an image: hosts that list nothing tell of them in consolidated metadata alone, which is not in these stores.
    const always = ['featureList', 'heatmap', 'layerControllerBeta', 'obsSets', 'scatterplot', 'spatialBeta'];
    expect(Object.keys(loaded.views).filter((view) => view !== 'spatial').sort()).toEqual(always);
  });

  test('are made of MuData, archives and SpatialData', () => {
    expect(loaded.without.filter((id) => /^(mu-01-two|st-04-zip|st-05|py-sd)/.test(id))).toEqual([]);
  });
});
