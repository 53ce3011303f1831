/** The page and the command line use what the npm package exports, and nothing else of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/fixtures.js';

function sources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : [];
  });
}

function imports(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => name);
}

/** Whether an import stays in the folder that its file belongs to. */
function staysIn(folder: string, file: string, name: string): boolean {
  return name.startsWith('.') && !relative(folder, resolve(dirname(file), name)).startsWith('..');
}

test.each([
  ['src/js/cli', /^node:/, 'src/js/slim.js'],
  ['www', /^omescope(\/slim)?$/, undefined],
])('%s imports only what is public', (name, allowed, entry) => {
  const folder = join(root, name);
  const files = sources(folder);
  expect(files.length).toBeGreaterThan(1);
  const isPublic = (file: string, used: string): boolean =>
    allowed.test(used) || staysIn(folder, file, used) || (entry !== undefined && resolve(dirname(file), used) === join(root, entry));
  for (const file of files) expect(imports(file).filter((used) => !isPublic(file, used)), relative(root, file)).toEqual([]);
});

test('the library imports nothing of Node.js, nothing of the command line, and no package', () => {
  const files = sources(join(root, 'src', 'js')).filter((file) => !file.includes(`${join('js', 'cli')}`));
  for (const file of files) {
    for (const name of imports(file)) expect(name, relative(root, file)).toMatch(/^\.\.?\//);
    for (const name of imports(file)) expect(name, relative(root, file)).not.toContain('cli/');
  }
});

test('the package has no runtime dependency', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(manifest.dependencies).toBeUndefined();
  expect(manifest.scripts.postinstall).toBeUndefined();
});
