// `npm start`: builds what is missing and serves the page.
import { buildAll } from './lib/all.mjs';
import { main, say } from './lib/run.mjs';
import { serve } from './lib/serve.mjs';

await main(async () => {
  await buildAll();
  const port = Number(process.env.PORT ?? 4173);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is ${process.env.PORT}, and not a port number`);
  const { url } = await serve({ port }).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`port ${port} is taken; choose another with PORT=… npm start`);
  });
  say(`the page is at ${url}`);
  say(`samples: ${url}?url=samples/cells.ome.tif and ${url}samples/cells.ome.zarr/.zattrs`);
});
