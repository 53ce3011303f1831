// `npm run truth`: makes the files of tests/truth, runs the viewers on them, and says what each does.
// Options: --accept writes the outcomes anew, --again runs all, --alone gives each file its own process; beginnings of ids choose some.
import { main, say } from './lib/run.mjs';
import { installViewers } from '../tests/truth/oracle/install.mjs';
import { observeAll } from '../tests/truth/oracle/run.mjs';

await main(async () => {
  const words = process.argv.slice(2);
  const only = words.filter((word) => !word.startsWith('--'));
  await installViewers();
  const results = await observeAll({ only, alone: words.includes('--alone'), again: words.includes('--again') });
  for (const [id, { viewers }] of Object.entries(results)) {
    if (only.length && !only.some((start) => id.startsWith(start))) continue;
    for (const [viewer, { outcome, reason }] of Object.entries(viewers)) say(`${id} ${viewer}: ${outcome} ${reason}`);
  }
});
