// `npm run docs`: writes the generated parts of docs/: the rules, the package, the pictures, and the example, which is run for it.
// `npm run docs -- picture` also takes the picture of the page, which is other pixels on each machine.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './lib/all.mjs';
import { findChromium } from './lib/chromium.mjs';
import { withReference } from './lib/docs/api.mjs';
import { findPython, runExample, withExample } from './lib/docs/example.mjs';
import { drawLayers, layersOf } from './lib/docs/layers.mjs';
import { takePicture } from './lib/docs/picture.mjs';
import { titlesOfExamples, withRules } from './lib/docs/rules.mjs';
import { main, root, say } from './lib/run.mjs';

function rewrite(name, change) {
  const path = join(root, 'docs', name);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  say(`docs/${name} is written`);
}

await main(async () => {
  await buildAll();
  const rules = JSON.parse(readFileSync(join(root, 'dist', 'rules.json'), 'utf8'));
  const titles = await titlesOfExamples();
  rewrite('rules.md', (document) => withRules(document, rules, titles));
  rewrite('api.md', (document) => withReference(document, root, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))));
  writeFileSync(join(root, 'docs', 'layers.svg'), drawLayers(layersOf(readFileSync(join(root, 'tests', 'layers.rs'), 'utf8'))));
  const python = findPython();
  if (python === undefined) say('there is no Python with tifffile; the example stays as it is');
  else rewrite('command-line.md', (document) => withExample(document, runExample(python)));
  if (process.argv.includes('picture')) await takePicture(await findChromium(), join(root, 'docs', 'page.png'));
});
