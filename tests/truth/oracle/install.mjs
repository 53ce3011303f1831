// Installs the viewers as npm publishes them, into build/truth/viewers.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run, say } from '../../../scripts/lib/run.mjs';
import { hashOf, once } from '../../../scripts/lib/stamp.mjs';
import { installed, root, sources, viewers } from './places.mjs';

/**
 * Packages whose own bundle holds all that is run here. npm would install their whole tree of dependencies (deck.gl, luma.gl and
 * hundreds more), so their tarballs are unpacked instead.
 */
const BUNDLES = [
  {
    name: '@vitessce/ome-tiff',
    version: '4.0.8',
    integrity: 'sha512-zbg8slYO1XUZebFtRIoC9ov3+9FPWBu0qt/r95dyy5Q6BE8JziyDVMDW2DRC9WSL4O+cvvdiSo9WS7VoZRE4zQ==',
  },
];

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const shell = process.platform === 'win32';

/** Versions that decide what is observed, for the cache and for the results. */
export function versions() {
  const lock = JSON.parse(readFileSync(join(sources, 'oracle', 'package-lock.json'), 'utf8'));
  const of = (name) => lock.packages[`node_modules/${name}`].version;
  const named = Object.fromEntries(['@vivjs/loaders', 'geotiff', 'lzw-tiff-decoder', 'zod', 'jsdom'].map((name) => [name, of(name)]));
  return { ...named, ...Object.fromEntries(BUNDLES.map(({ name, version }) => [name, version])), node: process.version };
}

/** Does nothing where they are already there. */
export async function installViewers() {
  const hash = hashOf(['tests/truth/oracle/package-lock.json', 'tests/truth/oracle/install.mjs'], process.version);
  await once('build/truth/viewers.stamp', hash, ['build/truth/viewers/node_modules/.package-lock.json'], async () => {
    say('installing the viewers');
    rmSync(viewers, { recursive: true, force: true });
    mkdirSync(viewers, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) cpSync(join(sources, 'oracle', name), join(viewers, name));
    await run(npm, ['ci', '--no-fund', '--no-audit', '--ignore-scripts'], { cwd: viewers, shell });
    for (const bundle of BUNDLES) await unpack(bundle);
    stubReact();
  });
}

async function unpack({ name, version, integrity }) {
  const packed = attempt(npm, ['pack', '--json', '--pack-destination', viewers, `${name}@${version}`], { cwd: viewers, shell });
  if (!packed.ok) throw new Error(`npm pack ${name}@${version}: ${packed.text}`);
  const tarball = join(viewers, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (found !== integrity) throw new Error(`${name}@${version} is not the tarball that was checked: ${found}`);
  const place = installed(name);
  mkdirSync(place, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', place, '--strip-components=1']);
  rmSync(tarball);
}

/** The bundle imports React for its side effects only, and uses nothing of it when it loads files. */
function stubReact() {
  const place = installed('react');
  if (existsSync(place)) return;
  mkdirSync(place);
  writeFileSync(join(place, 'package.json'), JSON.stringify({ name: 'react', version: '0.0.0', type: 'module', main: 'index.js' }));
  writeFileSync(join(place, 'index.js'), 'export default {};\n');
}

export { root };
