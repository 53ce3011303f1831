// Writes the offsets.json that lets viewers open any plane at once: node examples/offsets.mjs cells.ome.tif
import { offsets, offsetsFileName, offsetsFileText } from 'omescope';
import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';

const image = process.argv[2];
const list = await offsets(await openAsBlob(image));
await writeFile(offsetsFileName(image), offsetsFileText(list));
console.log(`${offsetsFileName(image)}: ${list.length} planes`);
