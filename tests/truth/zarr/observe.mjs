// Finds the truth: builds all stores, runs all viewers on them, writes build/truth-zarr/observed.json.
//   npm run truth:zarr -- [--accept] [--again] [--older] [--quiet] [beginning of a case's id ...]
// `--accept` writes outcomes.json anew, `--again` runs everything, `--older` runs older versions of Vitessce too; with cases named,
// these alone are run and printed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases, VIEWERS, viewersOf } from './cases/index.mjs';
import { coverage, differences } from './expected.mjs';
import { hashOfStore, placeOf, prepared, writeStore } from './generate.mjs';
import { runAll } from './lanes.mjs';
import { olderFile, olderTextOf, outcomesFile, textOf } from './outcomes.mjs';
import { build, here, withOlder } from './setup.mjs';

const cacheFile = join(build, 'cache.json');
const observedFile = join(build, 'observed.json');

/** Runs what is not in the cache and returns what `observed.json` holds. */
async function observe(wanted, again) {
  mkdirSync(build, { recursive: true });
  const cache = again ? {} : kept();
  const code = codeHash();
  const chosen = wanted.length ? cases.filter(({ id }) => wanted.some((start) => id.startsWith(start))) : cases;
  const jobs = [];
  const entries = {};
  for (const one of chosen) {
    const store = await prepared(one);
    const hash = hashOfStore(store);
    writeStore(one, store, hash);
    entries[one.id] = entryOf(one, store);
    const key = createHash('sha256').update([code, hash, one.build, JSON.stringify([one.kind, one.name, one.options, one.manners, one.oldBrowser])].join('\0')).digest('hex');
    for (const viewer of viewersOf(one)) jobs.push({ id: one.id, viewer, key, hangs: one.hangs, cached: cache[`${one.id} ${viewer}`] });
  }
  const open = jobs.filter(({ key, cached }) => cached?.key !== key);
  const save = () => {
    // A run that is stopped must not leave half a file.
    writeFileSync(`${cacheFile}.new`, JSON.stringify(cache));
    renameSync(`${cacheFile}.new`, cacheFile);
  };
  await runAll(open, ({ id, viewer, key, result }) => {
    cache[`${id} ${viewer}`] = { key, result };
  }, save);
  for (const { id, viewer, cached, result = cached.result } of jobs) entries[id].viewers[VIEWERS[viewer]] = result;
  save();
  return { format: 1, ran: open.length, cases: entries };
}

/** Results of earlier runs. */
function kept() {
  return existsSync(cacheFile) ? JSON.parse(readFileSync(cacheFile, 'utf8')) : {};
}

function entryOf(one, store) {
  const files = [...(store.served ?? store.files).values()];
  const { rules = [], near = [], what, kind, manners, options, zip } = one;
  return { rules, near, what, kind, manners, options, zip, place: placeOf(one).slice(build.length + 1), files: files.length, bytes: files.reduce((sum, { length }) => sum + length, 0), viewers: {} };
}

/** Hash of the code whose change changes what is observed: the oracle, the writers, the list of viewers. */
function codeHash() {
  const hash = createHash('sha256');
  for (const folder of ['oracle', 'store', 'viewers']) {
    for (const name of readdirSync(join(here, folder)).sort()) hash.update(readFileSync(join(here, folder, name)));
  }
  return hash.digest('hex');
}

/** What `observed.json` holds, with what the tables expect. */
function withExpected(observed) {
  return { ...observed, expected: { differences: differences(cases, observed), coverage: coverage(cases) } };
}

function print({ cases: entries, ran }, seconds) {
  for (const [id, { viewers }] of Object.entries(entries)) {
    for (const [viewer, { outcome, step = '', message = '', error = '' }] of Object.entries(viewers)) console.log([id, viewer, outcome, step, error, message].join('\t'));
  }
  console.log(`${ran} runs in ${seconds.toFixed(1)} s`);
}

const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const started = performance.now();
const observed = withExpected(await observe(wanted, flags.includes('--again')));
if (!wanted.length) {
  writeFileSync(observedFile, JSON.stringify(observed, null, 1));
  writeFileSync(join(build, 'outcomes.json'), textOf(cases, observed));
  if (flags.includes('--accept')) {
    writeFileSync(outcomesFile, textOf(cases, observed));
    if (withOlder()) writeFileSync(olderFile, olderTextOf(cases, observed));
  }
}
if (!flags.includes('--quiet')) print(observed, (performance.now() - started) / 1000);
