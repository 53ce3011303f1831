// What Avivator makes of files whose names do not say OME-TIFF: `node names.mjs ORIGIN FILE...` prints a line of JSON for each,
// the file by its number also at ORIGIN/0/plain.tif and so on.
//
// Avivator chooses among Viv's loaders by the name (createLoader and generateMultiTiffSources of sites/avivator, which are not on npm): another
// `.tif` goes to loadMultiTiff, with each IFD of the main chain as a channel. Then it reads up to four channels at once.
import { openAsBlob } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { forViv } from './environment.mjs';
import { installed } from './places.mjs';
import { startSelections } from './avivator.mjs';

await forViv();
/** geotiff.js reads dropped files with it, and Node.js has none. */
globalThis.FileReader = class {
  readAsArrayBuffer(blob) {
    blob.arrayBuffer().then((result) => this.onload({ target: { result } }), (error) => this.onerror(error));
  }
};
const print = console.log;
for (const name of ['log', 'info', 'warn', 'error', 'debug']) console[name] = () => {};
process.on('unhandledRejection', () => {});
const { loadMultiTiff } = await import(pathToFileURL(installed('@vivjs', 'loaders', 'dist', 'index.mjs')).href);
const { fromBlob, fromUrl } = await import(pathToFileURL(installed('geotiff', 'dist-module', 'geotiff.js')).href);

/** An image, as the page has it: a dropped file with its path, or an address. */
async function outcome(input) {
  try {
    const count = await (await (typeof input === 'string' ? fromUrl : fromBlob)(input)).getImageCount();
    const selections = Array.from({ length: count }, (_, c) => ({ c, z: 0, t: 0 }));
    const { data } = await loadMultiTiff([[selections, input]], { images: 'all', pool: false });
    for (const selection of startSelections(data[0])) await data[0].getRaster({ selection });
    return { outcome: 'opens', channels: count };
  } catch (error) {
    return { outcome: 'fails', error: `${error.name}: ${error.message}`.split('\n')[0] };
  }
}

const [origin, ...paths] = process.argv.slice(2);
for (const [index, path] of paths.entries()) {
  const file = await openAsBlob(path);
  const local = await outcome(Object.assign(file, { path: 'plain.tif' }));
  const remote = await outcome(`${origin}/${index}/plain.tif`);
  print(JSON.stringify({ path, local, remote }));
}
process.exit();
