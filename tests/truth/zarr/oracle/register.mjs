import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { here, viewers } from '../setup.mjs';

register('./hooks.mjs', import.meta.url, {
  data: { viewers, tests: pathToFileURL(here).href, parquet: new URL('./parquet.mjs', import.meta.url).href },
});
