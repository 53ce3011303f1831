// Checks a file: node examples/check.mjs cells.ome.tif
import { check } from 'omescope';
import { openAsBlob } from 'node:fs';

const report = await check(await openAsBlob(process.argv[2])); // or a File, a URL
for (const { name, verdict } of report.verdicts) console.log(name, verdict);
for (const { title, fix } of report.findings) console.log(`${title}. ${fix.text}`);
