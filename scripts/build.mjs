// `npm run build`: dist/ (the npm package) and build/site/ (the page).
import { buildAll } from './lib/all.mjs';
import { main } from './lib/run.mjs';

await main(buildAll);
