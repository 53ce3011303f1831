/** One measurement in a process of its own: who, the module, the packed tile, its spec. */
import { readFileSync } from 'node:fs';
import { measureFirst } from './first.js';

const [, , who = '', wasm = '', packed = '', spec = ''] = process.argv;
console.log(JSON.stringify(await measureFirst(who, readFileSync(wasm), new Uint8Array(readFileSync(packed)), JSON.parse(spec))));
