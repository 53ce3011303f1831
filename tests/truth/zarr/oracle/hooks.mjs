// Lets Node.js resolve what a bundler or browser would: `node --import ./oracle/register.mjs`.
import { pathToFileURL } from 'node:url';
import { adapted } from './bundle-exports.mjs';

/** From where versions of Vitessce fetch parquet-wasm at run time; parquet.mjs says what stands in for it. */
const PARQUET_OF_VITESSCE = /^https:\/\/[^/]+\/parquet-wasm@[^/]+\/esm\/parquet_wasm\.js$/;

let places;

export function initialize(data) {
  places = data;
}

export async function resolve(specifier, context, next) {
  // A side-effect import of the bundle; nothing of it is used by a loader.
  if (specifier === 'react') return { url: 'data:text/javascript,', shortCircuit: true };
  if (PARQUET_OF_VITESSCE.test(specifier)) return { url: places.parquet, shortCircuit: true };
  const bare = !/^(\.|\/|[a-z]+:)/.test(specifier);
  const own = context.parentURL?.startsWith(places.tests);
  return next(specifier, bare && own ? { ...context, parentURL: pathToFileURL(`${places.viewers}/`).href } : context);
}

export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (!url.startsWith(places.bundles)) return loaded;
  return { ...loaded, source: adapted(url, String(Buffer.from(loaded.source))) };
}
