// `npm run readme`: writes what of README.md is made: the table of rules, and the example, which is run for it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './lib/all.mjs';
import { findPython, runExample } from './lib/example.mjs';
import { withExample, withRules } from './lib/readme.mjs';
import { main, root, say } from './lib/run.mjs';

await main(async () => {
  await buildAll();
  const path = join(root, 'README.md');
  const rules = JSON.parse(readFileSync(join(root, 'dist', 'rules.json'), 'utf8'));
  let readme = withRules(readFileSync(path, 'utf8'), rules);
  const python = findPython();
  if (python === undefined) say('there is no Python with tifffile; the example stays as it is');
  else readme = withExample(readme, runExample(python));
  writeFileSync(path, readme);
  say(`README.md has the ${rules.length} rules`);
});
