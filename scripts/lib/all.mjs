// Everything that is built, in order, from a fresh clone if need be.
import { buildPackage } from './js.mjs';
import { installPackages } from './packages.mjs';
import { buildSite } from './site.mjs';
import { buildWasm } from './wasm.mjs';

export async function buildAll() {
  await installPackages();
  await buildWasm();
  await buildPackage();
  await buildSite();
}
