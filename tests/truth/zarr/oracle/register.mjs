import { register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { here, viewers } from '../setup.mjs';

register('./hooks.mjs', import.meta.url, {
  data: { viewers, bundles: pathToFileURL(join(viewers, 'vitessce')).href, tests: pathToFileURL(here).href, parquet: new URL('./parquet.mjs', import.meta.url).href },
});
