// The parts of the tests, and what each of them needs.
import { findChromium } from '../chromium.mjs';
import { buildPackage } from '../js.mjs';
import { installPackages } from '../packages.mjs';
import { attempt, run, say } from '../run.mjs';
import { wasmForLint } from '../rust.mjs';
import { buildSite } from '../site.mjs';
import { buildWasm } from '../wasm.mjs';
import { fast } from './fast.mjs';
import { vitest } from './vitest.mjs';

/** What is built; a part builds no more than it needs. */
const BUILDS = {
  packages: { work: installPackages },
  wasm: { needs: ['packages'], work: buildWasm },
  package: { needs: ['wasm'], work: buildPackage },
  page: { needs: ['package'], work: buildSite },
};

/** In the order in which they begin where there is a choice: what takes longest first. */
const PARTS = {
  lint: { work: lint },
  // Cargo works in one folder at a time.
  rust: { after: ['lint'], work: () => run('cargo', ['test', '--workspace', '--locked', '--no-fail-fast']) },
  js: { needs: ['package'], work: () => vitest('tests/js') },
  size: { needs: ['page'], work: () => run(process.execPath, ['scripts/size.mjs', '--no-build']) },
  e2e: { needs: ['page'], work: inBrowser('tests/e2e') },
  packaging: { needs: ['package'], work: inBrowser('tests/packaging') },
};

export const allParts = Object.keys(PARTS);

/** Tasks for these parts, or for all, with what they need. */
export function planOf(parts) {
  if (parts.includes('fast')) return fast;
  const known = { ...BUILDS, ...PARTS };
  const wanted = new Set(parts.length > 0 ? parts : allParts);
  // A set takes what is added while it is walked.
  for (const name of wanted) for (const need of known[name].needs ?? []) wanted.add(need);
  return Object.fromEntries(Object.entries(known).filter(([name]) => wanted.has(name)));
}

async function lint() {
  const has = (component) => attempt('cargo', [component, '--version']).ok || say(`left out: cargo ${component} is not installed`);
  if (has('fmt')) await run('cargo', ['fmt', '--all', '--check']);
  if (!has('clippy')) return;
  const strict = ['--locked', '--', '-D', 'warnings'];
  await run('cargo', ['clippy', '--workspace', '--all-targets', ...strict]);
  // The boundary to JavaScript and the vector instructions of WebAssembly are compiled for nothing else.
  const wasm = wasmForLint();
  if (wasm) await run('cargo', ['clippy', ...wasm.args, ...strict], { env: wasm.env });
  else say('left out: clippy of what is built for WebAssembly alone, as the Rust compiler on PATH has no such target');
}

function inBrowser(folder) {
  return async () => {
    process.env.CHROME_PATH = await findChromium();
    await vitest(folder);
  };
}
