// Vitessce as it is published: its bundles, imported into Node.js with the few globals of a browser that they touch on loading.
import { QueryClient } from '@tanstack/query-core';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { vitesscePackage } from '../setup.mjs';

function pretendBrowser() {
  const element = () => ({ style: {}, getContext: () => null, setAttribute() {}, appendChild() {}, addEventListener() {} });
  globalThis.window ??= globalThis;
  globalThis.document ??= { createElement: element, createElementNS: element, documentElement: element(), body: element(), head: element(), addEventListener() {} };
}

const bundles = new Map();

/** A package's module: `zarr` (AnnData), `spatial-zarr` (images, SpatialData), `config` (auto-configuration). */
export function vitessce(name, version = '4.0.8') {
  pretendBrowser();
  // Older bundles have a CommonJS module in them that looks for its `module`.
  if (version !== '4.0.8') globalThis.module ??= { exports: {} };
  const file = join(vitesscePackage(name, version), 'dist/index.js');
  if (!bundles.has(file)) bundles.set(file, import(pathToFileURL(file).href));
  return bundles.get(file);
}

/** The part of the bundle that holds everything, with what bundle-exports.mjs adds under `__` names. */
export async function vitessceInside(version = '4.0.8') {
  await vitessce('spatial-zarr', version);
  const folder = join(vitesscePackage('spatial-zarr', version), 'dist');
  const name = readdirSync(folder).find((file) => /^index-.*\.js$/.test(file));
  return import(pathToFileURL(join(folder, name)).href);
}

/** The cache that Vitessce puts before every store: one for each visit, as in a page that was just opened. */
export function queryClient() {
  return new QueryClient();
}
