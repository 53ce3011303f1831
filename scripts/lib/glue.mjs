// The JavaScript side of a module, from what wasm-bindgen writes.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/**
 * wasm-bindgen writes an ES module that holds one instance in its variables. A function that can be called once
 * for each instance is wanted instead, so the module becomes its body. Its types are those of wasm-bindgen.
 */
export async function writeGlue(work, out) {
  const { transform } = await import('esbuild');
  const { code } = await transform(readFileSync(join(work, 'omescope.js'), 'utf8'), { format: 'cjs', target: 'es2022', loader: 'js' });
  const body = code.split('\n').map((line) => (line ? `  ${line}` : line)).join('\n');
  const version = JSON.stringify(versionOfCrate());
  writeFileSync(
    join(out, 'glue.js'),
    `// Generated from src/wasm by wasm-bindgen; see scripts/lib/glue.mjs.\nexport const version = ${version};\nexport function createGlue() {\n  const module = { exports: {} };\n${body}  return module.exports;\n}\n`,
  );
  copyFileSync(join(work, 'omescope.d.ts'), join(out, 'bindings.d.ts'));
  writeFileSync(
    join(out, 'glue.d.ts'),
    "export type Glue = typeof import('./bindings.js');\nexport declare function createGlue(): Glue;\nexport declare const version: string;\n",
  );
}

function versionOfCrate() {
  const [, version] = /^version = "(.*)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8')) ?? [];
  if (version === undefined) throw new Error('Cargo.toml has no version');
  return version;
}

/** The module as text, in a file that is only imported where its bytes are not found. */
export function writeInline(wasm, out) {
  const base64 = readFileSync(wasm).toString('base64');
  writeFileSync(join(out, 'inline.js'), `// Generated: the module as base64.\nexport const wasmBase64 = '${base64}';\n`);
  writeFileSync(join(out, 'inline.d.ts'), 'export declare const wasmBase64: string;\n');
}
