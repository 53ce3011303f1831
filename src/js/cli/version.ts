import { readFileSync } from 'node:fs';
import { inPackage } from './home.js';

/** The version of this package. */
export function versionOf(): string {
  return (JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as { readonly version: string }).version;
}
