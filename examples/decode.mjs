// Decodes the first tile of an image: node examples/decode.mjs cells.ome.tif
import { openTiff } from 'omescope/tiff'; // what viewers need, without the rules
import { openAsBlob } from 'node:fs';

const { images } = await openTiff(await openAsBlob(process.argv[2]));
const level = await images[0].level(0);
const { data, width, height } = await level.tile(0, 0, { c: 1 });
console.log(`${width} x ${height} pixels in a ${data.constructor.name}`);
