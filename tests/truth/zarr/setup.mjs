// The viewers, installed into build/truth-zarr/viewers: exactly the published packages, checked against their hashes.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';

export const here = dirname(fileURLToPath(import.meta.url));
export const build = join(here, '../../../build/truth-zarr');
/** Where the packages are; `oracle/hooks.mjs` lets everything below this folder import them by name. */
export const viewers = join(build, 'viewers');

const LISTS = ['viewers/package.json', 'viewers/package-lock.json', 'viewers/tarballs.json'];

/** Whether older versions of Vitessce are run too: `--older`, which observe.mjs hands on to its processes. */
export function withOlder() {
  return process.argv.includes('--older') || process.env.OMESCOPE_TRUTH_OLDER === '1';
}

/** Installs the packages where they are missing or their lists have changed; needs the npm registry then, and only then. */
export function installViewers() {
  installCurrent();
  if (withOlder()) for (const tarball of list('older.json')) if (!existsSync(placeOfTarball(tarball))) unpack(tarball);
  return viewers;
}

function installCurrent() {
  const hash = createHash('sha256').update(LISTS.map((file) => readFileSync(join(here, file))).join('\0')).digest('hex');
  const stamp = join(viewers, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  rmSync(viewers, { recursive: true, force: true });
  mkdirSync(viewers, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(here, 'viewers', file), join(viewers, file));
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], viewers);
  for (const tarball of list('tarballs.json')) unpack(tarball);
  writeFileSync(stamp, hash);
}

function list(name) {
  return JSON.parse(readFileSync(join(here, 'viewers', name), 'utf8'));
}

function placeOfTarball({ package: spec }) {
  const [, name, version] = /^@vitessce\/(.+)@(.+)$/.exec(spec);
  return vitesscePackage(name, version);
}

/**
 * The folder of a package of Vitessce. Its published bundle holds all it needs, deck.gl and Viv included, so the tarball alone is
 * fetched: installing it with its dependencies would bring hundreds of packages that the bundle does not use.
 */
export function vitesscePackage(name, version = '4.0.8') {
  return join(viewers, 'vitessce', `${name}-${version}`);
}

function unpack(tarball) {
  const { package: spec, integrity } = tarball;
  const [{ filename }] = JSON.parse(npm(['pack', spec, '--json', '--ignore-scripts'], viewers));
  const file = join(viewers, filename.replace(/^@/, '').replace('/', '-'));
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found !== integrity) throw new Error(`${spec}: the registry gave a tarball with ${found}, expected ${integrity}`);
  const parent = join(viewers, 'vitessce');
  mkdirSync(parent, { recursive: true });
  run('tar', ['-xzf', file, '-C', parent]);
  renameSync(join(parent, 'package'), placeOfTarball(tarball));
  rmSync(file);
}

function npm(args, cwd) {
  // npm itself runs the tests, so its own program is known; elsewhere the one on PATH serves.
  const own = process.env.npm_execpath;
  if (own && existsSync(own)) return run(process.execPath, [own, ...args], cwd);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, cwd);
}

function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')}: ${(stderr || stdout || String(error)).trim()}`);
}
