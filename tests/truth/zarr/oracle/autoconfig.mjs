// Vitessce's generation of a view config from a URL: which parts of the store it finds.
import { vitessce } from './vitessce.mjs';

/** `truth` lists what should be found, as `key path`; more or less than that is wrong. */
export async function runAutoConfig({ url, truth }, { step }) {
  const { generateConfigAlt, parseUrls } = await vitessce('config');
  await step('config', async () => (await generateConfigAlt(parseUrls([url]))).config.toJSON(), {
    cost: false,
    check: ({ datasets: [{ files }] }) => {
      const found = partsOf(files[0].options).sort();
      const wanted = [...truth].sort();
      return String(found) === String(wanted) ? undefined : `finds ${found.join(', ') || 'nothing'} for ${wanted.join(', ')}`;
    },
  });
}

function partsOf(options = {}) {
  return Object.entries(options).flatMap(([key, value]) => [].concat(value).map(({ path }) => `${key} ${path}`));
}
