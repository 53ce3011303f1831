// `npm run truth`: makes the files of tests/truth, runs the viewers on them, and says what each of them does.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { files } from '../tests/truth/oracle/files.mjs';
import { generateFiles } from '../tests/truth/oracle/generate.mjs';
import { installViewers } from '../tests/truth/oracle/install.mjs';
import { acceptOutcomes, sentence } from '../tests/truth/oracle/outcomes.mjs';
import { build } from '../tests/truth/oracle/places.mjs';
import { observeAll } from '../tests/truth/oracle/run.mjs';
import { installPackages } from './lib/packages.mjs';
import { main, say } from './lib/run.mjs';

const OPTIONS = {
  '--accept-files': 'write tests/truth/expected/ anew',
  '--accept': 'write tests/truth/outcomes.json anew',
  '--again': 'run the viewers on all files, also on those that are known',
  '--alone': 'give every file a process of its own',
  '--chromium': 'run Viv in Chromium as well',
};

await main(async () => {
  const words = process.argv.slice(2);
  const unknown = words.find((word) => word.startsWith('--') && !(word in OPTIONS));
  if (unknown) throw new Error(`${unknown} is no option; beginnings of ids choose files, and ${JSON.stringify(OPTIONS, undefined, 2)}`);
  const only = words.filter((word) => !word.startsWith('--'));
  const chosen = ({ id }) => only.length === 0 || only.some((start) => id.startsWith(start));
  await installPackages();
  const missing = await generateFiles({ accept: words.includes('--accept-files') });
  if (missing) return void say(`SKIPPED: the viewers are not run: ${missing}`);
  await installViewers();
  const results = await observeAll({ only, alone: words.includes('--alone'), again: words.includes('--again') });
  const chromium = words.includes('--chromium') ? await inChromium(files().filter(chosen)) : {};
  for (const { id } of files().filter(chosen)) {
    for (const [viewer, seen] of Object.entries(results[id].viewers)) say(`${id} | ${viewer} | ${sentence(seen)}`);
    if (chromium[id]) say(`${id} | viv@0.21 chromium | ${sentence(chromium[id])}`);
  }
  if (words.includes('--accept')) acceptOutcomes(results, chromium);
});

async function inChromium(chosen) {
  const { observeInChromium } = await import('../tests/truth/oracle/chromium.mjs');
  say(`running Viv in Chromium on ${chosen.length} files`);
  const results = await observeInChromium(chosen);
  writeFileSync(join(build, 'chromium.json'), JSON.stringify(results));
  return results;
}
