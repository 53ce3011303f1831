// `npm test`: sets up, builds and runs every test, what is exhaustive as a sample. `npm test -- all` does that whole,
// `npm test -- fast` what a small change can break, `npm test -- rust js` parts.
import { main, say } from './lib/run.mjs';
import { allParts, planOf } from './lib/test/plan.mjs';
import { runPlan } from './lib/test/report.mjs';

await main(async () => {
  const words = process.argv.slice(2);
  const unknown = words.find((word) => !['all', 'fast', ...allParts].includes(word));
  if (unknown) throw new Error(`there is no part "${unknown}" of the tests; parts: ${allParts.join(', ')}; or: fast, all`);
  // Rust and vitest read it.
  if (words.includes('all')) process.env.OMESCOPE_TESTS = 'all';
  const parts = words.filter((word) => word !== 'all');
  await runPlan(planOf(parts), { streams: parts.length === 1 });
  if (process.env.OMESCOPE_TESTS !== 'all') say('lines with "sampled" say what was not done whole: npm test -- all does');
});
