// From Rust to the modules that are shipped: compile, write the JavaScript side, optimize, inline.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { buildCatalogue } from './catalogue.mjs';
import { writeGlue, writeInline } from './glue.mjs';
import { binary } from './packages.mjs';
import { root, run, say } from './run.mjs';
import { TARGET, wasmToolchain } from './rust.mjs';
import { hashOf, once } from './stamp.mjs';

// Engines compile a function when it is called first: large ones stay apart even where they have one caller, so that a
// tile of one compression does not wait for all of them.
const FAST = ['-O3', '--converge', '--one-caller-inline-max-function-size', '500'];
// What runs once for a file: how long it is under way counts for more than how long it runs. Without the limit, all that a
// store may need came to be one function of 104 kB, which the first store of a page waited for.
const SMALL = ['-Oz', '--one-caller-inline-max-function-size', '300'];

// The crate of the boundary too: made fast it is only where tiles pass it, by the thousand.
const SMALL_BOUNDARY = ['--config', 'profile.release.package.omescope.opt-level="z"'];

/**
 * The modules: the feature of Cargo.toml that each is built with, its name in the package, what Cargo is told beside
 * that, and how much work goes into making it smaller and faster. On the largest, the highest level takes two minutes for one percent.
 */
export const MODULES = [
  { name: 'core', ships: 'omescope.wasm', optimize: FAST },
  { name: 'check', ships: 'omescope-check.wasm', cargo: SMALL_BOUNDARY, optimize: SMALL },
  { name: 'zarr', ships: 'omescope-zarr.wasm', cargo: SMALL_BOUNDARY, optimize: SMALL },
  { name: 'more', ships: 'omescope-more.wasm', optimize: FAST },
  { name: 'jxl', ships: 'omescope-jxl.wasm', optimize: ['-O2'] },
];
/** What is made of each in `src/js/generated/<name>/`. */
const RESULTS = ['module.wasm', 'bindings.d.ts', 'glue.js', 'glue.d.ts', 'inline.js', 'inline.d.ts'];
const SCRIPTS = ['wasm', 'glue', 'rust', 'run', 'stamp'].map((name) => `scripts/lib/${name}.mjs`);
const MANIFESTS = readdirSync(join(root, 'src')).flatMap((name) => [`src/${name}/Cargo.toml`, `src/${name}/build.rs`]);
const COMMON = ['Cargo.toml', 'Cargo.lock', 'package-lock.json', 'scripts/bindgen', 'src/zarr/schemas', ...MANIFESTS, ...SCRIPTS];
const FEATURES = ['simd', 'bulk-memory', 'sign-ext', 'nontrapping-float-to-int', 'mutable-globals', 'reference-types', 'multivalue'];

const built = join(root, 'target', 'wasm', TARGET, 'release');

/** Builds of `src/js/generated/` what depends on Rust sources or scripts that have changed. */
export async function buildWasm() {
  const toolchain = startOnce(wasmToolchain);
  const generator = startOnce(buildGenerator);
  const inTurn = createTurns();
  const work = MODULES.map((module) => {
    const results = RESULTS.map((name) => `${folderOf(module)}/${name}`);
    return once(`target/wasm/${module.name}.stamp`, hashOfModule(module), results, async () => {
      const atStart = hashOf(rustSources());
      // Cargo uses its folder alone. While it compiles the next module, the one before is optimized.
      const [raw, program] = await Promise.all([inTurn(async () => compile(module, await toolchain())), generator()]);
      await finish(module, raw, program);
      // Of sources that changed meanwhile nobody knows which were compiled: then the next run builds again.
      return hashOf(rustSources()) === atStart ? hashOfModule(module) : '';
    });
  });
  const done = await Promise.all(work);
  await buildCatalogue();
  if (!done.includes(true)) say('the WebAssembly modules are up to date');
}

function folderOf({ name }) {
  return `src/js/generated/${name}`;
}

function hashOfModule(module) {
  const list = join(root, listOf(module));
  const sources = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : rustSources();
  return hashOf([...COMMON, ...sources], module.name);
}

function rustSources() {
  return readdirSync(join(root, 'src')).filter((name) => name !== 'js').map((name) => `src/${name}`);
}

/** Where the sources that went into a module are listed. */
function listOf({ name }) {
  return `target/wasm/${name}.sources.json`;
}

/** Compiles a module, and notes which sources the compiler read for it. */
async function compile(module, { cargo, args, env }) {
  // All modules are one crate and have one file name in Cargo's folder: what another one left there must not be taken for this.
  for (const file of ['omescope.wasm', 'deps/omescope.wasm']) rmSync(join(built, file), { force: true });
  say(`compiling the module ${module.name}`);
  const features = ['--no-default-features', '--features', module.name, ...(module.cargo ?? [])];
  const cargoArgs = ['build', '--release', '--locked', '--package', 'omescope', '--lib', '--target', TARGET, '--target-dir', 'target/wasm', ...features, ...args];
  await run(cargo, cargoArgs, { env: { ...process.env, ...env } });
  const raw = join(root, 'target', 'wasm', `${module.name}.wasm`);
  copyFileSync(join(built, 'omescope.wasm'), raw);
  writeFileSync(join(root, listOf(module)), JSON.stringify(sourcesRead(readFileSync(join(built, 'omescope.d'), 'utf8'))));
  return raw;
}

/** The files of this repository that the compiler says it has read: a line `target: file file …`, spaces with a backslash. */
function sourcesRead(dependencies) {
  const [line = ''] = dependencies.split('\n');
  const paths = line.slice(line.indexOf(': ') + 2).match(/(?:\\ |[^ ])+/g) ?? [];
  const inside = paths.map((path) => relative(root, resolve(root, path.replaceAll('\\ ', ' ')))).filter((path) => !path.startsWith('..') && !isAbsolute(path));
  // What build scripts have written hangs on what they read, which is among what all modules hang on.
  return inside.map((path) => path.split(sep).join('/')).filter((path) => !path.startsWith('target/')).sort();
}

/** The generator of the JavaScript side is a crate of the workspace: Cargo.lock keeps it at wasm-bindgen's version. */
async function buildGenerator() {
  await run('cargo', ['build', '--profile', 'tools', '--locked', '--package', 'bindgen', '--target-dir', 'target/tools']);
  return join(root, 'target', 'tools', 'tools', process.platform === 'win32' ? 'bindgen.exe' : 'bindgen');
}

/** From what the compiler wrote to what is shipped. */
async function finish(module, raw, generator) {
  const work = join(root, 'target', 'wasm', 'bindgen', module.name);
  rmSync(work, { recursive: true, force: true });
  await run(generator, [raw, work]);
  const out = join(root, folderOf(module));
  mkdirSync(out, { recursive: true });
  const enabled = FEATURES.map((name) => `--enable-${name}`);
  const wasm = join(out, 'module.wasm');
  await run(process.execPath, [binary('binaryen', 'bin', 'wasm-opt'), join(work, 'omescope_bg.wasm'), ...module.optimize, ...enabled, '--strip-debug', '--strip-producers', '-o', wasm]);
  await writeGlue(work, out);
  writeInline(wasm, out);
}

function startOnce(work) {
  let result;
  return () => (result ??= work());
}

/** Does one work after the other; after a failure none. */
function createTurns() {
  let last = Promise.resolve();
  return (work) => (last = last.then(work));
}
