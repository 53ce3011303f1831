// From Rust to the module that is shipped: compile, write the JavaScript side, optimize, inline.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binary } from './packages.mjs';
import { root, run, say } from './run.mjs';
import { TARGET, wasmToolchain } from './rust.mjs';
import { hashOf, once } from './stamp.mjs';

const GENERATED = 'src/js/generated';
const RESULTS = ['omescope.wasm', 'glue.js', 'glue.d.ts', 'inline.js', 'inline.d.ts'].map((name) => `${GENERATED}/${name}`);

/** Builds `src/js/generated/` where the Rust sources or these scripts have changed. */
export async function buildWasm() {
  const hash = hashOf([...rustSources(), 'scripts/lib', 'scripts/bindgen', 'package-lock.json']);
  const built = await once('target/wasm.stamp', hash, RESULTS, compile);
  if (!built) say('the WebAssembly module is up to date');
}

function rustSources() {
  const inSrc = readdirSync(join(root, 'src')).filter((name) => name !== 'js').map((name) => `src/${name}`);
  return ['Cargo.toml', 'Cargo.lock', ...inSrc];
}

async function compile() {
  const { cargo, args, env } = await wasmToolchain();
  const cargoArgs = ['build', '--release', '--locked', '--package', 'omescope', '--lib', '--target', TARGET, '--target-dir', 'target/wasm', ...args];
  await run(cargo, cargoArgs, { env: { ...process.env, ...env } });
  // The generator of the JavaScript side is a crate of the workspace: Cargo.lock keeps it at wasm-bindgen's version.
  await run('cargo', ['build', '--release', '--locked', '--package', 'bindgen', '--target-dir', 'target/tools']);

  const work = join(root, 'target', 'wasm', 'bindgen');
  rmSync(work, { recursive: true, force: true });
  const raw = join(root, 'target', 'wasm', TARGET, 'release', 'omescope.wasm');
  await run(join(root, 'target', 'tools', 'release', process.platform === 'win32' ? 'bindgen.exe' : 'bindgen'), [raw, work]);

  const out = join(root, GENERATED);
  mkdirSync(out, { recursive: true });
  const features = ['--enable-simd', '--enable-bulk-memory', '--enable-sign-ext', '--enable-nontrapping-float-to-int', '--enable-mutable-globals', '--enable-reference-types', '--enable-multivalue'];
  const optimize = [binary('binaryen', 'bin', 'wasm-opt'), join(work, 'omescope_bg.wasm'), '-O3', ...features, '--strip-debug', '--strip-producers', '-o', join(out, 'omescope.wasm')];
  await run(process.execPath, optimize);
  await writeGlue(join(work, 'omescope.js'), out);
  writeInline(out);
}

/**
 * wasm-bindgen writes an ES module that holds one instance in its variables. A function that can be called once
 * for each instance is wanted instead, so the module becomes its body.
 */
async function writeGlue(path, out) {
  const { transform } = await import('esbuild');
  const source = readFileSync(path, 'utf8');
  const { code } = await transform(source, { format: 'cjs', target: 'es2022', loader: 'js' });
  const body = code.split('\n').map((line) => (line ? `  ${line}` : line)).join('\n');
  writeFileSync(
    join(out, 'glue.js'),
    `// Generated from src/wasm.rs by wasm-bindgen; see scripts/lib/wasm.mjs.\nexport function createGlue() {\n  const module = { exports: {} };\n${body}  return module.exports;\n}\n`,
  );
  writeFileSync(
    join(out, 'glue.d.ts'),
    [
      'export interface Glue {',
      '  default(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;',
      '  begin(structure: boolean, size: number, reach: number, ifds: number): void;',
      '  beginPixels(offset: number, described: boolean, size: number, reach: number): void;',
      '  step(): Float64Array;',
      '  supply(start: number, bytes: Uint8Array): void;',
      '  learnSize(size: number): void;',
      '  found(): number;',
      '  offsets(): Float64Array;',
      '  breakage(): string;',
      '  structure(): string;',
      '  storage(): string;',
      '  jpegTables(): Uint8Array;',
      '  tileInput(length: number): number;',
      '  tileDecode(spec: string, jpegTables: Uint8Array): void;',
      '  tileOutput(): number;',
      '  tileMemory(): WebAssembly.Memory;',
      '  end(): void;',
      '  memorySize(): number;',
      '}',
      'export declare function createGlue(): Glue;',
      '',
    ].join('\n'),
  );
}

/** The module as text, in a file of its own that is only imported when it is needed. */
function writeInline(out) {
  const base64 = readFileSync(join(out, 'omescope.wasm')).toString('base64');
  writeFileSync(join(out, 'inline.js'), `// Generated: omescope.wasm as base64.\nexport const wasmBase64 = '${base64}';\n`);
  writeFileSync(join(out, 'inline.d.ts'), 'export declare const wasmBase64: string;\n');
}
