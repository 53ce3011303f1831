// What omescope says of the stores, compared with what the loaders do: writes build/truth-zarr/said.json.
//     node --import ./oracle/register.mjs verdicts.mjs [beginning of a case's id ...]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../../dist/index.js';
import { cases, fileNameOf, VIEWERS, viewersOf } from './cases/index.mjs';
import { compareVerdicts } from './compare.mjs';
import { prepared } from './generate.mjs';
import { serve } from './oracle/server.mjs';
import { build } from './setup.mjs';

/** Names of viewers there, and of the profiles that are judged for. */
const PROFILES = {
  'vitessce@4.0.8': 'vitessce@4.0.8',
  'vitessce-autoconfig@4.0.8': 'vitessce-autoconfig@4.0.8',
  'viv@0.21.0': 'viv@0.21',
  'zarrita@0.7.5': 'zarrita@0.7',
  'zarrita@0.5.4': 'zarrita@0.5',
};

/** A store in memory that can list its names. */
function inMemory(files, name) {
  const keyOf = (key) => key.replace(/^\//, '');
  const names = (path) => {
    const prefix = keyOf(path) === '' ? '' : `${keyOf(path)}/`;
    return [...new Set([...files.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length).split('/')[0]))];
  };
  return {
    name,
    get: (key) => files.get(keyOf(key)),
    getRange: async (key, range) => {
      const bytes = files.get(keyOf(key));
      if (bytes === undefined || 'offset' in range) return bytes?.subarray(range.offset, range.offset + range.length);
      return bytes.subarray(Math.max(0, bytes.length - range.suffixLength));
    },
    sizeOf: async (key) => files.get(keyOf(key))?.length,
    names: async (path) => names(path),
  };
}

const LISTS = { ObsEmbeddingAnndataLoader: 'obsEmbedding', ObsSetsAnndataLoader: 'obsSets', ObsFeatureMatrixAnndataLoader: 'obsFeatureMatrix' };

/** What the view config of a case asks for. */
function viewOf(options = {}) {
  const view = {};
  for (const { loader, options: asked } of options.extra ?? []) {
    if (asked.initialFeatureFilterPath) view.initialFeatureFilterPath = asked.initialFeatureFilterPath;
    else (view[LISTS[loader]] ??= []).push(asked.path ?? asked.obsSets[0].path);
  }
  const systems = Object.entries(options).filter(([, chosen]) => chosen?.coordinateSystem);
  if (systems.length) view.coordinateSystem = Object.fromEntries(systems.map(([path, { coordinateSystem }]) => [path, coordinateSystem]));
  if (options.coordinateTransformations) view.coordinateTransformations = options.coordinateTransformations;
  return view;
}

/** Verdicts and costs of all cases by their ids: { ID: { VIEWER: { outcome, message, cost } } }. */
async function verdicts(chosen) {
  const said = {};
  for (const one of chosen) {
    const store = await prepared(one);
    const name = fileNameOf(one);
    const viewers = viewersOf(one).map((short) => VIEWERS[short]).filter((viewer) => viewer in PROFILES);
    const options = { viewers: viewers.map((viewer) => PROFILES[viewer]), view: viewOf(one.options) };
    const host = one.manners ? await serve(store.served ?? store.files, name, one.manners) : undefined;
    try {
      const archive = store.served && new File([store.served.get('')], name);
      const report = await check(host ? host.root : archive ?? inMemory(store.files, name), options);
      said[one.id] = Object.fromEntries(viewers.map((viewer) => [viewer, of(report, PROFILES[viewer])]));
    } catch (error) {
      said[one.id] = Object.fromEntries(viewers.map((viewer) => [viewer, { outcome: 'error', message: String(error.message) }]));
    } finally {
      host?.close();
    }
  }
  return said;
}

function of(report, profile) {
  const { verdict, says, because } = report.verdicts.find(({ viewer }) => viewer === profile) ?? { verdict: 'absent' };
  const steps = report.store?.interactions.find(({ viewer }) => viewer === profile)?.steps ?? [];
  const cost = Object.fromEntries(steps.filter(({ fails }) => fails === undefined).map((step) => [step.name, [step.requests, step.bytes]]));
  return { outcome: verdict, message: says, because, cost, fails: steps.find(({ fails }) => fails !== undefined)?.fails };
}

const wanted = process.argv.slice(2);
const said = await verdicts(wanted.length ? cases.filter(({ id }) => wanted.some((start) => id.startsWith(start))) : cases);
const { wrong, count } = compareVerdicts(said);
writeFileSync(join(build, 'said.json'), JSON.stringify({ said, wrong, count }));
if (wanted.length) console.log(JSON.stringify(wrong, null, 1));
