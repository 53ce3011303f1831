// `npm test -- fast`: what a small change can break, in about a minute. Nothing is compiled to WebAssembly: JavaScript is tested
// with the modules that are there.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from '../js.mjs';
import { binary, installPackages } from '../packages.mjs';
import { output, root, run, say } from '../run.mjs';
import { vitest } from './vitest.mjs';

/** Tests of the package that take a few seconds. */
const QUICK = ['docs', 'direction', 'engine', 'formats', 'kept'].map((name) => `tests/js/${name}.test.ts`);

export const fast = {
  packages: { work: installPackages },
  types: { needs: ['packages'], work: types },
  rust: { work: rust },
  js: { needs: ['packages', 'types'], work: js },
};

async function types() {
  const tsc = binary('typescript', 'bin', 'tsc');
  for (const project of ['src/js', 'src/js/cli', 'www']) await run(process.execPath, [tsc, '-p', project, '--noEmit']);
}

/** The unit tests of the crates that have changed since the last commit; of none, those of the rules. */
async function rust() {
  const changed = [['diff', '--name-only', 'HEAD'], ['ls-files', '--others', '--exclude-standard']].flatMap((args) => (output('git', args) ?? '').split('\n'));
  const folders = changed.map((path) => /^src\/([a-z]+)\/.*\.rs$/.exec(path)?.[1]);
  const crates = new Set(folders.filter((name) => name && existsSync(join(root, 'src', name, 'Cargo.toml'))));
  if (crates.size === 0) crates.add('check');
  say(`left out: Rust tests of other crates than ${[...crates].join(', ')}, those in tests/, rustfmt and clippy`);
  await run('cargo', ['test', '--locked', '--lib', ...[...crates].flatMap((name) => ['--package', `omescope-${name}`])]);
}

async function js() {
  if (!existsSync(join(root, 'src', 'js', 'generated', 'core', 'glue.js'))) {
    say('left out: tests of the package, as its modules were not built yet: npm run build');
    return;
  }
  await buildPackage();
  say('left out: WebAssembly built anew, the longer tests of the package, bundlers, the page');
  await vitest(...QUICK);
}
