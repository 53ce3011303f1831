// `node --import ./tests/truth/zarr/oracle/register.mjs ...`: installs the viewers where they are missing, and makes them importable.
import { register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { here, installViewers, viewers } from '../setup.mjs';

// Before the main module is read: what it imports is there then.
installViewers();
register('./hooks.mjs', import.meta.url, {
  data: { viewers, bundles: pathToFileURL(join(viewers, 'vitessce')).href, tests: pathToFileURL(here).href, parquet: new URL('./parquet.mjs', import.meta.url).href },
});
