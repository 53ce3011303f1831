// The catalogues of rules and viewers as JavaScript, from the modules: who shows them needs no module.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './run.mjs';
import { hashOf, once } from './stamp.mjs';

const MADE_FROM = ['check', 'zarr'].map((name) => `src/js/generated/${name}`);
const RESULTS = ['rules.js', 'rules.d.ts', 'viewers.js', 'viewers.d.ts'].map((name) => `src/js/generated/${name}`);

/** Writes `src/js/generated/{rules,viewers}.js` where a judge has changed. */
export async function buildCatalogue() {
  await once('target/wasm/catalogue.stamp', hashOf([...MADE_FROM, 'scripts/lib/catalogue.mjs']), RESULTS, async () => {
    const judges = await Promise.all(MADE_FROM.map(start));
    // Each judge has the rules that it judges by; a reader wants one list.
    const rules = judges.flatMap((judge) => JSON.parse(judge.rules())).sort((a, b) => (a.id < b.id ? -1 : 1));
    write('rules', rules, 'RuleDocumentation');
    write('viewers', JSON.parse(judges[0].viewers()), 'ViewerDocumentation');
  });
}

async function start(folder) {
  const { createGlue } = await import(pathToFileURL(join(root, folder, 'glue.js')).href);
  const glue = createGlue();
  glue.initSync({ module: readFileSync(join(root, folder, 'module.wasm')) });
  return glue;
}

function write(name, list, type) {
  const path = join(root, 'src', 'js', 'generated', name);
  writeFileSync(`${path}.js`, `// Generated from the modules; see scripts/lib/catalogue.mjs.\nexport const ${name} = ${JSON.stringify(list)};\n`);
  writeFileSync(`${path}.d.ts`, `import type { ${type} } from '../check/catalogue.js';\nexport declare const ${name}: readonly ${type}[];\n`);
}
