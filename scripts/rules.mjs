// `npm run rules`: writes the table of rules into README.md, from the catalogue that was built.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './lib/all.mjs';
import { withRules } from './lib/readme.mjs';
import { main, root, say } from './lib/run.mjs';

await main(async () => {
  await buildAll();
  const readme = join(root, 'README.md');
  const rules = JSON.parse(readFileSync(join(root, 'dist', 'rules.json'), 'utf8'));
  writeFileSync(readme, withRules(readFileSync(readme, 'utf8'), rules));
  say(`README.md has the ${rules.length} rules`);
});
